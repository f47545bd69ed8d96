package org.gsprelabel.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Antialias;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Interpolation;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.Detr;
import org.gsprelabel.model.OutputSpec.DetrLayout;
import org.gsprelabel.model.OutputSpec.PixelMask;
import org.gsprelabel.model.Role;

/**
 * Detection transformers: DETR, and RT-DETR and D-FINE of three exporters. One graph, queries.
 *
 * @param fields of descriptors of the family
 */
record DetrContract(Set<String> fields) implements Contract {

    private static final Set<String> LABELS = Set.of("int64", "int32");

    /** Exporters of RT-DETR and D-FINE. */
    private enum Exporter {
        HF,
        ORIGINAL,
        ULTRALYTICS
    }

    @Override
    public Usual usual(JsonFields fields, Family family) {
        if (family == Family.DETR) {
            return new Usual(
                    "pixel_values",
                    1,
                    List.of(0.485, 0.456, 0.406),
                    List.of(0.229, 0.224, 0.225),
                    new GeometrySpec(
                            800,
                            1333,
                            1,
                            Resize.SHORTEST,
                            Interpolation.BILINEAR,
                            Antialias.SUPPORT,
                            0,
                            false,
                            false,
                            Edge.REFLECT),
                    new Defaults(0.5, 1, 100));
        }
        Exporter exporter = exporter(fields);
        return new Usual(
                exporter == Exporter.HF ? "pixel_values" : "images",
                1,
                List.of(0.0),
                List.of(1.0),
                new GeometrySpec(640, 1, Resize.STRETCH, 0, Edge.REFLECT),
                new Defaults(exporter == Exporter.ULTRALYTICS ? 0.25 : 0.5, 1, 300));
    }

    private static Exporter exporter(JsonFields fields) {
        return fields.choice("contract", Exporter.HF);
    }

    @Override
    public OutputSpec output(JsonFields fields, Family family, List<String> classes) {
        if (family == Family.DETR) {
            return queries(fields, DetrLayout.SOFTMAX);
        }
        return switch (exporter(fields)) {
            case HF -> queries(fields, DetrLayout.SIGMOID);
            case ORIGINAL -> {
                JsonFields output = fields.objectOrEmpty("output", "labels", "boxes", "scores", "sizes");
                yield new Detr(
                        DetrLayout.DECODED,
                        output.text("scores", "scores"),
                        output.text("boxes", "boxes"),
                        output.text("labels", "labels"),
                        Optional.of(output.text("sizes", "orig_target_sizes")),
                        Optional.empty());
            }
            case ULTRALYTICS -> {
                String rows = fields.objectOrEmpty("output", "name").text("name", "output0");
                yield new Detr(DetrLayout.ROWS, rows, rows, "", Optional.empty(), Optional.empty());
            }
        };
    }

    private static Detr queries(JsonFields fields, DetrLayout layout) {
        JsonFields output = fields.objectOrEmpty("output", "logits", "boxes", PixelMaskField.NAME);
        Optional<PixelMask> mask = PixelMaskField.read(output);
        return new Detr(
                layout,
                output.text("logits", "logits"),
                output.text("boxes", "pred_boxes"),
                "",
                Optional.empty(),
                mask);
    }

    @Override
    public void check(ModelDescriptor descriptor, Role role, GraphCheck graph) {
        Detr detr = (Detr) descriptor.output();
        int classes = descriptor.classes().size();
        requireFilled(descriptor);
        graph.image(descriptor);
        List<String> inputs = new ArrayList<>(List.of(descriptor.image().input()));
        detr.sizes().ifPresent(name -> {
            graph.input(name, LABELS, "N", "2");
            inputs.add(name);
        });
        detr.pixelMask().ifPresent(mask -> {
            PixelMaskField.check(mask, graph);
            inputs.add(mask.name());
        });
        graph.requireOnly(inputs);
        switch (detr.layout()) {
            case SOFTMAX, SIGMOID -> {
                int columns = detr.layout() == DetrLayout.SOFTMAX ? classes + 1 : classes;
                TensorDeclaration logits = graph.output(detr.scores());
                if (logits.rank() != 3 || !logits.fits(2, columns)) {
                    throw graph.mismatch(logits, "[N, Q, " + columns + "]", classes);
                }
                graph.output(detr.boxes(), GraphCheck.FLOATS, "N", "Q", "4");
            }
            case DECODED -> {
                graph.output(detr.labels(), LABELS, "N", "Q");
                graph.output(detr.boxes(), GraphCheck.FLOATS, "N", "Q", "4");
                graph.output(detr.scores(), GraphCheck.FLOATS, "N", "Q");
            }
            case ROWS -> {
                TensorDeclaration rows = graph.output(detr.boxes());
                if (rows.rank() != 3 || !rows.fits(2, 4L + classes)) {
                    throw graph.mismatch(rows, "[N, Q, " + (4 + classes) + "]", classes);
                }
            }
        }
    }

    /** Boxes are parts of the whole input, so no padding may lie in it. */
    private static void requireFilled(ModelDescriptor descriptor) {
        GeometrySpec geometry = descriptor.geometry();
        if (!geometry.size().isSquare() && geometry.resize() != Resize.STRETCH) {
            throw Problems.of(
                    descriptor.id(),
                    "field geometry.resize must be stretch for the family "
                            + descriptor.family().id() + " where geometry.size is no square, got "
                            + geometry.resize().name().toLowerCase(Locale.ROOT) + " with " + geometry.size());
        }
    }

    @Override
    public GraphUse use(ModelDescriptor descriptor, Role role, ModelSignature signature) {
        Detr detr = (Detr) descriptor.output();
        return new GraphUse(
                descriptor.image().input(),
                Stream.of(detr.scores(), detr.boxes(), detr.labels())
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList(),
                true);
    }
}
