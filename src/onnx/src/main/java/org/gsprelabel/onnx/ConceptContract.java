package org.gsprelabel.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gsprelabel.model.Concepts;
import org.gsprelabel.model.Concepts.ConceptTensor;
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
import org.gsprelabel.model.Role;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;

/**
 * Segment Anything 3, asked with text, as samexporter writes it: an image encoder that takes one image of 8 bits and normalises
 * it itself, a text encoder, and a decoder that answers one phrase with scores and masks. Simplified decoders lack inputs that
 * they have no use for, and an encoder may lack outputs that no decoder needs to take.
 */
final class ConceptContract implements Contract {

    private static final String SAMEXPORTER = "samexporter";
    private static final int SIZE = 1008;
    private static final int TOKENS = 32;
    private static final Set<String> INT64 = Set.of("int64");
    private static final Set<String> BOOL = Set.of("bool");
    private static final Set<String> IMAGES = Set.of("uint8");
    private static final String TOKEN_INPUT = "tokens";
    private static final ModelSignature NOTHING = new ModelSignature(List.of(), List.of());

    /** What the decoder takes beside image and text. */
    private static final Set<ConceptTensor> PROMPTS =
            EnumSet.complementOf(EnumSet.of(ConceptTensor.SCORES, ConceptTensor.MASKS));

    /** A tensor that one graph hands to the decoder; a decoder may lack it where it is optional. */
    private record Handed(String output, Set<String> types, boolean optional, List<String> axes) {}

    /** What the decoder takes of the image, by the names of its inputs, which are those of the encoder's outputs. */
    private static Map<String, Handed> ofImage() {
        Map<String, Handed> maps = new LinkedHashMap<>();
        String[] sides = {"288", "144", "72"};
        for (int level = 0; level < sides.length; level++) {
            String name = "vision_pos_enc_" + level;
            maps.put(name, new Handed(name, GraphCheck.FLOATS, level < 2, map(sides[level])));
        }
        for (int level = 0; level < sides.length; level++) {
            String name = "backbone_fpn_" + level;
            maps.put(name, new Handed(name, GraphCheck.FLOATS, false, map(sides[level])));
        }
        return maps;
    }

    private static List<String> map(String side) {
        return List.of("1", "256", side, side);
    }

    /** What the decoder takes of the text, by the names of its inputs; the mask is true at padding. */
    private static Map<String, Handed> ofText(String length) {
        Map<String, Handed> texts = new LinkedHashMap<>();
        texts.put("language_mask", new Handed("text_attention_mask", BOOL, false, List.of("1", length)));
        texts.put(
                "language_features", new Handed("text_memory", GraphCheck.FLOATS, false, List.of(length, "1", "256")));
        texts.put("language_embeds", new Handed("text_embeds", GraphCheck.FLOATS, true, List.of(length, "1", "1024")));
        return texts;
    }

    private static Map<ConceptTensor, String> tensors() {
        Map<ConceptTensor, String> tensors = new EnumMap<>(ConceptTensor.class);
        tensors.put(ConceptTensor.HEIGHT, "original_height");
        tensors.put(ConceptTensor.WIDTH, "original_width");
        tensors.put(ConceptTensor.BOXES, "box_coords");
        tensors.put(ConceptTensor.BOX_LABELS, "box_labels");
        tensors.put(ConceptTensor.BOX_PADDING, "box_masks");
        tensors.put(ConceptTensor.SCORES, "scores");
        tensors.put(ConceptTensor.MASKS, "masks");
        return tensors;
    }

    @Override
    public Set<Role> roles(JsonFields fields, Family family) {
        return EnumSet.of(Role.ENCODER, Role.DECODER, Role.TEXT_ENCODER);
    }

    @Override
    public Set<String> fields() {
        return Set.of("contract", "output", "text");
    }

    @Override
    public boolean takesText() {
        return true;
    }

    /** Values from 0 to 255, stretched as the reference's processor does it. */
    @Override
    public Usual usual(JsonFields fields, Family family) {
        if (!fields.text("contract", SAMEXPORTER).equals(SAMEXPORTER)) {
            throw fields.wrong("contract", "must be one of " + SAMEXPORTER);
        }
        return new Usual(
                "image",
                255,
                List.of(0.0),
                List.of(1.0),
                Layout.CHW,
                new GeometrySpec(
                        SIZE,
                        0,
                        1,
                        Resize.STRETCH,
                        Interpolation.BILINEAR,
                        Antialias.SUPPORT,
                        0,
                        false,
                        false,
                        Edge.REFLECT),
                new Defaults(0.5, 0.7, 300));
    }

    @Override
    public OutputSpec output(JsonFields fields, Family family, List<String> classes) {
        JsonFields text = fields.objectOrEmpty("text", "maxLength", "template");
        TextSpec.Queries queries = new TextSpec.Queries(
                Map.of(TOKEN_INPUT, TextInput.IDS),
                text.integer("maxLength").orElse(TOKENS),
                text.text("template", TextSpec.Queries.PLACE));
        double threshold = fields.objectOrEmpty("output", "thresholdInGraph")
                .number("thresholdInGraph")
                .orElse(0.5);
        return new Concepts(names(ofImage()), names(ofText("")), queries, tensors(), threshold);
    }

    private static Map<String, String> names(Map<String, Handed> handed) {
        Map<String, String> names = new LinkedHashMap<>();
        handed.forEach((input, tensor) -> names.put(input, tensor.output()));
        return names;
    }

    @Override
    public void check(ModelDescriptor descriptor, Role role, GraphCheck graph) {
        Concepts spec = (Concepts) descriptor.output();
        String length = Integer.toString(spec.text().maxLength());
        switch (role) {
            case ENCODER -> {
                graph.image(descriptor, IMAGES);
                graph.requireOnly(List.of(descriptor.image().input()));
                checkOutputs(graph, ofImage().values());
            }
            case TEXT_ENCODER -> {
                graph.input(TOKEN_INPUT, INT64, "1", length);
                graph.requireOnly(List.of(TOKEN_INPUT));
                checkOutputs(graph, ofText(length).values());
            }
            default -> checkDecoder(graph, spec, length);
        }
    }

    private static void checkOutputs(GraphCheck graph, Collection<Handed> handed) {
        for (Handed tensor : handed) {
            if (!tensor.optional() || graph.signature().output(tensor.output()).isPresent()) {
                graph.output(tensor.output(), tensor.types(), tensor.axes().toArray(String[]::new));
            }
        }
    }

    private static void checkDecoder(GraphCheck graph, Concepts spec, String length) {
        String[] scalar = {};
        graph.input(spec.name(ConceptTensor.HEIGHT), INT64, scalar);
        graph.input(spec.name(ConceptTensor.WIDTH), INT64, scalar);
        Map<String, Handed> handed = new LinkedHashMap<>(ofImage());
        handed.putAll(ofText(length));
        handed.forEach((input, tensor) -> {
            if (!tensor.optional() || graph.signature().input(input).isPresent()) {
                graph.input(input, tensor.types(), tensor.axes().toArray(String[]::new));
            }
        });
        graph.input(spec.name(ConceptTensor.BOXES), GraphCheck.FLOATS, "P", "1", "4");
        graph.input(spec.name(ConceptTensor.BOX_LABELS), INT64, "P", "1");
        graph.input(spec.name(ConceptTensor.BOX_PADDING), BOOL, "1", "P");
        List<String> allowed = new ArrayList<>(handed.keySet());
        PROMPTS.forEach(tensor -> allowed.add(spec.name(tensor)));
        graph.requireOnly(allowed);
        graph.output(spec.name(ConceptTensor.SCORES), GraphCheck.FLOATS, "K");
        graph.output(spec.name(ConceptTensor.MASKS), BOOL, "K", "1", "H", "W");
    }

    /** Shapes need no look: {@link #check} has held both sides against the same. */
    @Override
    public void checkTogether(ModelDescriptor descriptor, Map<Role, ModelSignature> graphs) {
        Concepts spec = (Concepts) descriptor.output();
        requireGiven(descriptor, graphs, spec.image(), Role.ENCODER);
        requireGiven(descriptor, graphs, spec.language(), Role.TEXT_ENCODER);
    }

    private static void requireGiven(
            ModelDescriptor descriptor, Map<Role, ModelSignature> graphs, Map<String, String> handed, Role giver) {
        ModelSignature takes = graphs.getOrDefault(Role.DECODER, NOTHING);
        ModelSignature gives = graphs.getOrDefault(giver, NOTHING);
        handed.forEach((input, output) -> {
            if (takes.input(input).isPresent() && gives.output(output).isEmpty()) {
                throw Problems.of(
                        descriptor.id(),
                        "graph '" + Role.DECODER.id() + "' takes '" + input + "', so graph '" + giver.id()
                                + "' must have the output '" + output + "', found "
                                + ModelSignature.text(gives.outputs()) + "; take graphs of one export");
            }
        });
    }

    @Override
    public GraphUse use(ModelDescriptor descriptor, Role role, ModelSignature graph) {
        Concepts spec = (Concepts) descriptor.output();
        List<String> outputs = switch (role) {
            case ENCODER -> List.copyOf(spec.image().values());
            case TEXT_ENCODER -> List.copyOf(spec.language().values());
            default -> List.of(spec.name(ConceptTensor.SCORES), spec.name(ConceptTensor.MASKS));
        };
        return new GraphUse(
                "",
                outputs.stream().filter(name -> graph.output(name).isPresent()).toList(),
                false);
    }
}
