package org.gsprelabel.detect;

import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * Reads the outputs of a family that scores each pixel for each class. Between scores and objects lies a decision for
 * every pixel; with the two apart, the scores of several windows can be blended before anything is decided. Stateless,
 * safe for use by several threads.
 */
public interface ScoreDecoder extends Decoder {

    /**
     * The scores of one item of a batch.
     *
     * @param outputs by tensor name; the scores are read from them later
     * @param item index on the batch axis
     * @param frame how the item's window lies in the input
     */
    ScoreMap scores(Map<String, Tensor> outputs, int item, InputFrame frame);

    /**
     * The objects of a window, strongest first, ties in a defined order. Pixels without a score belong to no class.
     *
     * @param scores as this decoder gives them, or blended from several such
     * @param minConfidence least score kept, 0..1
     * @param rejections where every object that is dropped is counted
     */
    List<Detection> decide(ScoreMap scores, double minConfidence, RejectionCounts rejections);
}
