package org.gsprelabel.sam;

import java.util.List;
import org.gsprelabel.detect.Box;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * Points of alike prompts with what they mean, in pixels of the encoder's input. No half pixel is added: the reference
 * decoders do so themselves.
 */
final class LabelledPoints {

    static final int BACKGROUND = 0;
    static final int FOREGROUND = 1;
    static final int TOP_LEFT = 2;
    static final int BOTTOM_RIGHT = 3;
    static final int PADDING = -1;

    private final InputFrame frame;
    private final float[] coordinates;
    private final float[] labels;
    private int count;

    private LabelledPoints(InputFrame frame, int points) {
        this.frame = frame;
        this.coordinates = new float[2 * points];
        this.labels = new float[points];
    }

    /** Where the corners of a box stand among the points. */
    enum Corners {
        FIRST,
        LAST,
        NONE
    }

    /**
     * The points of all prompts, one prompt after the other.
     *
     * @param prompts alike, so that each becomes as many points
     * @param padding whether a point of label -1 follows where there is no box
     */
    static LabelledPoints of(List<MaskPrompt> prompts, InputFrame frame, Corners corners, boolean padding) {
        LabelledPoints points = new LabelledPoints(frame, prompts.size() * perPrompt(prompts.get(0), corners, padding));
        for (MaskPrompt prompt : prompts) {
            if (corners == Corners.FIRST) {
                prompt.box().ifPresent(points::addCorners);
            }
            for (MaskPrompt.Point point : prompt.points()) {
                points.add(point.x(), point.y(), point.foreground() ? FOREGROUND : BACKGROUND);
            }
            if (corners == Corners.LAST) {
                prompt.box().ifPresent(points::addCorners);
            }
            if (padding && prompt.box().isEmpty()) {
                points.addPadding();
            }
        }
        return points;
    }

    private static int perPrompt(MaskPrompt prompt, Corners corners, boolean padding) {
        if (prompt.box().isEmpty()) {
            return prompt.points().size() + (padding ? 1 : 0);
        }
        return prompt.points().size() + (corners == Corners.NONE ? 0 : 2);
    }

    /** Of all prompts together. */
    int count() {
        return labels.length;
    }

    /** The coordinates, x before y, in a shape of {@code 2 * count} values. */
    Tensor coordinates(long... shape) {
        return Tensor.of(coordinates, shape);
    }

    /** The labels, in a shape of {@code count} values. */
    Tensor labels(long... shape) {
        return Tensor.of(labels, shape);
    }

    /** Left, top, right and bottom of boxes in pixels of the encoder's input. */
    static float[] corners(List<MaskPrompt> prompts, InputFrame frame) {
        float[] corners = new float[4 * prompts.size()];
        int at = 0;
        for (MaskPrompt prompt : prompts) {
            Box box = prompt.box().orElseThrow();
            corners[at++] = (float) frame.toInputX(box.minX());
            corners[at++] = (float) frame.toInputY(box.minY());
            corners[at++] = (float) frame.toInputX(box.maxX());
            corners[at++] = (float) frame.toInputY(box.maxY());
        }
        return corners;
    }

    private void addCorners(Box box) {
        add(box.minX(), box.minY(), TOP_LEFT);
        add(box.maxX(), box.maxY(), BOTTOM_RIGHT);
    }

    private void add(double x, double y, int label) {
        coordinates[2 * count] = (float) frame.toInputX(x);
        coordinates[2 * count + 1] = (float) frame.toInputY(y);
        labels[count++] = label;
    }

    private void addPadding() {
        labels[count++] = PADDING;
    }
}
