package org.gsprelabel.testdata;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;

/** Truth and predictions as sets of pixels of a square image (bit = row * size + column), and how well they agree. */
final class PixelTruth {

    /** One object: its class and its pixels. */
    record Blob(String className, BitSet pixels) {}

    /** How many objects of the truth have a prediction of their class with an IoU above one half, and the mean of those. */
    record Match(int truth, int predictions, int matched, double meanIou) {

        double recall() {
            return matched / (double) truth;
        }

        double precision() {
            return matched / (double) predictions;
        }
    }

    private PixelTruth() {}

    static List<Blob> of(List<TruthObject> truth, int size) {
        List<Blob> blobs = new ArrayList<>();
        for (TruthObject object : truth) {
            BitSet pixels = new BitSet(size * size);
            IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(object.pixels());
            Envelope box = object.pixels().getEnvelopeInternal();
            for (int y = (int) box.getMinY(); y < Math.min(size, box.getMaxY()); y++) {
                for (int x = (int) box.getMinX(); x < Math.min(size, box.getMaxX()); x++) {
                    if (locator.locate(new Coordinate(x + 0.5, y + 0.5)) != Location.EXTERIOR) {
                        pixels.set(y * size + x);
                    }
                }
            }
            blobs.add(new Blob(object.className(), pixels));
        }
        return blobs;
    }

    /** The 4-connected regions of each class but the first. */
    static List<Blob> regions(int[] classes, List<String> names, int size) {
        List<Blob> blobs = new ArrayList<>();
        boolean[] seen = new boolean[classes.length];
        for (int start = 0; start < classes.length; start++) {
            if (classes[start] > 0 && !seen[start]) {
                blobs.add(new Blob(names.get(classes[start]), flood(classes, seen, start, size)));
            }
        }
        return blobs;
    }

    private static BitSet flood(int[] classes, boolean[] seen, int start, int size) {
        BitSet pixels = new BitSet(classes.length);
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(start));
        seen[start] = true;
        while (!queue.isEmpty()) {
            int pixel = queue.remove();
            pixels.set(pixel);
            int x = pixel % size;
            int[] next = {x > 0 ? pixel - 1 : -1, x < size - 1 ? pixel + 1 : -1, pixel - size, pixel + size};
            for (int p : next) {
                if (p >= 0 && p < classes.length && !seen[p] && classes[p] == classes[start]) {
                    seen[p] = true;
                    queue.add(p);
                }
            }
        }
        return pixels;
    }

    static Match match(List<Blob> truth, List<Blob> predictions) {
        int matched = 0;
        double sum = 0;
        for (Blob object : truth) {
            double best = 0;
            for (Blob prediction : predictions) {
                if (prediction.className().equals(object.className())) {
                    best = Math.max(best, iou(object.pixels(), prediction.pixels()));
                }
            }
            if (best > 0.5) {
                matched++;
                sum += best;
            }
        }
        return new Match(truth.size(), predictions.size(), matched, sum / matched);
    }

    private static double iou(BitSet a, BitSet b) {
        if (!a.intersects(b)) {
            return 0;
        }
        BitSet both = (BitSet) a.clone();
        both.and(b);
        double common = both.cardinality();
        return common / (a.cardinality() + b.cardinality() - common);
    }
}
