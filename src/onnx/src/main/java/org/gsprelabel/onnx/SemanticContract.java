package org.gsprelabel.onnx;

import java.util.List;
import java.util.Optional;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.model.Role;

/** Semantic segmentation: one graph, one class map. */
final class SemanticContract implements Contract {

    static final String BACKGROUND = "background";

    @Override
    public boolean isBlendable() {
        return true;
    }

    /** Regions of a segmentation are many and small: the limit on detections only stops noise. */
    @Override
    public Usual usual(JsonFields fields, Family family) {
        return usual();
    }

    static Usual usual() {
        return Usual.ofUnits(new GeometrySpec(0, 1, Resize.LETTERBOX, 0, Edge.REFLECT), new Defaults(0.5, 0.7, 10_000));
    }

    @Override
    public OutputSpec output(JsonFields fields, Family family, List<String> classes) {
        JsonFields output = fields.object("output", "name", "activation", "exclusive", BACKGROUND, "connectivity");
        Activation activation = output.choice("activation", Activation.NONE);
        boolean exclusive = output.flag("exclusive", true);
        if (activation == Activation.SOFTMAX && classes.size() == 1) {
            throw output.wrong("activation", "must be none or sigmoid for one class");
        }
        if (activation == Activation.SOFTMAX && !exclusive) {
            throw output.wrong("exclusive", "must be true where output.activation is softmax");
        }
        int connectivity = output.integer("connectivity").orElse(4);
        if (connectivity != 4 && connectivity != 8) {
            throw output.wrong("connectivity", "must be 4 or 8");
        }
        return new OutputSpec.Semantic(
                output.text("name"), activation, exclusive, background(output, classes), connectivity);
    }

    /** The class that is no object: the one the field names by its index, else the one called so. */
    static Optional<Integer> background(JsonFields output, List<String> classes) {
        if (!output.has(BACKGROUND)) {
            int named = classes.indexOf(BACKGROUND);
            return named < 0 || classes.size() == 1 ? Optional.empty() : Optional.of(named);
        }
        if (classes.size() == 1) {
            throw output.wrong(BACKGROUND, "must be absent where there is one class");
        }
        int index = output.integer(BACKGROUND).orElseThrow();
        if (index < 0 || index >= classes.size()) {
            throw output.wrong(BACKGROUND, "must be the index of a class, from 0 to " + (classes.size() - 1));
        }
        return Optional.of(index);
    }

    @Override
    public void check(ModelDescriptor descriptor, Role role, GraphCheck graph) {
        OutputSpec.Semantic semantic = (OutputSpec.Semantic) descriptor.output();
        graph.image(descriptor);
        graph.requireOnly(List.of(descriptor.image().input()));
        TensorDeclaration output = graph.output(semantic.output());
        int classes = descriptor.classes().size();
        if (output.rank() != 4 || !output.fits(1, classes)) {
            throw graph.mismatch(output, "[N, " + classes + ", h, w]", classes);
        }
    }

    @Override
    public GraphUse use(ModelDescriptor descriptor, Role role, ModelSignature graph) {
        String output = ((OutputSpec.Semantic) descriptor.output()).output();
        return GraphUse.ofImages(descriptor.image(), List.of(output));
    }
}
