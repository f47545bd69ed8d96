package org.gsprelabel.testdata.scenery;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/**
 * Paints windows of a scene as 8-bit red, green and blue: ground, cars, shadows, trees, roofs, then the light of the day
 * (10 % darker in the upper left corner of the scene than in the middle, 10 % lighter in the lower right) and the noise
 * of the sensor. A valid pixel is at least 1 in each band; a pixel whose centre lies in the nodata corner is 0 in all.
 */
public final class Painter {

    private static final double SHADOW_DEPTH = 0.46;
    private static final double DRIFT = 0.10;
    private static final double SENSOR_NOISE = 3.0;

    private final TownPlan plan;
    private final long noiseSeed;
    private final double sceneWidth;
    private final double sceneHeight;

    public Painter(TownPlan plan, long seed, int sceneWidth, int sceneHeight) {
        this.plan = plan;
        this.noiseSeed = Noise.hash(seed, 5, 5);
        this.sceneWidth = sceneWidth;
        this.sceneHeight = sceneHeight;
    }

    /** Pixels of a window, row by row, three bytes each. */
    public byte[] paint(Window window) {
        Canvas canvas = new Canvas(window);
        List<Block> blocks = plan.blocks(window);
        Ground ground = plan.ground();
        for (int y = window.y(); y < window.bottom(); y++) {
            for (int x = window.x(); x < window.right(); x++) {
                canvas.blend(x, y, ground.colourAt(x + 0.5, y + 0.5), 1);
            }
        }
        for (Block block : blocks) {
            block.cars().forEach(car -> paint(canvas, car));
        }
        shade(canvas, blocks);
        for (Block block : blocks) {
            block.trees().forEach(tree -> paint(canvas, tree));
        }
        for (Block block : blocks) {
            for (Roof roof : block.roofs()) {
                Coverage.fill(
                        roof.rings(),
                        window,
                        (x, y, coverage) -> canvas.blend(x, y, roof.colourAt(x + 0.5, y + 0.5), coverage));
            }
        }
        return expose(canvas, window);
    }

    private static void paint(Canvas canvas, Car car) {
        Coverage.fill(car.body(), canvas.window, (x, y, coverage) -> canvas.blend(x, y, car.colour(), coverage));
        Rgb glass = new Rgb(48, 54, 58);
        for (double[] pane : car.glass()) {
            Coverage.fill(List.of(pane), canvas.window, (x, y, coverage) -> canvas.blend(x, y, glass, coverage));
        }
    }

    private static void paint(Canvas canvas, Tree tree) {
        disc(canvas.window, tree.x(), tree.y(), tree.radius(), (x, y) -> {
            double coverage = tree.coverage(x + 0.5, y + 0.5);
            if (coverage > 0) {
                canvas.blend(x, y, tree.colourAt(x + 0.5, y + 0.5), coverage);
            }
        });
    }

    /** Shadows do not add up: a pixel is as dark as the deepest shadow on it. */
    private static void shade(Canvas canvas, List<Block> blocks) {
        Window window = canvas.window;
        float[] shadow = new float[window.width() * window.height()];
        for (Block block : blocks) {
            for (Roof roof : block.roofs()) {
                for (double[] part : shadowParts(roof)) {
                    Coverage.fill(List.of(part), window, (x, y, coverage) -> deepen(shadow, window, x, y, coverage));
                }
            }
            for (Tree tree : block.trees()) {
                double fall = tree.radius() * Sun.SHADOW_PER_HEIGHT;
                double sx = tree.x() - Sun.X * fall;
                double sy = tree.y() - Sun.Y * fall;
                Tree cast = new Tree(sx, sy, tree.radius(), tree.tone(), tree.seed());
                disc(
                        window,
                        sx,
                        sy,
                        tree.radius(),
                        (x, y) -> deepen(shadow, window, x, y, 0.9 * cast.coverage(x + 0.5, y + 0.5)));
            }
        }
        for (int i = 0; i < shadow.length; i++) {
            if (shadow[i] > 0) {
                canvas.darken(i, SHADOW_DEPTH * shadow[i]);
            }
        }
    }

    private static void deepen(float[] shadow, Window window, int x, int y, double coverage) {
        int i = (y - window.y()) * window.width() + x - window.x();
        shadow[i] = Math.max(shadow[i], (float) coverage);
    }

    /** The area that the outline sweeps along the shadow: one parallelogram for each side. */
    private static List<double[]> shadowParts(Roof roof) {
        double sx = -Sun.X * Sun.SHADOW_PER_HEIGHT * roof.height();
        double sy = -Sun.Y * Sun.SHADOW_PER_HEIGHT * roof.height();
        return roof.rings().stream()
                .flatMap(ring -> IntStream.iterate(0, i -> i + 3 < ring.length, i -> i + 2)
                        .mapToObj(i -> {
                            double x0 = ring[i];
                            double y0 = ring[i + 1];
                            double x1 = ring[i + 2];
                            double y1 = ring[i + 3];
                            return new double[] {x0, y0, x1, y1, x1 + sx, y1 + sy, x0 + sx, y0 + sy, x0, y0};
                        }))
                .toList();
    }

    private byte[] expose(Canvas canvas, Window window) {
        byte[] pixels = new byte[3 * window.width() * window.height()];
        int i = 0;
        for (int y = window.y(); y < window.bottom(); y++) {
            for (int x = window.x(); x < window.right(); x++) {
                double light = 1 + DRIFT * ((x + 0.5) / sceneWidth + (y + 0.5) / sceneHeight - 1);
                for (int band = 0; band < 3; band++, i++) {
                    double noise = SENSOR_NOISE
                            * (Noise.unit(noiseSeed, 3L * x + band, y)
                                    + Noise.unit(noiseSeed + 1, 3L * x + band, y)
                                    + Noise.unit(noiseSeed + 2, 3L * x + band, y)
                                    - 1.5)
                            * 2;
                    double value = Math.rint(canvas.rgb[i] * light + noise);
                    pixels[i] = (byte) (int) Math.max(1, Math.min(255, value));
                }
            }
        }
        Polygon nodata = plan.nodata();
        if (nodata != null) {
            clear(pixels, window, nodata);
        }
        return pixels;
    }

    private static void clear(byte[] pixels, Window window, Polygon nodata) {
        Coordinate[] ring = nodata.getExteriorRing().getCoordinates();
        for (int y = window.y(); y < window.bottom(); y++) {
            for (int x = window.x(); x < window.right(); x++) {
                if (inside(ring, x + 0.5, y + 0.5)) {
                    int i = 3 * ((y - window.y()) * window.width() + x - window.x());
                    Arrays.fill(pixels, i, i + 3, (byte) 0);
                }
            }
        }
    }

    private static boolean inside(Coordinate[] ring, double x, double y) {
        boolean inside = false;
        for (int i = 0; i + 1 < ring.length; i++) {
            Coordinate a = ring[i];
            Coordinate b = ring[i + 1];
            if (a.y <= y != b.y <= y && x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)) {
                inside = !inside;
            }
        }
        return inside;
    }

    private static void disc(Window window, double cx, double cy, double radius, PixelAction action) {
        int top = Math.max(window.y(), (int) Math.floor(cy - radius - 1));
        int bottom = Math.min(window.bottom(), (int) Math.ceil(cy + radius + 1));
        int left = Math.max(window.x(), (int) Math.floor(cx - radius - 1));
        int right = Math.min(window.right(), (int) Math.ceil(cx + radius + 1));
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                action.at(x, y);
            }
        }
    }

    @FunctionalInterface
    private interface PixelAction {
        void at(int x, int y);
    }

    /** Colours of a window before they become bytes. */
    private static final class Canvas {
        private final Window window;
        private final float[] rgb;

        Canvas(Window window) {
            this.window = window;
            this.rgb = new float[3 * window.width() * window.height()];
        }

        void blend(int x, int y, Rgb colour, double part) {
            int i = 3 * ((y - window.y()) * window.width() + x - window.x());
            rgb[i] += (float) ((colour.red() - rgb[i]) * part);
            rgb[i + 1] += (float) ((colour.green() - rgb[i + 1]) * part);
            rgb[i + 2] += (float) ((colour.blue() - rgb[i + 2]) * part);
        }

        /** Shadow takes less of the blue, which the sky still lights. */
        void darken(int pixel, double depth) {
            rgb[3 * pixel] *= (float) (1 - depth);
            rgb[3 * pixel + 1] *= (float) (1 - 0.97 * depth);
            rgb[3 * pixel + 2] *= (float) (1 - 0.90 * depth);
        }
    }
}
