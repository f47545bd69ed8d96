package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.tensor.Tensor;

/**
 * A model that tells crests and troughs of waves by their height, and is the less sure the nearer a pixel lies to the border
 * of the window. With exclusive classes crest, trough and slope (the background), else crest alone.
 */
final class BorderShy implements Predictor {

    /** Pixels from the border within which it is shy. */
    private static final double REACH = 12;

    private final boolean exclusive;
    private final boolean blend;
    private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    private int broken = -1;

    BorderShy(boolean exclusive, boolean blend) {
        this.exclusive = exclusive;
        this.blend = blend;
    }

    boolean isExclusive() {
        return exclusive;
    }

    List<String> classNames() {
        return exclusive ? List.of("crest", "trough", "slope") : List.of("crest");
    }

    List<Integer> objectClasses() {
        return exclusive ? List.of(0, 1) : List.of(0);
    }

    /** A hash of the pixels of each window predicted so far. */
    List<Integer> windowsSeen() {
        return seen;
    }

    /** Answers a window, counted from 0, with NaN. */
    void breakWindow(int number) {
        broken = number;
    }

    Model model() {
        return new Model(
                new ModelDescriptor(
                        "border-shy",
                        "",
                        Family.SEMSEG,
                        Optional.empty(),
                        new ImageSpec("image", List.of(1), new ValueRange.Auto(), 1, List.of(0.0), List.of(1.0)),
                        new GeometrySpec(0, 1, GeometrySpec.Resize.LETTERBOX, 0, GeometrySpec.Edge.REFLECT),
                        new OutputSpec.Semantic(
                                "logits",
                                OutputSpec.Activation.NONE,
                                exclusive,
                                exclusive ? Optional.of(2) : Optional.empty()),
                        classNames(),
                        new Defaults(0, 0.7, 10_000),
                        new RasterSpec(OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty(), blend)),
                "0".repeat(64),
                this);
    }

    /** Scores of the classes for a pixel of a window. */
    double[] scores(double value, int column, int row, int size) {
        double[] logits = logits(value, column, row, size);
        if (!exclusive) {
            return new double[] {1 / (1 + Math.exp(-logits[0]))};
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        double[] scores = new double[logits.length];
        for (int c = 0; c < logits.length; c++) {
            scores[c] = Math.exp(logits[c]) / sum;
        }
        return scores;
    }

    private double[] logits(double value, int column, int row, int size) {
        double border = 0.5 + Math.min(Math.min(column, size - 1 - column), Math.min(row, size - 1 - row));
        double shyness = Math.max(0, 1 - border / REACH);
        return exclusive
                ? new double[] {9 * (value - 0.5) - shyness, 9 * (0.5 - value) - shyness, 1 + 2 * shyness}
                : new double[] {9 * (value - 0.5) - 4.1 * shyness};
    }

    @Override
    public Map<String, Tensor> predict(Map<String, Tensor> inputs) {
        Tensor image = Objects.requireNonNull(inputs.get("image"));
        int size = image.size(3);
        int pixels = size * size;
        int channels = classNames().size();
        Tensor output = Tensor.allocate(image.size(0), channels, size, size);
        for (int item = 0; item < image.size(0); item++) {
            int hash = 0;
            for (int i = 0; i < pixels; i++) {
                float value = image.get(item * pixels + i);
                hash = 31 * hash + Float.floatToIntBits(value);
                double[] logits = logits(value, i % size, i / size, size);
                for (int c = 0; c < channels; c++) {
                    output.data()
                            .put(
                                    (item * channels + c) * pixels + i,
                                    seen.size() == broken ? Float.NaN : (float) logits[c]);
                }
            }
            seen.add(hash);
        }
        return Map.of("logits", output);
    }

    @Override
    public int maxBatch() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String device() {
        return "test";
    }

    @Override
    public void close() {}
}
