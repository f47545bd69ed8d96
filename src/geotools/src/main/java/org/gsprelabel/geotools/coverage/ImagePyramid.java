package org.gsprelabel.geotools.coverage;

import java.awt.Rectangle;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.geotools.coverage.grid.GridCoverage2D;
import org.gsprelabel.tile.PixelRect;

/** The one level of an image in memory, or of one that computes its tiles when they are asked for. */
final class ImagePyramid implements Pyramid {

    private final RenderedImage image;
    private final TruncationWatch watch;
    private final Optional<Footprint> footprint;

    ImagePyramid(GridCoverage2D coverage) {
        this.image = coverage.getRenderedImage();
        this.watch = TruncationWatch.on(image);
        this.footprint = Footprint.of(coverage);
    }

    @Override
    public int levels() {
        return 1;
    }

    @Override
    public int width(int level) {
        return image.getWidth();
    }

    @Override
    public int height(int level) {
        return image.getHeight();
    }

    @Override
    public Image open(int level, PixelRect rect) {
        return new Image() {
            @Override
            public Raster read(PixelRect part) throws IOException {
                Raster raster = image.getData(inImage(part));
                watch.check();
                return raster;
            }

            @Override
            public void restrict(BitSet valid, PixelRect part) throws IOException {
                if (footprint.isPresent()) {
                    footprint.get().restrict(valid, inImage(part));
                }
            }

            @Override
            public void close() {}
        };
    }

    private Rectangle inImage(PixelRect part) {
        return new Rectangle(image.getMinX() + part.x(), image.getMinY() + part.y(), part.width(), part.height());
    }
}
