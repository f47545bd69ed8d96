package org.gsprelabel.sam;

import java.util.BitSet;
import java.util.Random;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.tile.PixelRect;

/** Windows of random shapes as {@link ShapesModel} reads them: discs in discs, holes, islands, shapes across the edges. */
public final class ShapeScene {

    private ShapeScene() {}

    public static FilledWindow random(long seed, int width, int height, int shapes) {
        Random random = new Random(seed);
        float[] samples = new float[shapes * width * height];
        double[] parent = disc(random, width, height, 1);
        for (int shape = 0; shape < shapes; shape++) {
            double[] body = shape % 3 == 0 ? disc(random, width, height, 1) : inside(random, parent);
            parent = body;
            double[] hole = inside(random, body);
            double[] island = disc(random, width, height, 0.25);
            boolean hasHole = random.nextInt(3) > 0;
            boolean hasIsland = random.nextInt(3) > 0;
            double sharpness = 0.3 * Math.pow(20, random.nextDouble());
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    double field = depth(body, column, row);
                    field = hasHole ? Math.min(field, -depth(hole, column, row)) : field;
                    field = hasIsland ? Math.max(field, depth(island, column, row)) : field;
                    samples[(shape * height + row) * width + column] =
                            (float) Math.max(-40, Math.min(40, sharpness * field));
                }
            }
        }
        return window(new PixelRect(300, 200, width, height), shapes, samples);
    }

    public static FilledWindow window(PixelRect rect, int bands, float[] samples) {
        BitSet valid = new BitSet();
        valid.set(0, (int) rect.area());
        return new FilledWindow(new RasterWindow(rect, bands, samples, valid), rect);
    }

    /** Centre and radius. */
    private static double[] disc(Random random, int width, int height, double size) {
        double side = Math.min(width, height) * size;
        return new double[] {
            width * (random.nextDouble() * 1.1 - 0.05),
            height * (random.nextDouble() * 1.1 - 0.05),
            side * (0.08 + 0.35 * random.nextDouble())
        };
    }

    private static double[] inside(Random random, double[] disc) {
        double radius = disc[2] * (0.15 + 0.6 * random.nextDouble());
        return new double[] {
            disc[0] + (disc[2] - radius) * (random.nextDouble() - 0.5),
            disc[1] + (disc[2] - radius) * (random.nextDouble() - 0.5),
            radius
        };
    }

    private static double depth(double[] disc, int column, int row) {
        return disc[2] - Math.hypot(column + 0.5 - disc[0], row + 0.5 - disc[1]);
    }
}
