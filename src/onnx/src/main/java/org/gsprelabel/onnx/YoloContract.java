package org.gsprelabel.onnx;

import java.util.ArrayList;
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

/** YOLO, boxes alone, oriented, or with masks, and FastSAM: one graph, rows and prototypes. */
final class YoloContract implements Contract {

    /** What Ultralytics pads letterboxed images with, 0..1. */
    static final double GREY = 114 / 255.0;

    /** The least score that Ultralytics' exporter builds into a graph with NMS unless told otherwise; metadata do not say. */
    static final double EXPORTED_THRESHOLD = 0.25;

    @Override
    public Usual usual(JsonFields fields, Family family) {
        return usual(family);
    }

    /** As Ultralytics and FastSAM predict. */
    static Usual usual(Family family) {
        boolean everything = family == Family.FASTSAM;
        return Usual.ofUnits(
                new GeometrySpec(everything ? 1024 : 0, 32, Resize.LETTERBOX, GREY, Edge.REFLECT),
                everything ? new Defaults(0.4, 0.9, 300) : new Defaults(0.25, 0.7, 300));
    }

    @Override
    public OutputSpec output(JsonFields fields, Family family, List<String> classes) {
        boolean masks = hasMasks(family);
        List<String> names = new ArrayList<>(List.of("name", "layout", "classAware", "thresholdInGraph"));
        if (masks) {
            names.add("prototypes");
        }
        JsonFields output = fields.object("output", names.toArray(String[]::new));
        YoloLayout layout = output.choice("layout", YoloLayout.V8);
        if (family == Family.YOLO_OBB && !layout.canBeOriented()) {
            throw output.wrong("layout", "must be v8 or end-to-end for the family yolo-obb");
        }
        if (masks && layout == YoloLayout.V7_END_TO_END) {
            throw output.wrong("layout", "must have a batch axis for the family " + family.id());
        }
        if (layout.suppressedInGraph() && output.has("classAware")) {
            throw output.wrong("classAware", "must be absent where the graph does the suppression");
        }
        if (!layout.suppressedInGraph() && output.has("thresholdInGraph")) {
            throw output.wrong("thresholdInGraph", "must be absent where the graph gives all scores");
        }
        if (family == Family.FASTSAM && classes.size() != 1) {
            throw fields.wrong("classes", "must be one for the family fastsam");
        }
        return new OutputSpec.Yolo(
                output.text("name"),
                masks ? Optional.of(output.text("prototypes")) : Optional.empty(),
                layout,
                output.flag("classAware", true),
                output.number("thresholdInGraph").orElse(0));
    }

    private static boolean hasMasks(Family family) {
        return family == Family.YOLO_SEG || family == Family.FASTSAM;
    }

    @Override
    public void check(ModelDescriptor descriptor, Role role, GraphCheck graph) {
        OutputSpec.Yolo yolo = (OutputSpec.Yolo) descriptor.output();
        graph.image(descriptor);
        graph.requireOnly(List.of(descriptor.image().input()));
        TensorDeclaration output = graph.output(yolo.output());
        int classes = descriptor.classes().size();
        long fixed = descriptor.family() == Family.YOLO_OBB ? 1 : 0;
        fixed += switch (yolo.layout()) {
            case V8 -> 4L + classes;
            case V5, V6 -> 5L + classes;
            case END_TO_END -> 6;
            case V7_END_TO_END -> 7;
        };
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
        int axis = yolo.layout() == YoloLayout.V8 || yolo.layout() == YoloLayout.V7_END_TO_END ? 1 : 2;
        boolean fits = output.rank() == (yolo.layout() == YoloLayout.V7_END_TO_END ? 2 : 3)
                && (coefficientsKnown
                        ? output.fits(axis, row)
                        : !output.isFixed(axis) || output.shape().get(axis) > fixed);
        if (!fits) {
            String length = coefficientsKnown ? Long.toString(row) : fixed + "+coefficients";
            throw graph.mismatch(
                    output,
                    switch (yolo.layout()) {
                        case V8 -> "[N, " + length + ", A]";
                        case V5, V6 -> "[N, A, " + length + "]";
                        case END_TO_END -> "[N, K, " + length + "]";
                        case V7_END_TO_END -> "[K, " + length + "]";
                    },
                    classes);
        }
    }

    @Override
    public GraphUse use(ModelDescriptor descriptor, Role role, ModelSignature graph) {
        OutputSpec.Yolo yolo = (OutputSpec.Yolo) descriptor.output();
        GraphUse images = GraphUse.ofImages(
                descriptor.image(),
                Stream.concat(Stream.of(yolo.output()), yolo.prototypes().stream())
                        .toList());
        return yolo.layout() == YoloLayout.V7_END_TO_END ? images.notItemwise() : images;
    }
}
