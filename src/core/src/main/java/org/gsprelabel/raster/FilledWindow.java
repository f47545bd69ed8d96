package org.gsprelabel.raster;

import java.util.Optional;
import org.gsprelabel.tile.PixelRect;

/**
 * A window of which every pixel has a usable sample, also those outside the raster and those without data.
 *
 * @param pixels the whole window; its valid mask is false outside the raster and where the raster has no data
 * @param inside the part of the window that lies in the raster, in working pixels
 */
public record FilledWindow(RasterWindow pixels, PixelRect inside) {

    public FilledWindow {
        if (!pixels.rect().contains(inside)) {
            throw new IllegalArgumentException("inside " + inside + " must lie in the window " + pixels.rect());
        }
    }

    /**
     * A part of the window, copied; nothing when all of the part lies outside the raster.
     *
     * @param part inside the window, in working pixels
     */
    public Optional<FilledWindow> part(PixelRect part) {
        return inside.intersection(part).map(shown -> new FilledWindow(pixels.part(part), shown));
    }

    /** Whether any pixel is valid. */
    public boolean hasValid() {
        return !pixels.valid().isEmpty();
    }
}
