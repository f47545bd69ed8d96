package org.gsprelabel.pipeline;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.tile.PixelRect;

/** A raster of waves that cross each other, 8 bits. */
final class Waves implements RasterSource {

    private final RasterInfo info;
    private final double[] terms = new double[4 * 4];
    private int validColumns;

    Waves(long seed, int width, int height) {
        info = new RasterInfo("waves", width, height, 1, SampleType.UINT8, GridToWorld.northUp(0, 0, 1, 1), 1, 1);
        validColumns = width;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < terms.length; i++) {
            terms[i] = random.nextDouble();
        }
    }

    int width() {
        return info.width();
    }

    int height() {
        return info.height();
    }

    /** Takes the data away from a column on. */
    void invalidateFrom(int column) {
        validColumns = column;
    }

    RunPlan plan(BorderShy model, int tileSize, double overlap) {
        return RunPlan.of(
                info,
                model.model().descriptor(),
                OptionalInt.of(tileSize),
                OptionalDouble.of(overlap),
                OptionalDouble.empty());
    }

    /** Value of a pixel, 0 to 1. */
    double unit(int x, int y) {
        return sample(x, y) / 255.0;
    }

    private int sample(int x, int y) {
        double sum = 0;
        for (int i = 0; i < terms.length; i += 4) {
            double angle = Math.PI * terms[i];
            double wave = 0.15 + 0.35 * terms[i + 1];
            sum += (0.5 + terms[i + 2])
                    * Math.sin(wave * (x * Math.cos(angle) + y * Math.sin(angle)) + 6.3 * terms[i + 3]);
        }
        return (int) Math.max(0, Math.min(255, 127.5 + 60 * sum));
    }

    @Override
    public RasterInfo info() {
        return info;
    }

    @Override
    public RasterWindow read(WorkingGrid grid, PixelRect rect, List<Integer> bands) {
        float[] samples = new float[Math.toIntExact(rect.area())];
        BitSet valid = new BitSet();
        int i = 0;
        for (int y = rect.y(); y < rect.bottom(); y++) {
            for (int x = rect.x(); x < rect.right(); x++, i++) {
                samples[i] = sample(x, y);
                valid.set(i, x < validColumns);
            }
        }
        return new RasterWindow(rect, 1, samples, valid);
    }
}
