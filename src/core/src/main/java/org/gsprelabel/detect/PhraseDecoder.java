package org.gsprelabel.detect;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.text.Columns;
import org.gsprelabel.text.Phrase;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.text.TextQuery;
import org.jspecify.annotations.Nullable;

/**
 * Reads models that score boxes against a text: logits {@code [N,K,C]}, one row a box and one column a token or phrase, and
 * boxes {@code [N,K,4]}, cxcywh from 0 to 1.
 *
 * <p>The score of a box for a phrase is the largest sigmoid among the phrase's columns; the class is the phrase of the best
 * score, the first of equal ones, and the box is kept when that score is at least the phrase's threshold. Columns that belong
 * to no phrase (special tokens, periods, padding) are not looked at, nor are words of a phrase told apart, so the reference's
 * second threshold for words has nothing to do here. A logit of minus infinity is a score of 0.
 *
 * <p>The references end here. This class goes on with non-maximum suppression across all phrases and calls: of boxes that
 * overlap, the best is kept, whatever its phrase unless asked otherwise, so that a prompt in several calls means the same as in one.
 */
public final class PhraseDecoder {

    /** Of a flood of boxes the strongest are looked at. */
    private static final int MAX_CANDIDATES = 30_000;

    private final OutputSpec.Phrases spec;
    private final TextPrompt prompt;
    private final boolean paddingIsMasked;
    private final Suppression suppression;

    /**
     * @param nms how boxes are suppressed
     * @param maxDetections most of them kept
     * @param paddingIsMasked whether the graph is told what is padding: its boxes are then parts of the image without it
     */
    public PhraseDecoder(
            OutputSpec.Phrases spec, NmsRules nms, int maxDetections, TextPrompt prompt, boolean paddingIsMasked) {
        this.spec = spec;
        this.prompt = prompt;
        this.paddingIsMasked = paddingIsMasked;
        this.suppression = new Suppression(nms, MAX_CANDIDATES, maxDetections);
    }

    /** The answer to a query. */
    public record Answer(TextQuery query, Map<String, Tensor> outputs) {
        public Answer {
            outputs = Map.copyOf(outputs);
        }
    }

    /**
     * The detections of an item.
     *
     * @param answers to all queries of the prompt
     * @param item index on the batch axis
     * @param minConfidence threshold of phrases that have none of their own
     * @param rejections where what is dropped is counted
     * @throws org.gsprelabel.model.ModelException when the outputs are not as described
     */
    public List<Detection> decode(
            List<Answer> answers, int item, InputFrame frame, double minConfidence, RejectionCounts rejections) {
        float[] thresholds = new float[prompt.phrases().size()];
        for (int i = 0; i < thresholds.length; i++) {
            Phrase phrase = prompt.phrases().get(i);
            double threshold = phrase.threshold().orElse(minConfidence);
            float least = (float) threshold;
            thresholds[i] = least < threshold ? Math.nextUp(least) : least;
        }
        RowCollector collector = new RowCollector(spec.logits(), 0, rejections);
        for (Answer answer : answers) {
            read(answer, item, frame, thresholds, collector);
        }
        ScoredBoxes boxes = collector.boxes();
        List<Detection> detections = new ArrayList<>();
        for (Kept kept : suppression.select(boxes, phrase -> thresholds[phrase], rejections)) {
            int index = kept.index();
            Optional<Box> box = inWindow(boxes, index, frame);
            if (box.isEmpty()) {
                rejections.add(Rejection.EMPTY_SHAPE);
                continue;
            }
            detections.add(new Detection(boxes.classIndex(index), kept.score(), new Shape.OfBox(box.get())));
        }
        return List.copyOf(detections);
    }

    private void read(Answer answer, int item, InputFrame frame, float[] thresholds, RowCollector collector) {
        Tensor logits = OutputTensors.find(answer.outputs(), spec.logits(), item);
        Tensor boxes = OutputTensors.find(answer.outputs(), spec.boxes(), item);
        int columns =
                answer.query().columns().stream().mapToInt(Columns::end).max().orElseThrow();
        if (logits.rank() != 3 || logits.size(2) < columns) {
            throw OutputTensors.unexpected(spec.logits(), "[N, K, " + columns + " or more]", logits);
        }
        int rows = logits.size(1);
        if (boxes.rank() != 3 || boxes.size(1) != rows || boxes.size(2) != 4) {
            throw OutputTensors.unexpected(spec.boxes(), "[N, " + rows + ", 4]", boxes);
        }
        double width = paddingIsMasked ? frame.imageWidth() : frame.inputWidth();
        double height = paddingIsMasked ? frame.imageHeight() : frame.inputHeight();
        double left = paddingIsMasked ? frame.padLeft() : 0;
        double top = paddingIsMasked ? frame.padTop() : 0;
        float[] row = new float[logits.size(2)];
        FloatBuffer values = boxes.data();
        for (int k = 0; k < rows; k++) {
            logits.data().get((item * rows + k) * row.length, row);
            Best best = best(answer.query(), row);
            if (best == null) {
                collector.rejectNotFinite();
                continue;
            }
            float score = (float) Sigmoid.of(best.logit());
            if (score < thresholds[best.phrase()]) {
                continue;
            }
            int at = (item * rows + k) * 4;
            collector.offerCentred(
                    (float) (left + values.get(at) * width),
                    (float) (top + values.get(at + 1) * height),
                    (float) (values.get(at + 2) * width),
                    (float) (values.get(at + 3) * height),
                    score,
                    best.phrase(),
                    k);
        }
    }

    /** The best phrase of a row. */
    private record Best(int phrase, float logit) {}

    /** Null when a logit is NaN or infinitely large. */
    private static @Nullable Best best(TextQuery query, float[] row) {
        int phrase = -1;
        float logit = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < query.phrases().size(); i++) {
            Columns columns = query.columns().get(i);
            for (int column = columns.start(); column < columns.end(); column++) {
                float value = row[column];
                if (Float.isNaN(value) || value == Float.POSITIVE_INFINITY) {
                    return null;
                }
                if (phrase < 0 || value > logit) {
                    phrase = query.phrases().get(i);
                    logit = value;
                }
            }
        }
        return new Best(phrase, logit);
    }

    /** A box in window pixels, cut at the window's edge; empty when nothing is left of it. */
    private static Optional<Box> inWindow(ScoredBoxes boxes, int index, InputFrame frame) {
        double minX = Math.max(0, frame.toWindowX(boxes.minX(index)));
        double minY = Math.max(0, frame.toWindowY(boxes.minY(index)));
        double maxX = Math.min(frame.windowWidth(), frame.toWindowX(boxes.maxX(index)));
        double maxY = Math.min(frame.windowHeight(), frame.toWindowY(boxes.maxY(index)));
        return minX < maxX && minY < maxY ? Optional.of(new Box(minX, minY, maxX, maxY)) : Optional.empty();
    }
}
