package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.vectorize.BitMask;
import org.jspecify.annotations.Nullable;

/**
 * Gives every pixel the class of its largest value, the first of equal ones; pixels of the background, and those where
 * any value is not finite, belong to none.
 */
final class ArgmaxClassifier {

    private static final int NO_CLASS = -1;

    private final Activation activation;
    private final int background;
    private final int width;
    private final int height;
    private final float[][] lines;
    private final int[] classes;
    private final @Nullable BitMask[] masks;
    private boolean finite = true;

    /**
     * @param activation what the graph has applied
     * @param channels number of classes
     * @param background index of the background, or -1
     */
    ArgmaxClassifier(Activation activation, int channels, int background, int width, int height) {
        this.activation = activation;
        this.background = background;
        this.width = width;
        this.height = height;
        this.lines = new float[channels][width];
        this.classes = new int[width];
        this.masks = new BitMask[channels];
    }

    /**
     * Classifies the window.
     *
     * @param probabilities where those of the winning classes are put, row by row
     * @return the classes that have pixels, by index
     */
    List<ClassMap> classify(ScoreRows logits, float[] probabilities) {
        for (int row = 0; row < height; row++) {
            for (int channel = 0; channel < lines.length; channel++) {
                logits.read(channel, row, lines[channel]);
            }
            pickLargest();
            for (int column = 0; column < width; column++) {
                if (classes[column] != NO_CLASS) {
                    probabilities[row * width + column] = probability(column, classes[column]);
                }
            }
            setRuns(row);
        }
        List<ClassMap> maps = new ArrayList<>();
        for (int channel = 0; channel < masks.length; channel++) {
            if (masks[channel] != null) {
                maps.add(new ClassMap(channel, Objects.requireNonNull(masks[channel])));
            }
        }
        return maps;
    }

    /** Whether all values seen were finite. */
    boolean isFinite() {
        return finite;
    }

    private void pickLargest() {
        float[] largest = lines[0].clone();
        // 0 while all values of a pixel are finite, NaN from the first that is not.
        float[] poison = new float[width];
        Arrays.fill(classes, 0);
        for (int channel = 0; channel < lines.length; channel++) {
            float[] line = lines[channel];
            for (int column = 0; column < width; column++) {
                poison[column] += line[column] * 0f;
                if (line[column] > largest[column]) {
                    largest[column] = line[column];
                    classes[column] = channel;
                }
            }
        }
        for (int column = 0; column < width; column++) {
            boolean usable = !Float.isNaN(poison[column]);
            finite &= usable;
            if (!usable || classes[column] == background) {
                classes[column] = NO_CLASS;
            }
        }
    }

    private float probability(int column, int winner) {
        float largest = lines[winner][column];
        if (activation != Activation.NONE) {
            return largest;
        }
        double sum = 1;
        for (int channel = 0; channel < lines.length; channel++) {
            if (channel != winner) {
                sum += Exponential.ofNonPositive((double) lines[channel][column] - largest);
            }
        }
        return (float) (1 / sum);
    }

    private void setRuns(int row) {
        for (int start = 0; start < width; ) {
            int winner = classes[start];
            int end = start + 1;
            while (end < width && classes[end] == winner) {
                end++;
            }
            if (winner != NO_CLASS) {
                mask(winner).setRun(row, start, end);
            }
            start = end;
        }
    }

    private BitMask mask(int classIndex) {
        BitMask mask = masks[classIndex];
        if (mask == null) {
            mask = new BitMask(0, 0, width, height);
            masks[classIndex] = mask;
        }
        return mask;
    }
}
