package org.gsprelabel.onnx;

import static org.gsprelabel.model.OutputSpec.PromptTensor.BOXES;
import static org.gsprelabel.model.OutputSpec.PromptTensor.HAS_MASK;
import static org.gsprelabel.model.OutputSpec.PromptTensor.IOU;
import static org.gsprelabel.model.OutputSpec.PromptTensor.LABELS;
import static org.gsprelabel.model.OutputSpec.PromptTensor.LOGITS;
import static org.gsprelabel.model.OutputSpec.PromptTensor.MASK;
import static org.gsprelabel.model.OutputSpec.PromptTensor.POINTS;
import static org.gsprelabel.model.OutputSpec.PromptTensor.SIZE;

import java.util.List;
import java.util.Map;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.OutputSpec.PadPoint;
import org.gsprelabel.model.OutputSpec.PromptLayout;
import org.gsprelabel.model.OutputSpec.PromptTensor;

/**
 * What an exporter of promptable models calls its tensors, and what it leaves to the caller.
 *
 * @param family that it exports
 * @param contract what descriptors call the exporter; the first of a family is what holds where they say nothing
 * @param split whether encoder and decoder are graphs of their own
 * @param image name of the image input
 * @param preprocessing what the caller does to the image
 * @param layout how prompts become tensors
 * @param padPoint who adds a padding point where there is no box
 * @param tensors names of the decoder's other inputs and of its outputs
 * @param decoderInputs what the decoder takes of the image, in the order of the family
 * @param encoderOutputs the same, as the encoder calls it
 */
record PromptableExport(
        Family family,
        String contract,
        boolean split,
        String image,
        Preprocessing preprocessing,
        PromptLayout layout,
        PadPoint padPoint,
        Map<PromptTensor, String> tensors,
        List<String> decoderInputs,
        List<String> encoderOutputs) {

    /** What the caller does to the image. */
    enum Preprocessing {
        /** Longest side to 1024, values 0 to 255; the graph normalises and pads. */
        RESIZED,
        /** Longest side to 1024, normalised, padded with what the mean colour becomes. */
        PADDED,
        /** Both sides to 1024, normalised. */
        STRETCHED,
        /** Nothing: any size, values 0 to 1. */
        NONE
    }

    private static final List<String> ONE_EMBEDDING = List.of("image_embeddings");
    private static final List<String> HQ_EMBEDDINGS = List.of("image_embeddings", "interm_embeddings");
    private static final List<String> HF_EMBEDDINGS = List.of("image_embeddings", "image_positional_embeddings");
    private static final List<String> SAM2_EMBEDDINGS = List.of("high_res_feats_0", "high_res_feats_1", "image_embed");
    private static final List<String> SAM2_HF_EMBEDDINGS =
            List.of("image_embeddings.0", "image_embeddings.1", "image_embeddings.2");

    /** As segment-anything's own exporter writes its decoder. */
    private static final Map<PromptTensor, String> OFFICIAL = Map.of(
            POINTS, "point_coords",
            LABELS, "point_labels",
            MASK, "mask_input",
            HAS_MASK, "has_mask_input",
            SIZE, "orig_im_size",
            LOGITS, "low_res_masks",
            IOU, "iou_predictions");

    private static final Map<PromptTensor, String> EDGE =
            Map.of(POINTS, "point_coords", LABELS, "point_labels", LOGITS, "masks", IOU, "scores");

    private static final Map<PromptTensor, String> EFFICIENT = Map.of(
            POINTS, "batched_point_coords",
            LABELS, "batched_point_labels",
            LOGITS, "output_masks",
            IOU, "iou_predictions");

    private static final Map<PromptTensor, String> EFFICIENT_SPLIT = Map.of(
            POINTS, "batched_point_coords",
            LABELS, "batched_point_labels",
            SIZE, "orig_im_size",
            LOGITS, "output_masks",
            IOU, "iou_predictions");

    private static final Map<PromptTensor, String> SAM2 = Map.of(
            POINTS, "point_coords",
            LABELS, "point_labels",
            MASK, "mask_input",
            HAS_MASK, "has_mask_input",
            LOGITS, "masks",
            IOU, "iou_predictions");

    private static final Map<PromptTensor, String> HF =
            Map.of(POINTS, "input_points", LABELS, "input_labels", LOGITS, "pred_masks", IOU, "iou_scores");

    private static final Map<PromptTensor, String> SAM2_HF = Map.of(
            POINTS, "input_points",
            LABELS, "input_labels",
            BOXES, "input_boxes",
            LOGITS, "pred_masks",
            IOU, "iou_scores");

    private static final List<PromptableExport> ALL = List.of(
            sam(Family.SAM1, "samexporter", Preprocessing.RESIZED, ONE_EMBEDDING),
            sam(Family.SAM1, "samexporter-plain", Preprocessing.PADDED, ONE_EMBEDDING),
            sam(Family.SAM_HQ, "samexporter", Preprocessing.RESIZED, HQ_EMBEDDINGS),
            sam(Family.SAM_HQ, "samexporter-plain", Preprocessing.PADDED, HQ_EMBEDDINGS),
            new PromptableExport(
                    Family.EDGESAM,
                    "edgesam",
                    true,
                    "image",
                    Preprocessing.PADDED,
                    PromptLayout.SAM,
                    PadPoint.NONE,
                    EDGE,
                    ONE_EMBEDDING,
                    ONE_EMBEDDING),
            new PromptableExport(
                    Family.EFFICIENTSAM,
                    "split",
                    true,
                    "batched_images",
                    Preprocessing.NONE,
                    PromptLayout.EFFICIENT,
                    PadPoint.GRAPH,
                    EFFICIENT_SPLIT,
                    ONE_EMBEDDING,
                    ONE_EMBEDDING),
            new PromptableExport(
                    Family.EFFICIENTSAM,
                    "one-shot",
                    false,
                    "batched_images",
                    Preprocessing.NONE,
                    PromptLayout.EFFICIENT,
                    PadPoint.GRAPH,
                    EFFICIENT,
                    List.of("batched_images"),
                    List.of("batched_images")),
            new PromptableExport(
                    Family.SAM_HF,
                    "optimum",
                    true,
                    "pixel_values",
                    Preprocessing.PADDED,
                    PromptLayout.NESTED,
                    PadPoint.GRAPH,
                    HF,
                    HF_EMBEDDINGS,
                    HF_EMBEDDINGS),
            new PromptableExport(
                    Family.SAM2,
                    "samexporter",
                    true,
                    "image",
                    Preprocessing.STRETCHED,
                    PromptLayout.SAM2,
                    PadPoint.GRAPH,
                    SAM2,
                    SAM2_EMBEDDINGS,
                    SAM2_EMBEDDINGS),
            new PromptableExport(
                    Family.SAM2_HF,
                    "huggingface",
                    true,
                    "pixel_values",
                    Preprocessing.STRETCHED,
                    PromptLayout.NESTED,
                    PadPoint.GRAPH,
                    SAM2_HF,
                    SAM2_HF_EMBEDDINGS,
                    SAM2_HF_EMBEDDINGS));

    PromptableExport {
        tensors = Map.copyOf(tensors);
        decoderInputs = List.copyOf(decoderInputs);
        encoderOutputs = List.copyOf(encoderOutputs);
    }

    /** The exporters of a family, the usual one first. */
    static List<PromptableExport> of(Family family) {
        return ALL.stream().filter(export -> export.family() == family).toList();
    }

    private static PromptableExport sam(
            Family family, String contract, Preprocessing preprocessing, List<String> embedding) {
        return new PromptableExport(
                family,
                contract,
                true,
                "input_image",
                preprocessing,
                PromptLayout.SAM,
                PadPoint.CALLER,
                OFFICIAL,
                embedding,
                embedding);
    }
}
