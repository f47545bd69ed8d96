package org.gsprelabel.raster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.tile.PixelRect;

/** A raster of literal samples, which remembers what was read. */
final class LiteralRaster implements RasterSource {

    private final RasterInfo info;
    private final float[][] stored;
    private final BitSet invalid = new BitSet();
    final List<PixelRect> reads = new ArrayList<>();

    LiteralRaster(int width, int height, SampleType type, float[]... stored) {
        this.info =
                new RasterInfo("literal", width, height, stored.length, type, GridToWorld.northUp(0, 0, 1, 1), 1, 1);
        this.stored = stored;
    }

    LiteralRaster without(int... pixels) {
        for (int pixel : pixels) {
            invalid.set(pixel);
        }
        return this;
    }

    /** Makes pixels from one to another (exclusive) invalid. */
    void invalidate(int from, int to) {
        invalid.set(from, to);
    }

    WorkingGrid grid() {
        return WorkingGrid.nativeOf(info);
    }

    @Override
    public RasterInfo info() {
        return info;
    }

    @Override
    public RasterWindow read(WorkingGrid grid, PixelRect rect, List<Integer> bands) {
        reads.add(rect);
        float[] samples = new float[(int) (bands.size() * rect.area())];
        BitSet valid = new BitSet();
        int target = 0;
        for (int band : bands) {
            for (int row = rect.y(); row < rect.bottom(); row++) {
                for (int column = rect.x(); column < rect.right(); column++) {
                    int pixel = row * info.width() + column;
                    samples[target] = stored[band - 1][pixel];
                    valid.set(target % (int) rect.area(), !invalid.get(pixel));
                    target++;
                }
            }
        }
        return new RasterWindow(rect, bands.size(), samples, valid);
    }
}
