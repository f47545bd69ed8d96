package org.gsprelabel.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.Role;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;
import org.gsprelabel.onnx.OpenVocabularyExport.Export;

/**
 * Models that are asked with text, and tell how well each box goes with it: Grounding DINO, OWL-ViT, OWLv2. One graph, and a
 * tokenizer. Exporters name the inputs differently and compute more or less of the text side in the graph, see {@link
 * OpenVocabularyExport}.
 */
final class OpenVocabularyContract implements Contract {

    private static final Set<String> NUMBERS = Set.of("int64", "int32");
    private static final Set<String> MASKS = Set.of("bool", "int64", "int32", "uint8", "float32", "float16");

    @Override
    public boolean takesText() {
        return true;
    }

    @Override
    public Set<String> fields() {
        return Set.of("output", "contract", "text");
    }

    @Override
    public Usual usual(JsonFields fields, Family family) {
        return export(fields, family).usual();
    }

    @Override
    public OutputSpec output(JsonFields fields, Family family, List<String> classes) {
        Export export = export(fields, family);
        requireResize(fields, family);
        JsonFields output = fields.objectOrEmpty("output", "logits", "boxes");
        return new OutputSpec.Phrases(
                output.text("logits", export.logits()),
                output.text("boxes", export.boxes()),
                family == Family.GROUNDING_DINO ? caption(fields, export) : queries(fields, export));
    }

    /** Boxes are parts of the image that a mask of pixels tells from its padding, which these models want right and below. */
    private static void requireResize(JsonFields fields, Family family) {
        if (fields.has("geometry")
                && fields.required("geometry").path("resize").asString("").equals("letterbox")) {
            throw Problems.of(
                    fields.text("id"),
                    "field geometry.resize must not be letterbox for the family " + family.id() + ", got 'letterbox'");
        }
    }

    private static TextSpec caption(JsonFields fields, Export export) {
        JsonFields text = fields.objectOrEmpty("text", "maxLength", "length", "periodPosition");
        return new TextSpec.Caption(
                export.inputs(),
                text.integer("maxLength").orElse(256),
                text.integer("length"),
                text.choice("periodPosition", PeriodPosition.COUNTED) == PeriodPosition.ZERO,
                OpenVocabularyExport.BERT_DELIMITERS,
                OpenVocabularyExport.BERT_UNKNOWN);
    }

    private static TextSpec queries(JsonFields fields, Export export) {
        JsonFields text = fields.objectOrEmpty("text", "maxLength", "template");
        return new TextSpec.Queries(
                export.inputs(), text.integer("maxLength").orElse(16), text.text("template", TextSpec.Queries.PLACE));
    }

    /** Where a period stands in its phrase. */
    private enum PeriodPosition {
        COUNTED,
        ZERO
    }

    private static Export export(JsonFields fields, Family family) {
        Map<String, Export> exports = OpenVocabularyExport.of(family);
        String name = fields.text("contract", exports.keySet().iterator().next());
        Export export = exports.get(name);
        if (export == null) {
            throw fields.wrong("contract", "must be one of " + String.join(", ", exports.keySet()));
        }
        return export;
    }

    @Override
    public void check(ModelDescriptor descriptor, Role role, GraphCheck graph) {
        OutputSpec.Phrases phrases = (OutputSpec.Phrases) descriptor.output();
        graph.image(descriptor);
        Map<String, TextInput> known = phrases.text().inputs();
        known.forEach((name, kind) -> checkInput(graph, phrases.text(), name, kind));
        List<String> allowed = new ArrayList<>(known.keySet());
        allowed.add(descriptor.image().input());
        graph.requireOnly(allowed);
        if (phrases.text() instanceof TextSpec.Queries) {
            graph.input(descriptor.image().input(), GraphCheck.FLOATS, "1", "C", "H", "W");
            graph.output(phrases.logits(), GraphCheck.FLOATS, "1", "patches", "phrases");
            graph.output(phrases.boxes(), GraphCheck.FLOATS, "1", "patches", "4");
        } else {
            graph.output(phrases.logits(), GraphCheck.FLOATS, "N", "queries", "tokens");
            graph.output(phrases.boxes(), GraphCheck.FLOATS, "N", "queries", "4");
        }
    }

    /** Exporters leave out what their graph computes itself or does not look at; token ids there must be. */
    private static void checkInput(GraphCheck graph, TextSpec text, String name, TextInput kind) {
        if (kind != TextInput.IDS && graph.signature().input(name).isEmpty()) {
            return;
        }
        String length = text instanceof TextSpec.Queries ? Integer.toString(text.maxLength()) : "L";
        switch (kind) {
            case IDS, TYPES, POSITIONS -> graph.input(name, NUMBERS, "N", length);
            case ATTENTION -> graph.input(name, MASKS, "N", length);
            case SUB_SENTENCES -> graph.input(name, MASKS, "N", "L", "L");
            case PIXELS -> graph.input(name, MASKS, "N", "H", "W");
            case ATTENTION_OR_SUB_SENTENCES -> {
                TensorDeclaration mask = graph.input(name, MASKS);
                if (mask.rank() != 2 && mask.rank() != 3) {
                    throw graph.problem("input '" + name + "' must be [N, L] or [N, L, L], found " + mask.shapeText());
                }
            }
        }
    }

    @Override
    public GraphUse use(ModelDescriptor descriptor, Role role, ModelSignature graph) {
        OutputSpec.Phrases phrases = (OutputSpec.Phrases) descriptor.output();
        return GraphUse.ofImages(descriptor.image(), List.of(phrases.logits(), phrases.boxes()));
    }
}
