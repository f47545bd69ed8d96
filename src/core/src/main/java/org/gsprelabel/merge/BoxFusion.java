package org.gsprelabel.merge;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.Side;
import org.locationtech.jts.geom.Envelope;

/**
 * One box of several that show the same object: weighted box fusion, after R. Solovyev, W. Wang and T. Gabruseva, "Weighted
 * boxes fusion: Ensembling boxes from different object detection models", Image and Vision Computing 107, 2021, for boxes
 * that windows have cut.
 *
 * <p>A side is the mean over the boxes whose window did not cut them there, each with its confidence times its pieces for
 * weight: a cut side says where the window ends, not the object. Where all are cut, it is the outermost. The confidence is
 * the mean of all. The sums are added up in the order given.
 */
final class BoxFusion {

    private final Map<Side, WeightedMean> sides = new EnumMap<>(Side.class);
    private final WeightedMean confidence = new WeightedMean();
    private final Envelope extent = new Envelope();

    /**
     * @param boxes at least one, by content
     * @param cutsKnown whether the cut sides of the boxes are those of windows along the axes of their coordinates
     */
    BoxFusion(List<Candidate> boxes, boolean cutsKnown) {
        for (Side side : Side.values()) {
            sides.put(side, new WeightedMean());
        }
        boolean weightless = boxes.stream().allMatch(box -> box.confidence() == 0);
        for (Candidate box : boxes) {
            Envelope envelope = box.geometry().getEnvelopeInternal();
            double weight = (weightless ? 1 : box.confidence()) * box.pieces();
            extent.expandToInclude(envelope);
            confidence.add(box.confidence(), box.pieces());
            sides.forEach((side, mean) -> {
                if (!cutsKnown || !box.cutSides().contains(side)) {
                    mean.add(position(envelope, side), weight);
                }
            });
        }
    }

    /** 0..1. */
    double confidence() {
        // A mean of equal numbers may end up a hair beside them.
        return Math.min(1, confidence.orElse(0));
    }

    /**
     * The fused box. Along an axis on which the means would leave nothing, it is the extent of all.
     *
     * @param rounding of coordinates
     */
    Envelope box(DoubleUnaryOperator rounding) {
        double left = side(Side.W, rounding);
        double right = side(Side.E, rounding);
        double top = side(Side.N, rounding);
        double bottom = side(Side.S, rounding);
        return new Envelope(
                left < right ? left : extent.getMinX(),
                left < right ? right : extent.getMaxX(),
                top < bottom ? top : extent.getMinY(),
                top < bottom ? bottom : extent.getMaxY());
    }

    private double side(Side side, DoubleUnaryOperator rounding) {
        double mean = sides.getOrDefault(side, new WeightedMean()).orElse(position(extent, side));
        return rounding.applyAsDouble(mean);
    }

    private static double position(Envelope box, Side side) {
        return switch (side) {
            case N -> box.getMinY();
            case E -> box.getMaxX();
            case S -> box.getMaxY();
            case W -> box.getMinX();
        };
    }

    private static final class WeightedMean {

        private double sum;
        private double weights;

        void add(double value, double weight) {
            sum += value * weight;
            weights += weight;
        }

        double orElse(double other) {
            return weights > 0 ? sum / weights : other;
        }
    }
}
