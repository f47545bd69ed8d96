package org.gsprelabel.testdata.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TruthObject;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;

/**
 * Pixels of a few scenes with the class that the truth gives their centres, in random order. Roof pixels, pixels beside
 * roofs and the rest come in about equal parts; the grey that a letterbox pads with and the black of missing data are
 * background.
 */
final class ColourSamples {

    /** The colour of the pixel, then the weighted mean of the 3 x 3 pixels around it; 0 to 1, minus one half. */
    static final int FEATURES = 6;

    /** Weights of the 3 x 3 mean, row by row, in sixteenths. */
    static final int[] BLUR = {1, 2, 1, 2, 4, 2, 1, 2, 1};

    private static final long[] SEEDS = {1001, 1002, 1003, 1004, 1005, 1006};
    private static final int SIZE = 640;

    private final List<double[]> features = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    private ColourSamples() {}

    /** @param classNames the classes in order, the background first */
    static ColourSamples draw(List<String> classNames) {
        ColourSamples samples = new ColourSamples();
        SplittableRandom random = new SplittableRandom(2);
        for (long seed : SEEDS) {
            samples.addScene(Scene.of(SceneSpec.of(seed, SIZE)), classNames, random);
        }
        for (int i = 0; i < 400; i++) {
            samples.add(random, flat(114 / 255.0), 0);
            samples.add(random, flat(0), 0);
        }
        return samples;
    }

    double[][] features() {
        return features.toArray(double[][]::new);
    }

    int[] labels() {
        return labels.stream().mapToInt(Integer::intValue).toArray();
    }

    private void addScene(Scene scene, List<String> classNames, SplittableRandom random) {
        byte[] pixels = scene.render(0, 0, SIZE, SIZE);
        int[] truth = rasterize(scene.truth(), classNames);
        for (int y = 1; y < SIZE - 1; y++) {
            for (int x = 1; x < SIZE - 1; x++) {
                int label = truth[y * SIZE + x];
                boolean beside = label == 0 && nearRoof(truth, x, y);
                double share = label > 0 ? 0.10 : beside ? 0.4 : 0.025;
                if (random.nextDouble() < share) {
                    add(random, featuresAt(pixels, x, y), label);
                }
            }
        }
    }

    /** Inserts at a random place, as in a Fisher-Yates shuffle built from the inside. */
    private void add(SplittableRandom random, double[] sample, int label) {
        int place = random.nextInt(features.size() + 1);
        if (place == features.size()) {
            features.add(sample);
            labels.add(label);
        } else {
            features.add(features.set(place, sample));
            labels.add(labels.set(place, label));
        }
    }

    private static boolean nearRoof(int[] truth, int x, int y) {
        int reach = 3;
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx++) {
                int px = Math.max(0, Math.min(SIZE - 1, x + dx));
                int py = Math.max(0, Math.min(SIZE - 1, y + dy));
                if (truth[py * SIZE + px] > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double[] featuresAt(byte[] pixels, int x, int y) {
        double[] sample = new double[FEATURES];
        for (int band = 0; band < 3; band++) {
            sample[band] = value(pixels, x, y, band);
            double sum = 0;
            for (int k = 0; k < 9; k++) {
                sum += BLUR[k] / 16.0 * value(pixels, x + k % 3 - 1, y + k / 3 - 1, band);
            }
            sample[3 + band] = sum;
        }
        return sample;
    }

    private static double value(byte[] pixels, int x, int y, int band) {
        return (pixels[3 * (y * SIZE + x) + band] & 0xFF) / 255.0 - 0.5;
    }

    private static double[] flat(double value) {
        double[] sample = new double[FEATURES];
        Arrays.fill(sample, value - 0.5);
        return sample;
    }

    private static int[] rasterize(List<TruthObject> truth, List<String> classNames) {
        int[] classes = new int[SIZE * SIZE];
        for (TruthObject object : truth) {
            IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(object.pixels());
            Envelope box = object.pixels().getEnvelopeInternal();
            for (int y = (int) box.getMinY(); y < Math.min(SIZE, box.getMaxY()); y++) {
                for (int x = (int) box.getMinX(); x < Math.min(SIZE, box.getMaxX()); x++) {
                    if (locator.locate(new Coordinate(x + 0.5, y + 0.5)) != Location.EXTERIOR) {
                        classes[y * SIZE + x] = classNames.indexOf(object.className());
                    }
                }
            }
        }
        return classes;
    }
}
