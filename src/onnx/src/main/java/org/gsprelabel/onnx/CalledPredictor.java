package org.gsprelabel.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.Incidents;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.tensor.Tensor;

/**
 * A predictor as one caller sees it.
 *
 * @param shared with all other callers
 * @param caller whose turn calls wait for
 */
record CalledPredictor(OnnxPredictor shared, Caller caller) implements Predictor {

    @Override
    public Map<String, Tensor> predict(Map<String, Tensor> inputs) {
        return shared.predict(inputs, caller);
    }

    @Override
    public int maxBatch() {
        return shared.maxBatch();
    }

    @Override
    public Map<String, List<Long>> inputShapes() {
        return shared.inputShapes();
    }

    @Override
    public String device() {
        return shared.device();
    }

    @Override
    public Optional<String> fallback() {
        return shared.fallback();
    }

    @Override
    public Incidents incidents() {
        return shared.incidents();
    }

    @Override
    public Predictor forCaller(Caller other) {
        return shared.forCaller(other);
    }

    /** Leaves the shared one open: whoever opened it closes it. */
    @Override
    public void close() {}
}
