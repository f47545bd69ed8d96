package org.gsprelabel.detect;

import java.util.Arrays;
import java.util.List;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;

/**
 * Fast non-maximum suppression of oriented boxes, as Ultralytics does it ({@code nms_rotated}): a box goes when <i>any</i>
 * stronger one is too similar to it, even one that goes itself. Boxes of equal score are taken in their order.
 *
 * <p>Similarity is the prob-IoU of J. M. Llerena et al., "Gaussian Bounding Boxes and Probabilistic Intersection-over-Union
 * for Object Detection", 2021: {@code 1 - sqrt(1 - exp(-D))} with D the Bhattacharyya distance of two normal distributions
 * that have the centres of the boxes as means, and {@code w^2/12} and {@code h^2/12} along their sides as variances. It is
 * computed in double, by functions that are the same on every platform, and without the small constants with which the
 * reference guards its float arithmetic.
 *
 * @param threshold from 0 to 1; a prob-IoU of exactly this suppresses, so 0 leaves one box a class
 * @param classAware whether boxes of different classes leave each other alone
 * @param maxCandidates most boxes that are looked at, the strongest ones
 * @param maxKept most boxes kept, the strongest ones
 */
record OrientedSuppression(double threshold, boolean classAware, int maxCandidates, int maxKept) {

    OrientedSuppression {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be from 0 to 1, got " + threshold);
        }
        if (maxCandidates < 1 || maxKept < 1) {
            throw new IllegalArgumentException(
                    "maxCandidates and maxKept must be at least 1, got " + maxCandidates + " and " + maxKept);
        }
    }

    /**
     * The boxes kept, strongest first.
     *
     * @param scored scores and classes
     * @param boxes the oriented boxes, by the same indices
     * @param rejections where suppressed boxes, and those beyond the two limits, are counted
     * @return indices
     */
    int[] select(ScoredBoxes scored, List<OrientedBox> boxes, RejectionCounts rejections) {
        int[] order = scored.strongestFirst();
        int candidates = Math.min(order.length, maxCandidates);
        Normal[] normals = new Normal[candidates];
        for (int rank = 0; rank < candidates; rank++) {
            normals[rank] = Normal.of(boxes.get(order[rank]), rank, scored.classIndex(order[rank]));
        }
        Normal[] byPlace = normals.clone();
        Arrays.sort(byPlace, (a, b) -> a.x != b.x ? Double.compare(a.x, b.x) : Integer.compare(a.rank, b.rank));
        int[] kept = new int[candidates];
        int size = 0;
        Reach reach = Reach.of(threshold);
        for (Normal normal : normals) {
            if (!isSuppressed(normal, byPlace, reach)) {
                kept[size++] = order[normal.rank];
            }
        }
        rejections.add(Rejection.SUPPRESSED, (long) candidates - size);
        rejections.add(Rejection.TOO_MANY_IN_TILE, (long) (order.length - candidates) + Math.max(0, size - maxKept));
        return Arrays.copyOf(kept, Math.min(size, maxKept));
    }

    /** Similarity of two boxes, 0 to 1. */
    static double probIou(OrientedBox a, OrientedBox b) {
        return Normal.of(a, 0, 0).probIou(Normal.of(b, 0, 0));
    }

    private boolean isSuppressed(Normal normal, Normal[] byPlace, Reach reach) {
        double distance = reach.distance(normal.longest);
        for (int i = firstFrom(byPlace, normal.x - distance); i < byPlace.length; i++) {
            Normal other = byPlace[i];
            if (other.x > normal.x + distance) {
                return false;
            }
            if (other.rank < normal.rank
                    && (!classAware || other.classIndex == normal.classIndex)
                    && Math.abs(other.y - normal.y) <= distance
                    && other.probIou(normal) >= threshold) {
                return true;
            }
        }
        return false;
    }

    private static int firstFrom(Normal[] byPlace, double x) {
        int low = 0;
        int high = byPlace.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byPlace[middle].x < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * How far apart the centres of two boxes can be that are similar enough.
     *
     * <p>D is the sum of two terms that are not negative. Projected to any line it does not grow; so from the long axis of the
     * longer box, sides of length m and at most m' have {@code (m/m' + m'/m) / 2 <= exp(2 D)}. And the distance d of the
     * centres has {@code d^2 <= 8 D v} with v the mean of the largest variances, {@code (m^2 + m'^2) / 24}.
     *
     * @param perSide distance for each pixel of the longest side
     */
    private record Reach(double perSide) {

        /** Makes up for rounding. */
        private static final double SLACK = 1 + 1e-9;

        static Reach of(double threshold) {
            // 1 - exp(-D) <= (1 - threshold)^2
            double most = -StrictMath.log1p(-(1 - threshold) * (1 - threshold));
            double half = StrictMath.exp(2 * most);
            double ratio = half + Math.sqrt(half * half - 1);
            double perSide = Math.sqrt(most * (1 + ratio * ratio) / 3) * SLACK;
            return new Reach(Double.isFinite(perSide) ? perSide : Double.POSITIVE_INFINITY);
        }

        double distance(double longest) {
            return perSide * longest + SLACK * 1e-6;
        }
    }

    /**
     * A box as a normal distribution.
     *
     * <p>Sums of covariances are only met in sums of products that are not negative: the terms of a matrix would cancel each
     * other where a box is long, thin and turned, until nothing is left of its width.
     *
     * @param along variance along the sides that the angle belongs to
     * @param across variance along the others
     */
    private record Normal(
            double x,
            double y,
            double along,
            double across,
            double cosine,
            double sine,
            double longest,
            int rank,
            int classIndex) {

        static Normal of(OrientedBox box, int rank, int classIndex) {
            return new Normal(
                    box.x(),
                    box.y(),
                    box.width() * box.width() / 12,
                    box.height() * box.height() / 12,
                    StrictMath.cos(box.angle()),
                    StrictMath.sin(box.angle()),
                    Math.max(box.width(), box.height()),
                    rank,
                    classIndex);
        }

        double probIou(Normal other) {
            double dx = x - other.x;
            double dy = y - other.y;
            double turnCosine = cosine * other.cosine + sine * other.sine;
            double turnSine = sine * other.cosine - cosine * other.sine;
            double sumDeterminant = determinant()
                    + other.determinant()
                    + (along * other.across + across * other.along) * turnCosine * turnCosine
                    + (along * other.along + across * other.across) * turnSine * turnSine;
            double apart = (adjugate(dx, dy) + other.adjugate(dx, dy)) / sumDeterminant / 4;
            double unlike = StrictMath.log(sumDeterminant / (4 * Math.sqrt(determinant() * other.determinant()))) / 2;
            double distance = Math.max(0, apart + unlike);
            return 1 - Math.sqrt(-StrictMath.expm1(-distance));
        }

        private double determinant() {
            return along * across;
        }

        /** The adjugate of the covariance as a quadratic form. */
        private double adjugate(double dx, double dy) {
            double u = dx * cosine + dy * sine;
            double v = dy * cosine - dx * sine;
            return across * u * u + along * v * v;
        }
    }
}
