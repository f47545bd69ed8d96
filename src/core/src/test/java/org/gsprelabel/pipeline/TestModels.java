package org.gsprelabel.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.tensor.Tensor;

/** A model small enough to be known by heart: an object is where the first band exceeds half of its range. */
final class TestModels {

    private TestModels() {}

    static ModelDescriptor threshold(int size, int multipleOf) {
        return descriptor("threshold", List.of(1), size, multipleOf);
    }

    static ModelDescriptor rgb() {
        return descriptor("rgb", List.of(1, 2, 3), 0, 8);
    }

    static Model thresholdModel() {
        return thresholdModel(Integer.MAX_VALUE, items -> {});
    }

    /**
     * @param batches takes the number of items of every prediction
     */
    static Model thresholdModel(int maxBatch, IntConsumer batches) {
        return new Model(threshold(0, 8), "0".repeat(64), new ThresholdPredictor(maxBatch, batches));
    }

    /** The same model, whose windows are brought to its input. */
    static Model thresholdModel(GeometrySpec geometry) {
        return new Model(
                descriptor("threshold", List.of(1), geometry),
                "0".repeat(64),
                new ThresholdPredictor(Integer.MAX_VALUE, items -> {}));
    }

    /** The same model, with tiles of a size of its own. */
    static ModelDescriptor withTiles(ModelDescriptor model, int tileSize) {
        return new ModelDescriptor(
                model.id(),
                model.title(),
                model.family(),
                model.licence(),
                model.image(),
                model.geometry(),
                model.output(),
                model.classes(),
                model.defaults(),
                new RasterSpec(OptionalDouble.empty(), OptionalInt.of(tileSize), OptionalDouble.empty()));
    }

    private static ModelDescriptor descriptor(String id, List<Integer> bands, int size, int multipleOf) {
        return descriptor(
                id,
                bands,
                new GeometrySpec(
                        size, multipleOf, GeometrySpec.Resize.LETTERBOX, 114 / 255.0, GeometrySpec.Edge.REFLECT));
    }

    private static ModelDescriptor descriptor(String id, List<Integer> bands, GeometrySpec geometry) {
        return new ModelDescriptor(
                id,
                id,
                Family.SEMSEG,
                Optional.empty(),
                new ImageSpec("image", bands, new ValueRange.Auto(), 1, List.of(0.0), List.of(1.0)),
                geometry,
                new OutputSpec.Semantic("logits", OutputSpec.Activation.NONE, false, Optional.empty()),
                List.of("bright"),
                new Defaults(0.5, 0.7, 300),
                new RasterSpec(OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty()));
    }

    /** logit = 10 (value - 0.5), pixel by pixel. */
    private record ThresholdPredictor(int maxBatch, IntConsumer batches) implements Predictor {

        @Override
        public Map<String, Tensor> predict(Map<String, Tensor> inputs) {
            Tensor image = Objects.requireNonNull(inputs.get("image"));
            batches.accept(image.size(0));
            Tensor logits = Tensor.allocate(image.shape());
            for (int i = 0; i < image.data().capacity(); i++) {
                logits.data().put(i, 10 * (image.get(i) - 0.5f));
            }
            return Map.of("logits", logits);
        }

        @Override
        public String device() {
            return "test";
        }

        @Override
        public void close() {}
    }
}
