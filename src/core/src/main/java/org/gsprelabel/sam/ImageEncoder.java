package org.gsprelabel.sam;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.gsprelabel.input.InputBuilder;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;

/** Runs an image encoder on one window at a time. Embeddings lie in direct memory. */
public final class ImageEncoder implements WindowEncoder {

    private final InputBuilder inputs;
    private final GeometrySpec geometry;
    private final String image;
    private final Map<String, String> embedding;
    private final UnaryOperator<Map<String, Tensor>> graph;

    /**
     * @param inputs made for {@code geometry}
     * @param image name of the encoder's input
     * @param embedding names of the decoder's inputs to names of the graph's outputs
     * @param graph tensors by name to tensors by name
     */
    public ImageEncoder(
            InputBuilder inputs,
            GeometrySpec geometry,
            String image,
            Map<String, String> embedding,
            UnaryOperator<Map<String, Tensor>> graph) {
        this.inputs = inputs;
        this.geometry = geometry;
        this.image = image;
        this.embedding = embedding;
        this.graph = graph;
    }

    @Override
    public EncoderInput prepare(FilledWindow window) {
        PixelRect rect = window.pixels().rect();
        Tensor tensor = inputs.allocate(1, rect.width(), rect.height());
        InputFrame frame = inputs.write(window, tensor, 0);
        return new EncoderInput(Map.of(image, tensor), geometry.padInGraph() ? padded(frame) : frame);
    }

    /** How the window lies in the square that the graph pads its image to, right and below. */
    private InputFrame padded(InputFrame frame) {
        return new InputFrame(
                geometry.size().width(),
                geometry.size().height(),
                frame.windowWidth(),
                frame.windowHeight(),
                frame.scaleX(),
                frame.scaleY(),
                0,
                0);
    }

    @Override
    public Embedding encode(EncoderInput input) {
        Map<String, Tensor> outputs = graph.apply(input.tensors());
        Map<String, Tensor> tensors = new HashMap<>();
        embedding.forEach((decoderInput, output) -> {
            Tensor tensor = outputs.get(output);
            if (tensor == null) {
                throw new ModelException(
                        "the encoder must answer with '" + output + "', found " + new TreeSet<>(outputs.keySet()));
            }
            // Calls without number take it, and none has to copy it there.
            tensors.put(decoderInput, tensor.inDirectMemory());
        });
        return new Embedding(tensors, input.frame());
    }
}
