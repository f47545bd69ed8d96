package org.gsprelabel.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.text.TextInputs;
import org.gsprelabel.text.TextQuery;

/** Feeds a query: its tensors, for each image anew where the graph has a text for each, and which pixels are padding. */
final class TextSideInputs implements SideInputs {

    private final TextQuery query;
    private final TextInputs inputs;
    private final boolean perImage;
    /** Text tensors by the number of items: the same in every call, and only read. */
    private final Map<Integer, Map<String, Tensor>> texts = new ConcurrentHashMap<>();

    /**
     * @param perImage whether the tensors of the query are repeated for each image of the batch
     */
    TextSideInputs(TextQuery query, TextInputs inputs, boolean perImage) {
        this.query = query;
        this.inputs = inputs;
        this.perImage = perImage;
    }

    @Override
    public Map<String, Tensor> of(List<InputFrame> frames, int items) {
        Map<String, Tensor> side = new HashMap<>(texts.computeIfAbsent(items, this::texts));
        inputs.byName().forEach((name, kind) -> {
            if (kind == TextInput.PIXELS) {
                side.put(name, pixels(frames.get(0), items));
            }
        });
        return side;
    }

    private Map<String, Tensor> texts(int items) {
        Map<String, Tensor> tensors = new HashMap<>();
        inputs.byName().forEach((name, kind) -> {
            Tensor tensor = query.tensors().get(kind);
            if (tensor != null) {
                tensors.put(name, perImage ? repeated(tensor, items) : tensor);
            }
        });
        return tensors;
    }

    private static Tensor repeated(Tensor one, int items) {
        long[] shape = one.shape();
        shape[0] = items;
        Tensor all = Tensor.allocate(shape);
        int length = one.data().capacity();
        for (int i = 0; i < all.data().capacity(); i++) {
            all.data().put(i, one.get(i % length));
        }
        return all;
    }

    /** The windows of a call have one size, and so all the same padding. */
    private static Tensor pixels(InputFrame frame, int items) {
        int width = frame.inputWidth();
        int height = frame.inputHeight();
        Tensor mask = Tensor.allocate(items, height, width);
        for (int item = 0; item < items; item++) {
            for (int y = 0; y < frame.imageHeight(); y++) {
                int at = (item * height + frame.padTop() + y) * width + frame.padLeft();
                for (int x = 0; x < frame.imageWidth(); x++) {
                    mask.data().put(at + x, 1);
                }
            }
        }
        return mask;
    }
}
