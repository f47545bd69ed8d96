package org.gsprelabel.sam;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;

/** A raster of discs, each a field of its own as {@link ShapesModel} reads it, every 50 pixels. */
public final class DiscRaster implements RasterSource {

    private static final double RADIUS = 17;

    private final RasterInfo info;
    private final List<double[]> centres = new ArrayList<>();

    public DiscRaster(int width, int height) {
        for (int y = 20; y < height + 10; y += 50) {
            for (int x = 0; x < width + 10; x += 50) {
                centres.add(new double[] {x, y});
            }
        }
        info = new RasterInfo(
                "discs", width, height, centres.size(), SampleType.FLOAT32, GridToWorld.northUp(0, 0, 1, 1), 1, 1);
    }

    public List<Integer> bands() {
        return IntStream.rangeClosed(1, centres.size()).boxed().toList();
    }

    /** Whether about half of a disc is shown: then some point of the grid lies on it. */
    public static boolean isHalf(BitMask shown) {
        return shown.cardinality() > 0.48 * Math.PI * RADIUS * RADIUS;
    }

    /** Pixels of the discs that lie in a window and in the raster, of those that the window shows some of. */
    public List<BitMask> shownIn(FilledWindow window) {
        PixelRect rect = window.pixels().rect();
        PixelRect inside = window.inside();
        List<BitMask> masks = new ArrayList<>();
        for (double[] centre : centres) {
            BitMask mask = new BitMask(0, 0, rect.width(), rect.height());
            for (int y = inside.y(); y < inside.bottom(); y++) {
                for (int x = inside.x(); x < inside.right(); x++) {
                    if (field(centre, x, y) > 0) {
                        mask.set(x - rect.x(), y - rect.y());
                    }
                }
            }
            mask.trimmed().ifPresent(masks::add);
        }
        return masks;
    }

    private static float field(double[] centre, int x, int y) {
        double depth = RADIUS - Math.hypot(x + 0.5 - centre[0], y + 0.5 - centre[1]);
        return (float) Math.max(-20, Math.min(20, 4 * depth));
    }

    @Override
    public RasterInfo info() {
        return info;
    }

    @Override
    public RasterWindow read(WorkingGrid grid, PixelRect rect, List<Integer> bands) {
        float[] samples = new float[(int) (bands.size() * rect.area())];
        int i = 0;
        for (int band : bands) {
            for (int y = rect.y(); y < rect.bottom(); y++) {
                for (int x = rect.x(); x < rect.right(); x++) {
                    samples[i++] = field(centres.get(band - 1), x, y);
                }
            }
        }
        BitSet valid = new BitSet();
        valid.set(0, (int) rect.area());
        return new RasterWindow(rect, bands.size(), samples, valid);
    }
}
