package org.gsprelabel.testdata;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Precision and recall of predictions against the truth: pairs are matched one to one, best IoU first, and count when
 * their IoU reaches the threshold.
 *
 * @param truths number of true objects
 * @param predictions number of predicted objects
 * @param matches pairs at or above the threshold
 * @param duplicates predictions without a partner that reach the threshold with a true object that has one already
 * @param leastIou smallest IoU of a matched pair; 1 where there is none
 */
public record Score(int truths, int predictions, int matches, int duplicates, double leastIou) {

    private record Pair(int truth, int prediction, double iou) {}

    /**
     * Matches predictions to truths.
     *
     * @param iouThreshold from above 0 to 1
     */
    public static Score of(List<? extends Geometry> truths, List<? extends Geometry> predictions, double iouThreshold) {
        STRtree tree = new STRtree();
        for (int i = 0; i < predictions.size(); i++) {
            tree.insert(predictions.get(i).getEnvelopeInternal(), i);
        }
        List<Pair> pairs = new ArrayList<>();
        for (int truth = 0; truth < truths.size(); truth++) {
            for (Object found : tree.query(truths.get(truth).getEnvelopeInternal())) {
                int prediction = (Integer) found;
                double iou = iou(truths.get(truth), predictions.get(prediction));
                if (iou >= iouThreshold) {
                    pairs.add(new Pair(truth, prediction, iou));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::iou)
                .reversed()
                .thenComparingInt(Pair::truth)
                .thenComparingInt(Pair::prediction));
        BitSet takenTruths = new BitSet();
        BitSet takenPredictions = new BitSet();
        BitSet closePredictions = new BitSet();
        double least = 1;
        for (Pair pair : pairs) {
            closePredictions.set(pair.prediction());
            if (!takenTruths.get(pair.truth()) && !takenPredictions.get(pair.prediction())) {
                takenTruths.set(pair.truth());
                takenPredictions.set(pair.prediction());
                least = pair.iou();
            }
        }
        closePredictions.andNot(takenPredictions);
        return new Score(
                truths.size(), predictions.size(), takenTruths.cardinality(), closePredictions.cardinality(), least);
    }

    /** Part of the predictions that match a true object; 1 where nothing was predicted. */
    public double precision() {
        return predictions == 0 ? 1 : (double) matches / predictions;
    }

    /** Part of the true objects that were found; 1 where there are none. */
    public double recall() {
        return truths == 0 ? 1 : (double) matches / truths;
    }

    /** Intersection over union of two polygons. */
    public static double iou(Geometry a, Geometry b) {
        double shared = a.intersection(b).getArea();
        double all = a.getArea() + b.getArea() - shared;
        return all > 0 ? shared / all : 0;
    }
}
