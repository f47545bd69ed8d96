package org.gsprelabel.onnx;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.QueryMasks;
import org.gsprelabel.model.Role;

/** Mask2Former, and MaskFormer before it, as Hugging Face exports them: one graph, queries with classes and masks. */
final class Mask2FormerContract implements Contract {

    @Override
    public boolean isBlendable() {
        return true;
    }

    @Override
    public Usual usual(JsonFields fields, Family family) {
        return new Usual(
                "pixel_values",
                1,
                List.of(0.485, 0.456, 0.406),
                List.of(0.229, 0.224, 0.225),
                new GeometrySpec(0, 32, Resize.STRETCH, 0, Edge.REFLECT),
                new Defaults(0.5, 0.7, 10_000));
    }

    @Override
    public OutputSpec output(JsonFields fields, Family family, List<String> classes) {
        JsonFields output =
                fields.objectOrEmpty("output", "classes", "masks", SemanticContract.BACKGROUND, PixelMaskField.NAME);
        return new QueryMasks(
                output.text("classes", "class_queries_logits"),
                output.text("masks", "masks_queries_logits"),
                SemanticContract.background(output, classes),
                PixelMaskField.read(output));
    }

    @Override
    public void check(ModelDescriptor descriptor, Role role, GraphCheck graph) {
        QueryMasks queries = (QueryMasks) descriptor.output();
        graph.image(descriptor);
        List<String> inputs = new ArrayList<>(List.of(descriptor.image().input()));
        queries.pixelMask().ifPresent(mask -> {
            PixelMaskField.check(mask, graph);
            inputs.add(mask.name());
        });
        graph.requireOnly(inputs);
        int classes = descriptor.classes().size();
        TensorDeclaration logits = graph.output(queries.classes());
        if (logits.rank() != 3 || !logits.fits(2, classes + 1)) {
            throw graph.mismatch(logits, "[N, Q, " + (classes + 1) + "]", classes);
        }
        graph.output(queries.masks(), GraphCheck.FLOATS, "N", "Q", "h", "w");
    }

    @Override
    public GraphUse use(ModelDescriptor descriptor, Role role, ModelSignature signature) {
        QueryMasks queries = (QueryMasks) descriptor.output();
        return new GraphUse(descriptor.image().input(), List.of(queries.classes(), queries.masks()), true);
    }
}
