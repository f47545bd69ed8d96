package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.Concepts;
import org.gsprelabel.model.Concepts.ConceptTensor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.vectorize.BitMask;

/**
 * Reads the answers of a concept decoder: for each phrase scores {@code [K]} and masks {@code [K,1,H,W]} of 0 and 1, where H
 * and W are those of the window. The boxes that go with them say nothing that the masks do not, and are not looked at.
 *
 * <p>A mask is kept when its score is at least the threshold of its phrase. Then masks of all phrases are held against each
 * other ({@link MaskSuppression}): of two that cover the same pixels the better one is kept, whatever its phrase unless asked
 * otherwise, as with all models that are asked with text.
 */
public final class ConceptDecoder {

    /** How far rounding, in half precision at worst, may lift a score above 1. */
    private static final float MAX_SCORE = 1.001f;

    private final String scores;
    private final String masks;
    private final NmsRules nms;
    private final int maxDetections;

    /**
     * @param nms how masks are suppressed
     * @param maxDetections most of them kept
     */
    public ConceptDecoder(Concepts spec, NmsRules nms, int maxDetections) {
        this.scores = spec.name(ConceptTensor.SCORES);
        this.masks = spec.name(ConceptTensor.MASKS);
        this.nms = nms;
        this.maxDetections = maxDetections;
    }

    /**
     * The answers of one window, phrase by phrase. Safe for use by several threads: what is found does not depend on the order
     * in which answers are taken.
     */
    public final class Answers {

        private final int width;
        private final int height;
        private final RejectionCounts rejections;
        private final MaskSuppression found;

        /** A mask that is good enough, by its place in the answer. */
        private record Mask(int place, float score, BitMask pixels) {}

        private Answers(int width, int height, RejectionCounts rejections) {
            this.width = width;
            this.height = height;
            this.rejections = rejections;
            this.found = new MaskSuppression(nms, maxDetections);
        }

        /**
         * Takes the answer to a phrase.
         *
         * @param phrase its index in the prompt; each phrase has one answer
         * @param minConfidence least score of what is kept
         * @throws ModelException when the outputs are not as described
         */
        public void add(int phrase, double minConfidence, Map<String, Tensor> outputs) {
            Tensor score = OutputTensors.find(outputs, scores);
            if (score.rank() != 1) {
                throw OutputTensors.unexpected(scores, "[K]", score);
            }
            int count = score.size(0);
            Tensor mask = OutputTensors.find(outputs, masks);
            boolean fits = mask.rank() == 4
                    && mask.size(0) == count
                    && mask.size(1) == 1
                    && mask.size(2) == height
                    && mask.size(3) == width;
            if (!fits) {
                throw OutputTensors.unexpected(masks, "[" + count + ", 1, " + height + ", " + width + "]", mask);
            }
            float least = (float) minConfidence;
            least = least < minConfidence ? Math.nextUp(least) : least;
            BitSet pixels = mask.truths();
            List<Mask> good = new ArrayList<>();
            RejectionCounts dropped = new RejectionCounts();
            for (int k = 0; k < count; k++) {
                float value = score.get(k);
                if (value < least) {
                    continue;
                }
                if (!Float.isFinite(value)) {
                    dropped.add(Rejection.NOT_FINITE);
                } else if (value > MAX_SCORE) {
                    throw new ModelException("output tensor '" + scores + "' must hold scores from 0 to 1, found "
                            + value + " in row " + k);
                } else {
                    Optional<BitMask> drawn = mask(pixels, k);
                    if (drawn.isPresent()) {
                        good.add(new Mask(k, Math.min(1, value), drawn.get()));
                    } else {
                        dropped.add(Rejection.EMPTY_SHAPE);
                    }
                }
            }
            add(phrase, good, dropped);
        }

        /** The phrases take turns for this, and for nothing that takes long. */
        private synchronized void add(int phrase, List<Mask> masks, RejectionCounts dropped) {
            for (Mask mask : masks) {
                Detection detection = new Detection(phrase, mask.score, new Shape.OfMask(mask.pixels));
                found.add(detection, mask.pixels, ((long) phrase << Integer.SIZE) + mask.place, rejections);
            }
            rejections.addAll(dropped);
        }

        /** The pixels of a mask, no larger than they need be; empty when there is none. */
        private Optional<BitMask> mask(BitSet pixels, int k) {
            int from = k * height * width;
            int end = from + height * width;
            BitMask all = new BitMask(0, 0, width, height);
            int start = pixels.nextSetBit(from);
            while (start >= 0 && start < end) {
                int row = (start - from) / width;
                int rowEnd = from + (row + 1) * width;
                int stop = Math.min(pixels.nextClearBit(start), rowEnd);
                all.setRun(row, start - rowEnd + width, stop - rowEnd + width);
                start = pixels.nextSetBit(stop);
            }
            return all.trimmed();
        }

        /** What is left of all answers, strongest first; of equal scores in the order of phrases and of the decoder. */
        public synchronized List<Detection> detections() {
            return found.select(rejections);
        }
    }

    /**
     * For the answers of a window.
     *
     * @param width of the window in pixels
     * @param height of the window in pixels
     * @param rejections where what is dropped is counted
     */
    public Answers answers(int width, int height, RejectionCounts rejections) {
        return new Answers(width, height, rejections);
    }
}
