package org.gsprelabel.detect;

import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.vectorize.MaskCleaning;

/**
 * Reads the queries of a mask transformer as a class map: the score of a class at a pixel is the sum, over the queries, of
 * the softmax of the class ("no object" dropped) times the sigmoid of the mask (B. Cheng et al., "Masked-attention Mask
 * Transformer for Universal Image Segmentation", CVPR 2022, section 3.3). The map is then read as one of exclusive classes,
 * see {@link SemanticDecoder}.
 *
 * <p>Several queries may claim a pixel, so the scores of a pixel may add up to more than 1; they are then divided by
 * their sum, which leaves their order and makes them probabilities.
 */
public final class QueryMasksDecoder implements ScoreDecoder {

    private final OutputSpec.QueryMasks spec;
    private final int classes;
    private final SemanticDecoder maps;

    /** Of class maps as the model gives them. */
    public QueryMasksDecoder(ModelDescriptor model) {
        this(model, MaskCleaning.NONE);
    }

    /**
     * @param cleaning what is done to the pixels of a class before they are taken apart into objects
     * @throws ModelException when the model's output is none of a mask transformer
     */
    public QueryMasksDecoder(ModelDescriptor model, MaskCleaning cleaning) {
        if (!(model.output() instanceof OutputSpec.QueryMasks queries)) {
            throw new ModelException("model " + model.id() + " must have an output of the family mask2former, found "
                    + model.family().id());
        }
        this.spec = queries;
        this.classes = model.classes().size();
        this.maps = new SemanticDecoder(
                new OutputSpec.Semantic(queries.masks(), OutputSpec.Activation.SOFTMAX, true, queries.background()),
                classes,
                model.defaults().maxDetections(),
                cleaning);
    }

    @Override
    public List<Detection> decode(
            Map<String, Tensor> outputs, int item, InputFrame frame, double minConfidence, RejectionCounts rejections) {
        return maps.decode(Map.of(spec.masks(), classMap(outputs, item)), 0, frame, minConfidence, rejections);
    }

    @Override
    public ScoreMap scores(Map<String, Tensor> outputs, int item, InputFrame frame) {
        return maps.scores(Map.of(spec.masks(), classMap(outputs, item)), 0, frame);
    }

    @Override
    public List<Detection> decide(ScoreMap scores, double minConfidence, RejectionCounts rejections) {
        return maps.decide(scores, minConfidence, rejections);
    }

    /** Scores {@code [1,C,h,w]}. */
    private Tensor classMap(Map<String, Tensor> outputs, int item) {
        Tensor logits = OutputTensors.find(outputs, spec.classes(), item);
        Tensor masks = OutputTensors.find(outputs, spec.masks(), item);
        if (logits.rank() != 3 || logits.size(2) != classes + 1) {
            throw OutputTensors.unexpected(spec.classes(), "[N, Q, " + (classes + 1) + "]", logits);
        }
        int queries = logits.size(1);
        if (masks.rank() != 4 || masks.size(1) != queries || masks.size(2) == 0 || masks.size(3) == 0) {
            throw OutputTensors.unexpected(spec.masks(), "[N, " + queries + ", h, w]", masks);
        }
        int pixels = masks.size(2) * masks.size(3);
        float[] scores = new float[classes * pixels];
        float[] mask = new float[pixels];
        float[] row = new float[classes + 1];
        for (int query = 0; query < queries; query++) {
            logits.data().get((item * queries + query) * (classes + 1), row);
            masks.data().get((item * queries + query) * pixels, mask);
            add(softmax(row), mask, scores);
        }
        bound(scores, pixels);
        return Tensor.of(scores, 1, classes, masks.size(2), masks.size(3));
    }

    private void add(float[] probabilities, float[] mask, float[] scores) {
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (float) Sigmoid.of(mask[i]);
        }
        for (int classIndex = 0; classIndex < classes; classIndex++) {
            float probability = probabilities[classIndex];
            int base = classIndex * mask.length;
            for (int i = 0; i < mask.length; i++) {
                scores[base + i] += probability * mask[i];
            }
        }
    }

    private void bound(float[] scores, int pixels) {
        for (int i = 0; i < pixels; i++) {
            float sum = 0;
            for (int classIndex = 0; classIndex < classes; classIndex++) {
                sum += scores[classIndex * pixels + i];
            }
            for (int classIndex = 0; sum > 1 && classIndex < classes; classIndex++) {
                scores[classIndex * pixels + i] /= sum;
            }
        }
    }

    /** NaN in all places when a logit is not finite, but for minus infinity, which is a probability of 0. */
    private static float[] softmax(float[] logits) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            greatest = Math.max(greatest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Exponential.ofNonPositive(logit - greatest);
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Exponential.ofNonPositive(logits[i] - greatest) / sum);
        }
        return probabilities;
    }
}
