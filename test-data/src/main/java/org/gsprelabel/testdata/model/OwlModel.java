package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;
import static org.gsprelabel.testdata.model.GraphBuilder.attributes;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Map;

/**
 * Detectors with the inputs and outputs of OWL-ViT and OWLv2: a box for each patch of 16 x 16 pixels, and for each phrase how
 * well the box goes with it. Several patches report the same roof, none of them fails to report the one whose label lies in
 * it.
 */
final class OwlModel {

    private static final int PATCH = 16;
    private static final int TOKENS = 16;
    private static final double[] MEAN = {0.48145466, 0.4578275, 0.40821073};
    private static final double[] STD = {0.26862954, 0.26130258, 0.27577711};

    private OwlModel() {}

    /** OWL-ViT B/16: images of 768 x 768, any number of phrases. */
    static byte[] owlVit(ColourNet net) {
        return build("roofs-owlvit", net, 768, "text_batch_size");
    }

    /** OWLv2 B/16: images of 960 x 960, two phrases in one call. */
    static byte[] owlV2(ColourNet net) {
        return build("roofs-owlv2", net, 960, 2);
    }

    private static byte[] build(String name, ColourNet net, int size, Object phrases) {
        GraphBuilder graph = new GraphBuilder(name);
        int patches = size / PATCH;
        String ids = graph.input("input_ids", DataType.INT64, phrases, TOKENS);
        String image = graph.input("pixel_values", 1, 3, size, size);
        String attention = graph.toFloat(graph.input("attention_mask", DataType.INT64, phrases, TOKENS));

        String meant = meant(graph, ids, attention);
        String matches = WordMeanings.matches(graph, graph.node("Unsqueeze", meant, graph.longs(0)));
        Instances.Cells cells = Instances.find(graph, net, graph.denormalised(image, MEAN, STD));
        String flat = graph.node("Reshape", patches(graph, cells), graph.longs(0, 0, -1));
        String rows = graph.node("Transpose", List.of(flat), attributes("perm", 0, 2, 1));
        String scores = graph.slice(rows, 2, 4, 7, 1);

        String absent = graph.node("Equal", graph.slice(ids, 1, 0, 1, 1), graph.longs(0));
        String columns = graph.node("Reshape", absent, graph.longs(1, 1, -1));
        String logits = graph.node(
                "Where", columns, graph.scalar(-Float.MAX_VALUE), WordMeanings.logits(graph, scores, matches));
        graph.output("logits", logits, 1, patches * patches, phrases);
        graph.output(
                "pred_boxes", graph.centredParts(graph.slice(rows, 2, 0, 4, 1), 2, image), 1, patches * patches, 4);
        graph.output("text_embeds", graph.node("Unsqueeze", meant, graph.longs(0)), 1, phrases, WordMeanings.FEATURES);
        graph.output(
                "image_embeds",
                graph.node("Reshape", scores, graph.longs(1, patches, patches, 3)),
                1,
                patches,
                patches,
                3);
        return graph.model(Map.of());
    }

    /** What each phrase means, [Q, 5]; nothing without the token of the start, or where padding counts as text. */
    private static String meant(GraphBuilder graph, String ids, String attention) {
        String words = WordMeanings.ofClip().embed(graph, ids);
        String started = graph.toFloat(
                graph.node("Equal", graph.slice(ids, 1, 0, 1, 1), graph.longs(TokenizerFiles.CLIP_START)));
        String valid = graph.node("Mul", attention, started);
        String own = graph.node("Mul", words, graph.node("Unsqueeze", valid, graph.longs(2)));
        return graph.node("ReduceSum", List.of(own, graph.longs(1)), attribute("keepdims", 0));
    }

    /** Corners and scores [1, 7, P, P]: of the roof whose label lies in the patch, else of the one at its middle. */
    private static String patches(GraphBuilder graph, Instances.Cells cells) {
        int step = PATCH / Instances.CELL;
        String rows = graph.concat(1, cells.corners(), cells.scores());
        String named = graph.toFloat(graph.node("Equal", cells.labels(), cells.numbers()));
        String labelled = graph.maxBlocks(graph.node("Mul", rows, named), step);
        String hasLabel = graph.node("Greater", graph.maxBlocks(named, step), graph.scalar(0));
        String middle =
                graph.slice(graph.slice(rows, 2, step / 2, Long.MAX_VALUE, step), 3, step / 2, Long.MAX_VALUE, step);
        return graph.node("Where", hasLabel, labelled, middle);
    }
}
