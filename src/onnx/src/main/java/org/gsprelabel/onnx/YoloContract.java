package org.gsprelabel.onnx;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.model.Role;

/** YOLO, boxes alone or with masks: one graph, rows and prototypes. */
final class YoloContract implements Contract {

    /** What Ultralytics pads letterboxed images with, 0..1. */
    static final double GREY = 114 / 255.0;

    @Override
    public Usual usual(JsonFields fields, Family family) {
        return usual();
    }

    /** As Ultralytics predicts. */
    static Usual usual() {
        return Usual.ofUnits(
                new GeometrySpec(0, 32, Resize.LETTERBOX, GREY, Edge.REFLECT), new Defaults(0.25, 0.7, 300));
    }

    @Override
    public OutputSpec output(JsonFields fields, Family family, List<String> classes) {
        boolean masks = family == Family.YOLO_SEG;
        JsonFields output = masks
                ? fields.object("output", "name", "prototypes", "layout")
                : fields.object("output", "name", "layout");
        return new OutputSpec.Yolo(
                output.text("name"),
                masks ? Optional.of(output.text("prototypes")) : Optional.empty(),
                output.choice("layout", YoloLayout.V8));
    }

    @Override
    public void check(ModelDescriptor descriptor, Role role, GraphCheck graph) {
        OutputSpec.Yolo yolo = (OutputSpec.Yolo) descriptor.output();
        graph.image(descriptor);
        graph.requireOnly(List.of(descriptor.image().input()));
        TensorDeclaration output = graph.output(yolo.output());
        int classes = descriptor.classes().size();
        long fixed = switch (yolo.layout()) {
            case V8 -> 4L + classes;
            case V5 -> 5L + classes;
            case END_TO_END -> 6;
        };
        int axis = yolo.layout() == YoloLayout.V8 ? 1 : 2;
        boolean coefficientsKnown = true;
        long row = fixed;
        if (yolo.prototypes().isPresent()) {
            TensorDeclaration prototypes = graph.output(yolo.prototypes().get());
            if (prototypes.rank() != 4) {
                throw graph.mismatch(prototypes, "[N, coefficients, h, w]", classes);
            }
            coefficientsKnown = prototypes.isFixed(1);
            row = fixed + Math.max(0, prototypes.shape().get(1));
        }
        boolean fits = output.rank() == 3
                && (coefficientsKnown
                        ? output.fits(axis, row)
                        : !output.isFixed(axis) || output.shape().get(axis) > fixed);
        if (!fits) {
            String length = coefficientsKnown ? Long.toString(row) : fixed + "+coefficients";
            throw graph.mismatch(
                    output,
                    switch (yolo.layout()) {
                        case V8 -> "[N, " + length + ", A]";
                        case V5 -> "[N, A, " + length + "]";
                        case END_TO_END -> "[N, K, " + length + "]";
                    },
                    classes);
        }
    }

    @Override
    public GraphUse use(ModelDescriptor descriptor, Role role, ModelSignature graph) {
        OutputSpec.Yolo yolo = (OutputSpec.Yolo) descriptor.output();
        return GraphUse.ofImages(
                descriptor.image(),
                Stream.concat(Stream.of(yolo.output()), yolo.prototypes().stream())
                        .toList());
    }
}
