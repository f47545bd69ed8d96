package org.gsprelabel.onnx;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Antialias;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Interpolation;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ImageSpec.Layout;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.PadPoint;
import org.gsprelabel.model.OutputSpec.PromptLayout;
import org.gsprelabel.model.OutputSpec.PromptTensor;
import org.gsprelabel.model.OutputSpec.Promptable;
import org.gsprelabel.model.Role;

/**
 * Segment Anything and its family: an encoder for the image and a decoder for prompts, or one graph that is both. Exporters
 * differ in names and in what they leave to the caller; {@link PromptableExport} lists them.
 */
final class PromptableContract implements Contract {

    /** Mean and standard deviation of ImageNet for values from 0 to 255, as the reference implementations write them. */
    private static final List<Double> MEAN_255 = List.of(123.675, 116.28, 103.53);

    private static final List<Double> STD_255 = List.of(58.395, 57.12, 57.375);

    /** The same for values from 0 to 1, as SAM 2 writes them. */
    private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);

    private static final List<Double> STD = List.of(0.229, 0.224, 0.225);

    private static final int SIZE = 1024;
    private static final Set<String> INT64 = Set.of("int64");
    private static final Set<PromptTensor> OUTPUTS = EnumSet.of(PromptTensor.LOGITS, PromptTensor.IOU);
    private static final String DECODER_INPUTS = "decoderInputs";
    private static final String ENCODER_OUTPUTS = "encoderOutputs";

    @Override
    public Set<Role> roles(JsonFields fields, Family family) {
        return export(fields, family).split() ? EnumSet.of(Role.ENCODER, Role.DECODER) : Set.of(Role.MODEL);
    }

    @Override
    public Set<String> fields() {
        return Set.of("contract", "tensors", "prompts");
    }

    /** What has no class is an object. */
    @Override
    public List<String> classes() {
        return List.of("object");
    }

    /** Embeddings are 64 x 64 cells, and prompts are scaled by the longer side. */
    @Override
    public boolean takesSquaresAlone() {
        return true;
    }

    @Override
    public Usual usual(JsonFields fields, Family family) {
        PromptableExport export = export(fields, family);
        // As the reference generators filter: predicted IoU, and the IoU above which one of two masks goes.
        boolean second = family == Family.SAM2 || family == Family.SAM2_HF;
        Defaults defaults = new Defaults(second ? 0.8 : 0.88, 0.7, 10_000);
        return switch (export.preprocessing()) {
            case RESIZED ->
                new Usual(
                        export.image(),
                        255,
                        List.of(0.0),
                        List.of(1.0),
                        Layout.HWC,
                        geometry(Resize.LONGEST, true),
                        defaults);
            case PADDED -> new Usual(export.image(), 255, MEAN_255, STD_255, geometry(Resize.LONGEST, false), defaults);
            case STRETCHED -> new Usual(export.image(), 1, MEAN, STD, geometry(Resize.STRETCH, false), defaults);
            case NONE ->
                new Usual(
                        export.image(),
                        1,
                        List.of(0.0),
                        List.of(1.0),
                        new GeometrySpec(0, 1, Resize.STRETCH, 0, Edge.REFLECT),
                        defaults);
        };
    }

    /** Antialiased; the padding is what the mean colour becomes, 0. */
    private static GeometrySpec geometry(Resize resize, boolean padInGraph) {
        return new GeometrySpec(
                SIZE, 0, 1, resize, Interpolation.BILINEAR, Antialias.SUPPORT, 0, true, padInGraph, Edge.REFLECT);
    }

    @Override
    public OutputSpec output(JsonFields fields, Family family, List<String> classes) {
        PromptableExport export = export(fields, family);
        JsonFields tensors = fields.objectOrEmpty(
                "tensors",
                Stream.concat(
                                export.tensors().keySet().stream().map(PromptTensor::id),
                                Stream.of(DECODER_INPUTS, ENCODER_OUTPUTS))
                        .toArray(String[]::new));
        Map<PromptTensor, String> names = new EnumMap<>(PromptTensor.class);
        export.tensors().forEach((tensor, name) -> names.put(tensor, tensors.text(tensor.id(), name)));
        List<String> decoderInputs = names(tensors, DECODER_INPUTS, export.decoderInputs());
        List<String> encoderOutputs = names(tensors, ENCODER_OUTPUTS, export.encoderOutputs());
        Map<String, String> embedding = new LinkedHashMap<>();
        for (int i = 0; i < decoderInputs.size(); i++) {
            embedding.put(decoderInputs.get(i), encoderOutputs.get(i));
        }
        PadPoint padPoint = fields.objectOrEmpty("prompts", "padPoint").choice("padPoint", export.padPoint());
        return new Promptable(export.layout(), names, embedding, padPoint);
    }

    private static List<String> names(JsonFields tensors, String field, List<String> usual) {
        List<String> names = tensors.has(field) ? tensors.texts(field) : usual;
        if (names.size() != usual.size() || Set.copyOf(names).size() != names.size()) {
            throw tensors.wrong(
                    field,
                    "must be " + usual.size() + " distinct names, of what is usually " + String.join(", ", usual));
        }
        return names;
    }

    private static PromptableExport export(JsonFields fields, Family family) {
        List<PromptableExport> exports = PromptableExport.of(family);
        if (!fields.has("contract")) {
            return exports.get(0);
        }
        String contract = fields.text("contract");
        return exports.stream()
                .filter(export -> export.contract().equals(contract))
                .findFirst()
                .orElseThrow(() -> fields.wrong(
                        "contract",
                        "must be one of "
                                + exports.stream()
                                        .map(PromptableExport::contract)
                                        .collect(Collectors.joining(", "))));
    }

    @Override
    public void check(ModelDescriptor descriptor, Role role, GraphCheck graph) {
        Promptable spec = (Promptable) descriptor.output();
        if (role != Role.DECODER) {
            graph.image(descriptor);
        }
        if (role == Role.ENCODER) {
            graph.requireOnly(List.of(inGraph(descriptor.image().input(), graph)));
            int place = 0;
            for (String output : spec.embedding().values()) {
                graph.output(output, GraphCheck.FLOATS, embeddingAxes(descriptor.family(), place++));
            }
            return;
        }
        List<String> inputs = new ArrayList<>();
        int place = 0;
        for (String input : spec.embedding().keySet()) {
            if (role == Role.DECODER) {
                graph.input(input, GraphCheck.FLOATS, embeddingAxes(descriptor.family(), place++));
            }
            inputs.add(inGraph(input, graph));
        }
        for (Map.Entry<PromptTensor, String> input : new EnumMap<>(spec.tensors()).entrySet()) {
            PromptTensor tensor = input.getKey();
            if (!OUTPUTS.contains(tensor)) {
                graph.input(input.getValue(), types(spec.layout(), tensor), axes(spec.layout(), tensor));
                inputs.add(inGraph(input.getValue(), graph));
            }
        }
        graph.requireOnly(inputs);
        graph.output(spec.name(PromptTensor.IOU), GraphCheck.FLOATS, axes(spec.layout(), PromptTensor.IOU));
        checkLogits(spec, graph);
    }

    /** The name of an input that the descriptor may name by its place. */
    private static String inGraph(String input, GraphCheck graph) {
        return graph.signature().input(input).map(TensorDeclaration::name).orElse(input);
    }

    /** Axes of what the decoder takes of the image; place in the order of the family. */
    private static String[] embeddingAxes(Family family, int place) {
        String[] map = {"1", "256", "64", "64"};
        return switch (family) {
            case SAM_HQ -> place == 0 ? map : new String[] {"4", "1", "64", "64", "C"};
            case SAM2, SAM2_HF ->
                switch (place) {
                    case 0 -> new String[] {"1", "32", "256", "256"};
                    case 1 -> new String[] {"1", "64", "128", "128"};
                    default -> map;
                };
            default -> map;
        };
    }

    private static Set<String> types(PromptLayout layout, PromptTensor tensor) {
        boolean whole = (layout == PromptLayout.NESTED && tensor == PromptTensor.LABELS)
                || (layout == PromptLayout.EFFICIENT && tensor == PromptTensor.SIZE);
        return whole ? INT64 : GraphCheck.FLOATS;
    }

    private static String[] axes(PromptLayout layout, PromptTensor tensor) {
        String axes = switch (layout) {
            case SAM, SAM2 ->
                switch (tensor) {
                    case POINTS -> "B P 2";
                    case LABELS -> "B P";
                    case MASK -> layout == PromptLayout.SAM ? "1 1 256 256" : "B 1 256 256";
                    case HAS_MASK -> "1";
                    case SIZE -> "2";
                    case BOXES -> "B 4";
                    case LOGITS -> "B M 256 256";
                    case IOU -> "B M";
                };
            case NESTED ->
                switch (tensor) {
                    case POINTS -> "1 B P 2";
                    case LABELS -> "1 B P";
                    case MASK -> "1 1 256 256";
                    case HAS_MASK -> "1";
                    case SIZE -> "2";
                    case BOXES -> "1 B 4";
                    case LOGITS -> "1 B M 256 256";
                    case IOU -> "1 B M";
                };
            case EFFICIENT ->
                switch (tensor) {
                    case POINTS -> "1 1 P 2";
                    case LABELS -> "1 1 P";
                    case MASK -> "1 1 256 256";
                    case HAS_MASK -> "1";
                    case SIZE -> "2";
                    case BOXES -> "1 1 4";
                    case LOGITS -> "1 1 M H W";
                    case IOU -> "1 1 M";
                };
        };
        return axes.split(" ");
    }

    private static void checkLogits(Promptable spec, GraphCheck graph) {
        String name = logits(spec, graph.signature());
        String[] axes = axes(spec.layout(), PromptTensor.LOGITS);
        // Low-resolution logits without the axes of image and query.
        boolean lowRes = spec.layout() == PromptLayout.EFFICIENT && !name.equals(spec.name(PromptTensor.LOGITS));
        graph.output(name, GraphCheck.FLOATS, lowRes ? new String[] {"1", "M", "256", "256"} : axes);
    }

    /**
     * Which output really has the low-resolution logits. Exports name fewer outputs than the graph has: official decoders with
     * extra metrics give the name to the stability score, EfficientSAM's leaves the logits without one. So the last output of
     * rank 4 that fits is taken where the named one has another rank; for EfficientSAM wherever there is one, since what it
     * names are masks of the image's size.
     */
    private static String logits(Promptable spec, ModelSignature graph) {
        String name = spec.name(PromptTensor.LOGITS);
        boolean named = spec.layout() != PromptLayout.EFFICIENT
                && graph.output(name).map(TensorDeclaration::rank).orElse(0)
                        == axes(spec.layout(), PromptTensor.LOGITS).length;
        if (named || spec.layout() == PromptLayout.NESTED) {
            return name;
        }
        return graph.outputs().stream()
                .filter(output -> output.rank() == 4 && output.fits(2, 256) && output.fits(3, 256))
                .map(TensorDeclaration::name)
                .reduce((first, second) -> second)
                .orElse(name);
    }

    @Override
    public GraphUse use(ModelDescriptor descriptor, Role role, ModelSignature graph) {
        Promptable spec = (Promptable) descriptor.output();
        if (role == Role.ENCODER) {
            return new GraphUse("", List.copyOf(spec.embedding().values()), false);
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put(spec.name(PromptTensor.LOGITS), logits(spec, graph));
        outputs.put(spec.name(PromptTensor.IOU), spec.name(PromptTensor.IOU));
        int batchAxis = switch (spec.layout()) {
            case SAM, SAM2 -> 0;
            case NESTED, EFFICIENT -> 1;
        };
        return new GraphUse(spec.name(PromptTensor.POINTS), batchAxis, outputs, false);
    }
}
