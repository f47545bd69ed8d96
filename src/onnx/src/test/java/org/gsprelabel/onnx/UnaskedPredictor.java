package org.gsprelabel.onnx;

import java.util.Map;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.tensor.Tensor;

/** Can do nothing but be closed. Not a record: two are never equal. */
final class UnaskedPredictor implements Predictor {

    private final Runnable onClose;

    UnaskedPredictor(Runnable onClose) {
        this.onClose = onClose;
    }

    @Override
    public Map<String, Tensor> predict(Map<String, Tensor> inputs) {
        throw new AssertionError("nobody asks it");
    }

    @Override
    public int maxBatch() {
        return 1;
    }

    @Override
    public String device() {
        return "none";
    }

    @Override
    public void close() {
        onClose.run();
    }
}
