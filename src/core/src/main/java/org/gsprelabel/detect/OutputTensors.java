package org.gsprelabel.detect;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.Tensor;

/** Finds the tensors that a descriptor names, and says what is wrong with them. */
final class OutputTensors {

    private OutputTensors() {}

    /** The tensor of a name. */
    static Tensor find(Map<String, Tensor> outputs, String name) {
        Tensor tensor = outputs.get(name);
        if (tensor == null) {
            throw new ModelException(
                    "output tensor '" + name + "' is missing, the model gave " + new TreeSet<>(outputs.keySet()));
        }
        return tensor;
    }

    /** The tensor of a name, checked to hold the item. */
    static Tensor find(Map<String, Tensor> outputs, String name, int item) {
        Tensor tensor = find(outputs, name);
        if (tensor.rank() == 0 || item >= tensor.size(0)) {
            throw new ModelException("output tensor '" + name + "' must hold item " + item + " of the batch, found "
                    + Arrays.toString(tensor.shape()));
        }
        return tensor;
    }

    /** For a tensor of another shape than the descriptor says. */
    static ModelException unexpected(String name, String expected, Tensor found) {
        return new ModelException("output tensor '" + name + "' must have the shape " + expected + ", found "
                + Arrays.toString(found.shape()));
    }
}
