package org.gsprelabel.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Antialias;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Interpolation;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.TextInput;

/** The known exporters of open-vocabulary models, by the names that descriptors have for them; the first is the usual one. */
final class OpenVocabularyExport {

    /** [CLS], [SEP], period, question mark. */
    static final Set<Long> BERT_DELIMITERS = Set.of(101L, 102L, 1012L, 1029L);

    /** [UNK]. */
    static final long BERT_UNKNOWN = 100;

    private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> IMAGENET_STD = List.of(0.229, 0.224, 0.225);
    private static final List<Double> CLIP_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
    private static final List<Double> CLIP_STD = List.of(0.26862954, 0.26130258, 0.27577711);

    private OpenVocabularyExport() {}

    /**
     * An exporter.
     *
     * @param usual what holds where a descriptor says nothing
     * @param inputs beside the image
     * @param logits name of the output
     * @param boxes name of the output
     */
    record Export(Usual usual, Map<String, TextInput> inputs, String logits, String boxes) {
        Export {
            inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        }
    }

    static Map<String, Export> of(Family family) {
        return switch (family) {
            case GROUNDING_DINO -> groundingDino();
            case OWLVIT -> Map.of("hf", owl(768, Resize.STRETCH, Interpolation.BICUBIC, Antialias.SUPPORT));
            case OWLV2 -> Map.of("hf", owl(960, Resize.SQUARE_PAD, Interpolation.BILINEAR, Antialias.GAUSSIAN));
            default -> throw new IllegalArgumentException(family.id() + " takes no text");
        };
    }

    /**
     * Grounding DINO: Hugging Face (mask and positions in the graph); the exporters of the community, with the sub-sentence mask
     * as {@code text_token_mask}; NVIDIA TAO; a fork that keeps the names of the original's forward function.
     */
    private static Map<String, Export> groundingDino() {
        Map<String, TextInput> inGraph = new LinkedHashMap<>();
        inGraph.put("input_ids", TextInput.IDS);
        inGraph.put("token_type_ids", TextInput.TYPES);
        inGraph.put("attention_mask", TextInput.ATTENTION);
        inGraph.put("pixel_mask", TextInput.PIXELS);

        Map<String, TextInput> fed = new LinkedHashMap<>();
        fed.put("input_ids", TextInput.IDS);
        fed.put("attention_mask", TextInput.ATTENTION);
        fed.put("position_ids", TextInput.POSITIONS);
        fed.put("token_type_ids", TextInput.TYPES);
        fed.put("text_token_mask", TextInput.ATTENTION_OR_SUB_SENTENCES);

        Map<String, TextInput> fork = new LinkedHashMap<>();
        fork.put("input_ids", TextInput.IDS);
        fork.put("token_type_ids", TextInput.TYPES);
        fork.put("text_token_mask", TextInput.ATTENTION_OR_SUB_SENTENCES);
        fork.put("text_self_attention_masks", TextInput.SUB_SENTENCES);
        fork.put("position_ids", TextInput.POSITIONS);

        Map<String, Export> exports = new LinkedHashMap<>();
        exports.put("hf", new Export(dino("pixel_values"), inGraph, "logits", "pred_boxes"));
        exports.put("community", new Export(dino("img"), fed, "logits", "boxes"));
        exports.put("tao", new Export(dino("inputs"), fed, "pred_logits", "pred_boxes"));
        exports.put("fork", new Export(dino("samples"), fork, "logits", "boxes"));
        return exports;
    }

    private static Usual dino(String input) {
        return new Usual(
                input,
                1,
                IMAGENET_MEAN,
                IMAGENET_STD,
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
                new Defaults(0.3, 0.7, 300));
    }

    private static Export owl(int size, Resize resize, Interpolation interpolation, Antialias antialias) {
        Map<String, TextInput> inputs = new LinkedHashMap<>();
        inputs.put("input_ids", TextInput.IDS);
        inputs.put("attention_mask", TextInput.ATTENTION);
        Usual usual = new Usual(
                "pixel_values",
                1,
                CLIP_MEAN,
                CLIP_STD,
                new GeometrySpec(size, 0, 1, resize, interpolation, antialias, 0, false, false, Edge.REFLECT),
                new Defaults(0.1, 0.7, 300));
        return new Export(usual, inputs, "logits", "pred_boxes");
    }
}
