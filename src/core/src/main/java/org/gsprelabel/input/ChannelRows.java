package org.gsprelabel.input;

import java.util.Arrays;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.tile.PixelRect;

/** The normalised rows of one channel of a window, with padding where the window, or the raster, has no pixel. */
final class ChannelRows {

    private final FilledWindow window;
    private final int band;
    private final Radiometry radiometry;
    private final int channel;
    private final Normalisation normalisation;
    private final float padding;
    private final boolean padsEdge;

    /**
     * @param band index of the channel's band in the window
     * @param padding value of padding, normalised
     */
    ChannelRows(
            FilledWindow window,
            int band,
            Radiometry radiometry,
            int channel,
            Normalisation normalisation,
            float padding,
            Edge edge) {
        this.window = window;
        this.band = band;
        this.radiometry = radiometry;
        this.channel = channel;
        this.normalisation = normalisation;
        this.padding = padding;
        this.padsEdge = edge == Edge.PAD;
    }

    /**
     * @param row of the window; those below it are padding
     * @param line filled from its first to its last value; what is right of the window is padding
     */
    void read(int row, float[] line) {
        RasterWindow pixels = window.pixels();
        PixelRect rect = pixels.rect();
        PixelRect inside = padsEdge ? window.inside() : rect;
        int y = rect.y() + row;
        boolean isPadding = y < inside.y() || y >= inside.bottom();
        int from = isPadding ? line.length : inside.x() - rect.x();
        int to = isPadding ? line.length : inside.right() - rect.x();
        Arrays.fill(line, 0, from, padding);
        Arrays.fill(line, to, line.length, padding);
        int sample = (band * rect.height() + row) * rect.width() + from;
        radiometry.units(channel, pixels.samples(), sample, line, from, to - from);
        normalisation.apply(line, from, to);
    }
}
