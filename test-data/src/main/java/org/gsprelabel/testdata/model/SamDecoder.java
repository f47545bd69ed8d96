package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;
import static org.gsprelabel.testdata.model.GraphBuilder.attributes;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mask decoders with the inputs and outputs of Segment Anything and its family, for the embeddings of {@link SamEncoder}. What
 * a prompt means is said at {@link PromptAnswer}.
 */
final class SamDecoder {

    /** Predicted IoU of a sure object, and of the masks of the multi-mask set. */
    private static final float TOKEN = 0.95f;

    private static final float PART = 0.7f;
    private static final float OBJECT = 0.97f;
    private static final float WHOLE = 0.75f;

    private final GraphBuilder graph;

    private SamDecoder(String name) {
        this.graph = new GraphBuilder(name);
    }

    /** The official decoder: one prompt a call, four masks. */
    static byte[] sam() {
        return new SamDecoder("roofs-sam1-decoder").official(1, false);
    }

    /**
     * The official decoder exported again with any number of prompts and with the extra metrics: five outputs for three names,
     * so that the stability score is called {@code low_res_masks}, and the logits have the number of a value.
     */
    static byte[] samWithMetrics() {
        return new SamDecoder("roofs-mobilesam-decoder").official("num_prompts", true);
    }

    private byte[] official(Object prompts, boolean metrics) {
        String embedding = graph.input("image_embeddings", 1, RoofMaps.CHANNELS, RoofMaps.PLACES, RoofMaps.PLACES);
        PromptAnswer answer = new PromptAnswer(graph, maps(embedding));
        Answered answered = officialPrompts(answer, prompts);
        String logits = fourMasks(answered.masks());
        officialMasks(logits, answered.size(), prompts, 4);
        graph.output("iou_predictions", answer.iou(answered.masks(), TOKEN, PART, OBJECT, WHOLE), prompts, 4);
        if (metrics) {
            String above = areas(logits, 1);
            String stability = graph.node("Div", above, graph.node("Max", areas(logits, -1), graph.scalar(1)));
            graph.output("low_res_masks", stability, prompts, 4);
            graph.output("2931", areas(logits, 0), prompts, 4);
            graph.output("2809", logits, prompts, 4, RoofMaps.SIDE, RoofMaps.SIDE);
        } else {
            graph.output("low_res_masks", logits, prompts, 4, RoofMaps.SIDE, RoofMaps.SIDE);
        }
        return graph.model(Map.of());
    }

    /** SAM-HQ: covers from {@code interm_embeddings}, one mask. */
    static byte[] samHq() {
        SamDecoder decoder = new SamDecoder("roofs-sam-hq-decoder");
        GraphBuilder graph = decoder.graph;
        String embedding = graph.input("image_embeddings", 1, RoofMaps.CHANNELS, RoofMaps.PLACES, RoofMaps.PLACES);
        String early = graph.input("interm_embeddings", 4, 1, RoofMaps.PLACES, RoofMaps.PLACES, 768);
        String first = graph.node("Squeeze", graph.slice(early, 0, 0, 1, 1), graph.longs(0));
        String covers =
                graph.node("Transpose", List.of(graph.slice(first, 3, 0, 16, 1)), attributes("perm", 0, 3, 1, 2));
        PromptAnswer answer = new PromptAnswer(
                graph, decoder.positioned(RoofMaps.unpacked(graph, embedding, 0), RoofMaps.unfolded(graph, covers, 4)));
        Answered answered = decoder.officialPrompts(answer, 1);
        decoder.officialMasks(answered.masks().object(), answered.size(), 1, 1);
        graph.output("iou_predictions", answer.iou(answered.masks(), OBJECT), 1, 1);
        graph.output("low_res_masks", answered.masks().object(), 1, 1, RoofMaps.SIDE, RoofMaps.SIDE);
        return graph.model(Map.of());
    }

    /** EdgeSAM: scores before masks, and the masks are the logits. */
    static byte[] edgeSam() {
        SamDecoder decoder = new SamDecoder("roofs-edgesam-decoder");
        GraphBuilder graph = decoder.graph;
        String embedding = graph.input("image_embeddings", 1, RoofMaps.CHANNELS, RoofMaps.PLACES, RoofMaps.PLACES);
        PromptAnswer answer = new PromptAnswer(graph, decoder.maps(embedding));
        PromptAnswer.Points points = decoder.points(1);
        PromptAnswer.Boxes boxes = PromptAnswer.corners(graph, points);
        String inBox = answer.inside(boxes);
        PromptAnswer.Masks masks = answer.masks(points, inBox, boxes.there(), Optional.empty());
        graph.output("scores", answer.iou(masks, TOKEN, PART, OBJECT, WHOLE), 1, 4);
        graph.output("masks", decoder.fourMasks(masks), 1, 4, RoofMaps.SIDE, RoofMaps.SIDE);
        return graph.model(Map.of());
    }

    /** EfficientSAM in one graph: image and prompt in, masks of the image's size out, and the logits without a name. */
    static byte[] efficientSam(ColourNet net) {
        SamDecoder decoder = new SamDecoder("roofs-efficientsam");
        GraphBuilder graph = decoder.graph;
        String images = graph.input("batched_images", "batch", 3, "height", "width");
        String embedding = SamEncoder.efficient(graph, net, images);
        decoder.efficient(decoder.maps(embedding), graph.size(images, 2), graph.size(images, 3));
        return graph.model(Map.of());
    }

    /** EfficientSAM's decoder, which knows the image's size from an input. */
    static byte[] efficientSamSplit() {
        SamDecoder decoder = new SamDecoder("roofs-efficientsam-decoder");
        GraphBuilder graph = decoder.graph;
        String embedding =
                graph.input("image_embeddings", "batch", RoofMaps.CHANNELS, RoofMaps.PLACES, RoofMaps.PLACES);
        RoofMaps maps = decoder.maps(embedding);
        String size = graph.wholeInput("orig_im_size", 2);
        decoder.efficient(maps, graph.slice(size, 0, 0, 1, 1), graph.slice(size, 0, 1, 2, 1));
        return graph.model(Map.of());
    }

    /** The decoder of a Hugging Face SAM: prompts below images, whole numbers as labels, no boxes and no masks. */
    static byte[] samHf() {
        SamDecoder decoder = new SamDecoder("roofs-sam-hf-decoder");
        GraphBuilder graph = decoder.graph;
        String points = graph.input("input_points", "batch_size", "point_batch_size", "nb_points_per_image", 2);
        String labels = graph.wholeInput("input_labels", "batch_size", "point_batch_size", "nb_points_per_image");
        String embedding =
                graph.input("image_embeddings", "batch_size", RoofMaps.CHANNELS, RoofMaps.PLACES, RoofMaps.PLACES);
        String positions = graph.input(
                "image_positional_embeddings", "batch_size", RoofMaps.CHANNELS, RoofMaps.PLACES, RoofMaps.PLACES);
        RoofMaps maps = new RoofMaps(
                RoofMaps.unpacked(graph, embedding, 0),
                RoofMaps.unpacked(graph, embedding, 1),
                RoofMaps.unpacked(graph, positions, 0),
                RoofMaps.unpacked(graph, positions, 1));
        PromptAnswer answer = new PromptAnswer(graph, maps);
        PromptAnswer.Points prompts = decoder.points(decoder.ofOneImage(points), decoder.ofOneImage(labels));
        String none = graph.node("Mul", graph.sum(prompts.labels(), 1), graph.scalar(0));
        String nowhere = graph.node("Add", none, graph.zeros(graph.longs(1, RoofMaps.SIDE * RoofMaps.SIDE)));
        PromptAnswer.Masks masks = answer.masks(prompts, nowhere, none, Optional.empty());
        decoder.nestedOutputs(answer, masks);
        return graph.model(Map.of());
    }

    /** SAM 2 by samexporter: any number of prompts, three masks. */
    static byte[] sam2() {
        SamDecoder decoder = new SamDecoder("roofs-sam2-decoder");
        GraphBuilder graph = decoder.graph;
        RoofMaps maps = decoder.sam2Maps(1, "image_embed", "high_res_feats_0", "high_res_feats_1");
        PromptAnswer answer = new PromptAnswer(graph, maps);
        PromptAnswer.Points points = decoder.points("num_labels");
        String mask = graph.input("mask_input", "num_labels", 1, RoofMaps.SIDE, RoofMaps.SIDE);
        String hasMask = graph.input("has_mask_input", "num_labels");
        PromptAnswer.Boxes boxes = PromptAnswer.corners(graph, points);
        String inBox = answer.inside(boxes);
        PromptAnswer.Masks masks =
                answer.masks(points, inBox, boxes.there(), Optional.of(answer.inside(mask, hasMask)));
        graph.output("masks", decoder.threeMasks(masks), "num_labels", 3, RoofMaps.SIDE, RoofMaps.SIDE);
        graph.output("iou_predictions", answer.iou(masks, PART, OBJECT, WHOLE), "num_labels", 3);
        return graph.model(Map.of());
    }

    /** SAM 2 of Hugging Face: boxes in an input of their own; what there is not has length zero. */
    static byte[] sam2Hf() {
        SamDecoder decoder = new SamDecoder("roofs-sam2-hf-decoder");
        GraphBuilder graph = decoder.graph;
        String points = graph.input("input_points", "batch_size", "num_points_batch", "num_points", 2);
        String labels = graph.wholeInput("input_labels", "batch_size", "num_boxes_or_points", "num_points");
        String boxes = graph.input("input_boxes", "batch_size", "num_boxes", 4);
        RoofMaps maps =
                decoder.sam2Maps("batch_size", "image_embeddings.2", "image_embeddings.0", "image_embeddings.1");
        PromptAnswer answer = new PromptAnswer(graph, maps);
        PromptAnswer.Points prompts = decoder.padded(decoder.ofOneImage(points), decoder.ofOneImage(labels));
        PromptAnswer.Boxes edges = decoder.boxes(decoder.ofOneImage(boxes), prompts.labels());
        String inBox = answer.inside(edges);
        PromptAnswer.Masks masks = answer.masks(prompts, inBox, edges.there(), Optional.empty());
        decoder.nestedOutputs(answer, masks);
        String presence = graph.node("Sub", masks.confidence(), graph.scalar(0.5));
        graph.output(
                "object_score_logits",
                graph.node("Unsqueeze", graph.node("Mul", presence, graph.scalar(20)), graph.longs(0)),
                "batch_size",
                "num_prompts",
                1);
        return graph.model(Map.of());
    }

    /** What the official prompts ask for, and the size that masks are to have. */
    private record Answered(PromptAnswer.Masks masks, String size) {}

    private Answered officialPrompts(PromptAnswer answer, Object prompts) {
        PromptAnswer.Points points = points(prompts);
        String mask = graph.input("mask_input", 1, 1, RoofMaps.SIDE, RoofMaps.SIDE);
        String hasMask = graph.input("has_mask_input", 1);
        String size = graph.input("orig_im_size", 2);
        PromptAnswer.Boxes boxes = PromptAnswer.corners(graph, points);
        String inBox = answer.inside(boxes);
        String noBox = graph.node("Mul", inBox, graph.scalar(0));
        String inMask = graph.node("Add", answer.inside(mask, hasMask), noBox);
        return new Answered(answer.masks(points, inBox, boxes.there(), Optional.of(inMask)), size);
    }

    /** {@code point_coords} [B, P, 2] and {@code point_labels} [B, P]. */
    private PromptAnswer.Points points(Object prompts) {
        String coordinates = graph.input("point_coords", prompts, "num_points", 2);
        return points(coordinates, graph.input("point_labels", prompts, "num_points"));
    }

    private PromptAnswer.Points points(String coordinates, String labels) {
        return new PromptAnswer.Points(axis(coordinates, 0), axis(coordinates, 1), labels);
    }

    /** One of the coordinates of [B, P, 2]. */
    private String axis(String coordinates, int axis) {
        return graph.node("Squeeze", graph.slice(coordinates, 2, axis, axis + 1, 1), graph.longs(2));
    }

    /** Without the axis of images. */
    private String ofOneImage(String value) {
        return graph.node("Squeeze", value, graph.longs(0));
    }

    /** With one padding point for each prompt, so that there is a point even where none was given. */
    private PromptAnswer.Points padded(String points, String labels) {
        String prompts = graph.sizes(labels, 0, 1);
        String padding = graph.node("Sub", graph.zeros(graph.concat(0, prompts, graph.longs(1))), graph.scalar(1));
        String all = graph.concat(1, labels, padding);
        String corner = graph.zeros(graph.concat(0, graph.sizes(points, 0, 1), graph.longs(1, 2)));
        PromptAnswer.Points padded = points(graph.concat(1, points, corner), all);
        String none = graph.node("Mul", all, graph.scalar(0));
        return new PromptAnswer.Points(
                graph.node("Add", padded.x(), none), graph.node("Add", padded.y(), none), padded.labels());
    }

    /** Boxes [B, 4], or [0, 4] where there are none. */
    private PromptAnswer.Boxes boxes(String given, String labels) {
        String missing = graph.node("Sub", graph.sizes(labels, 0, 1), graph.sizes(given, 0, 1));
        String all = graph.concat(0, given, graph.zeros(graph.concat(0, missing, graph.longs(4))));
        List<String> edges = List.of(
                graph.slice(all, 1, 0, 1, 1),
                graph.slice(all, 1, 1, 2, 1),
                graph.slice(all, 1, 2, 3, 1),
                graph.slice(all, 1, 3, 4, 1));
        return new PromptAnswer.Boxes(edges, graph.greater(edges.get(2), edges.get(0)));
    }

    private void efficient(RoofMaps maps, String height, String width) {
        String coordinates = graph.input("batched_point_coords", 1, 1, "num_points", 2);
        String labels = graph.input("batched_point_labels", 1, 1, "num_points");
        int most = 6;
        PromptAnswer.Points points = points(
                graph.slice(ofOneImage(coordinates), 1, 0, most, 1), graph.slice(ofOneImage(labels), 1, 0, most, 1));
        String image = graph.scalar(RoofMaps.IMAGE);
        // no label means a background point
        String known = graph.node("Sub", points.labels(), PromptAnswer.is(graph, points.labels(), 0));
        PromptAnswer.Points inImage = new PromptAnswer.Points(
                graph.node("Div", graph.node("Mul", points.x(), image), width),
                graph.node("Div", graph.node("Mul", points.y(), image), height),
                known);
        PromptAnswer answer = new PromptAnswer(graph, maps);
        PromptAnswer.Boxes boxes = PromptAnswer.corners(graph, inImage);
        String inBox = answer.inside(boxes);
        PromptAnswer.Masks masks = answer.masks(inImage, inBox, boxes.there(), Optional.empty());
        String logits = threeMasks(masks);
        String one = graph.longs(1);
        String size =
                graph.toWhole(graph.concat(0, graph.node("Reshape", height, one), graph.node("Reshape", width, one)));
        String resized = resized(logits, size);
        graph.output("output_masks", graph.node("Unsqueeze", resized, graph.longs(0)), 1, 1, 3, "height", "width");
        String iou = graph.node("Unsqueeze", answer.iou(masks, PART, OBJECT, WHOLE), graph.longs(0));
        graph.output("iou_predictions", iou, 1, 1, 3);
        graph.output("3157", logits, 1, 3, RoofMaps.SIDE, RoofMaps.SIDE);
    }

    private void nestedOutputs(PromptAnswer answer, PromptAnswer.Masks masks) {
        String iou = graph.node("Unsqueeze", answer.iou(masks, PART, OBJECT, WHOLE), graph.longs(0));
        graph.output("iou_scores", iou, "batch_size", "num_prompts", 3);
        String logits = graph.node("Unsqueeze", threeMasks(masks), graph.longs(0));
        graph.output("pred_masks", logits, "batch_size", "num_prompts", 3, RoofMaps.SIDE, RoofMaps.SIDE);
    }

    /**
     * {@code masks} [B, M, H, W] of the size wanted: the padding is cut off the logits, which are then resized in one step. The
     * official decoder resizes to 1024 x 1024 before it cuts, which takes longer than all the rest.
     */
    private void officialMasks(String logits, String size, Object prompts, int count) {
        String longest = graph.node("ReduceMax", List.of(size), attribute("keepdims", 0));
        String cells = graph.node("Mul", graph.node("Div", size, longest), graph.scalar(RoofMaps.SIDE));
        String ends = graph.toWhole(graph.node("Ceil", cells));
        String cut = graph.node("Slice", logits, graph.longs(0, 0), ends, graph.longs(2, 3));
        graph.output("masks", resized(cut, graph.toWhole(size)), prompts, count, "height", "width");
    }

    /** @param size height and width, a list of whole numbers */
    private String resized(String logits, String size) {
        String sizes = graph.concat(0, graph.sizes(logits, 0, 2), size);
        return graph.node("Resize", List.of(logits, "", "", sizes), attribute("mode", "linear"));
    }

    /** The number of cells above a threshold, [B, M]. */
    private String areas(String logits, double threshold) {
        String above = graph.greater(logits, graph.scalar(threshold));
        return graph.node("ReduceSum", List.of(above, graph.longs(2, 3)), attribute("keepdims", 0));
    }

    private String fourMasks(PromptAnswer.Masks masks) {
        return graph.concat(1, masks.object(), masks.part(), masks.object(), masks.whole());
    }

    private String threeMasks(PromptAnswer.Masks masks) {
        return graph.concat(1, masks.part(), masks.object(), masks.whole());
    }

    /** The maps of an embedding that has labels and covers. */
    private RoofMaps maps(String embedding) {
        return positioned(RoofMaps.unpacked(graph, embedding, 0), RoofMaps.unpacked(graph, embedding, 1));
    }

    private RoofMaps positioned(String labels, String cover) {
        String nothing = graph.node("Mul", cover, graph.scalar(0));
        return new RoofMaps(
                labels,
                cover,
                graph.node("Add", nothing, RoofMaps.middles(graph, cover, 3)),
                graph.node("Add", nothing, RoofMaps.middles(graph, cover, 2)));
    }

    private RoofMaps sam2Maps(Object items, String positions, String covers, String labels) {
        String third = graph.input(positions, items, RoofMaps.CHANNELS, RoofMaps.PLACES, RoofMaps.PLACES);
        String first = graph.input(covers, items, 32, RoofMaps.SIDE, RoofMaps.SIDE);
        String second = graph.input(labels, items, 64, RoofMaps.SIDE / 2, RoofMaps.SIDE / 2);
        return new RoofMaps(
                RoofMaps.unfolded(graph, graph.slice(second, 1, 0, 4, 1), 2),
                graph.slice(first, 1, 0, 1, 1),
                RoofMaps.unpacked(graph, third, 0),
                RoofMaps.unpacked(graph, third, 1));
    }
}
