package org.gsprelabel.sam;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.detect.Box;
import org.gsprelabel.tensor.Tensor;

/**
 * What is said about one object. Coordinates are pixels of the embedded window in the sense of the reference
 * implementation: an adapter multiplies them by the scale of the {@link Embedding#frame frame}, adds the frame's padding
 * and nothing else.
 *
 * @param points on the object, or on what is not the object; at least one where there is no box
 * @param box around the object
 * @param mask logits {@code [1,1,h,w]} of an earlier answer to the same prompt, as {@link MaskLogits#plane} has them
 */
public record MaskPrompt(List<Point> points, Optional<Box> box, Optional<Tensor> mask) {

    /**
     * @param x column, finite
     * @param y row, finite
     * @param foreground whether the point is on the object
     */
    public record Point(double x, double y, boolean foreground) {

        public Point {
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("a point must have finite coordinates, got " + x + ", " + y);
            }
        }
    }

    public MaskPrompt {
        points = List.copyOf(points);
        if (points.isEmpty() && box.isEmpty()) {
            throw new IllegalArgumentException("a prompt must have a point or a box, got neither");
        }
        mask.ifPresent(MaskPrompt::checkMask);
    }

    /** A prompt of one point on the object. */
    public static MaskPrompt at(double x, double y) {
        return new MaskPrompt(List.of(new Point(x, y, true)), Optional.empty(), Optional.empty());
    }

    /** A prompt of a box around the object. */
    public static MaskPrompt around(Box box) {
        return new MaskPrompt(List.of(), Optional.of(box), Optional.empty());
    }

    /** This prompt with an earlier answer to it. */
    public MaskPrompt withMask(Tensor logits) {
        return new MaskPrompt(points, box, Optional.of(logits));
    }

    private static void checkMask(Tensor mask) {
        if (mask.rank() != 4 || mask.size(0) != 1 || mask.size(1) != 1) {
            throw new IllegalArgumentException(
                    "mask of a prompt must be a tensor [1, 1, h, w], got " + Arrays.toString(mask.shape()));
        }
    }
}
