package org.gsprelabel.testdata;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * A large picture made of one scene, repeated side by side: quick to write, and its truth is known wherever the edge of a
 * block does not cut a roof.
 */
public final class RepeatedScene {

    private final SceneSpec spec;
    private final int times;
    private final Scene block;
    private final byte[] pixels;

    /**
     * @param block what is repeated; held in memory, without its nodata
     * @param times blocks in a row and in a column
     */
    public RepeatedScene(SceneSpec block, int times) {
        this.spec = block.withoutNodata();
        this.times = times;
        this.block = Scene.of(spec);
        this.pixels = this.block.render(0, 0, spec.width(), spec.height());
    }

    public int width() {
        return times * spec.width();
    }

    public int height() {
        return times * spec.height();
    }

    /** The roofs that keep a distance from the edges of their block, in pixels. */
    public List<Polygon> innerTruth(int distance) {
        List<Polygon> inner = new ArrayList<>();
        for (TruthObject object : block.truth()) {
            var box = object.pixels().getEnvelopeInternal();
            if (box.getMinX() >= distance
                    && box.getMinY() >= distance
                    && box.getMaxX() <= spec.width() - distance
                    && box.getMaxY() <= spec.height() - distance) {
                inner.add(object.pixels());
            }
        }
        List<Polygon> all = new ArrayList<>();
        for (int row = 0; row < times; row++) {
            for (int column = 0; column < times; column++) {
                AffineTransformation move =
                        AffineTransformation.translationInstance(column * spec.width(), row * spec.height());
                inner.forEach(polygon -> all.add((Polygon) move.transform(polygon)));
            }
        }
        return all;
    }

    /** Writes it as an uncompressed GeoTIFF of tiles of 256 x 256 pixels. */
    public void writeGeoTiff(Path file) throws IOException {
        GeoTiffFile.write(
                new SceneImage(width(), height(), this::render),
                spec.georeference(),
                false,
                GeoTiffFile.UNCOMPRESSED,
                file);
    }

    private byte[] render(int x, int y, int width, int height) {
        byte[] window = new byte[3 * width * height];
        for (int row = 0; row < height; row++) {
            int from = (y + row) % spec.height() * spec.width();
            for (int column = 0; column < width; column++) {
                System.arraycopy(
                        pixels, 3 * (from + (x + column) % spec.width()), window, 3 * (row * width + column), 3);
            }
        }
        return window;
    }
}
