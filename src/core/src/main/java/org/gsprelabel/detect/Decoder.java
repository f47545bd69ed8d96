package org.gsprelabel.detect;

import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/** Reads the raw outputs of one family. Stateless, safe for use by several threads. */
@FunctionalInterface
public interface Decoder {

    /**
     * The detections of one item of a batch, strongest first, ties in a defined order. Parts outside the window are cut
     * off.
     *
     * @param outputs by tensor name
     * @param item index on the batch axis
     * @param frame how the item's window lies in the input
     * @param minConfidence least score kept, 0..1
     * @param rejections where every detection that is dropped is counted, with one exception: anchors of a dense head
     *     with a low score, which are no detections but the absence of one. A family that finds objects first and scores
     *     them then counts its weak ones as {@link org.gsprelabel.candidate.Rejection#LOW_CONFIDENCE}
     */
    List<Detection> decode(
            Map<String, Tensor> outputs, int item, InputFrame frame, double minConfidence, RejectionCounts rejections);
}
