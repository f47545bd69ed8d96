package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;

import java.util.List;
import java.util.Map;

/** Semantic segmentation: one graph, one class map, in the forms in which such models are exported. */
final class SemanticModel {

    /** The usual normalisation of models trained on ImageNet, undone in the graph. */
    static final float[] MEAN = {0.485f, 0.456f, 0.406f};

    static final float[] STD = {0.229f, 0.224f, 0.225f};

    /** Input pixels per cell of a SegFormer's class map, along each axis. */
    static final int CELL = 4;

    static final int SEGFORMER_SIZE = 512;

    /** By how much a class must be ahead of the others to count, in parts of its lead over the background. */
    private static final double LEAD = 4;

    private SemanticModel() {}

    /** {@code image} [N, 3, H, W] to {@code logits} [N, 4, H, W], the background first. */
    static byte[] build(ColourNet net) {
        GraphBuilder graph = new GraphBuilder("roofs-semseg");
        String image = graph.input("image", "batch", 3, "height", "width");
        graph.output("logits", logits(graph, net, image), "batch", ColourNet.CLASSES.size(), "height", "width");
        return graph.model(Map.of());
    }

    /**
     * As SegFormer is exported from Hugging Face: {@code pixel_values} [N, 3, 512, 512] to {@code logits} [N, 4, 128, 128],
     * a quarter of the resolution. Trained with reduced labels: the data set counts 0 for what nobody labelled, 1 ground, 2
     * to 4 roofs; the channels are 1 to 4.
     */
    static byte[] segformer(ColourNet net) {
        GraphBuilder graph = new GraphBuilder("roofs-segformer");
        String image = graph.input("pixel_values", "batch", 3, SEGFORMER_SIZE, SEGFORMER_SIZE);
        String cells = graph.averageBlocks(logits(graph, net, image), CELL);
        int side = SEGFORMER_SIZE / CELL;
        graph.output("logits", cells, "batch", ColourNet.CLASSES.size(), side, side);
        return graph.model(Map.of());
    }

    /**
     * Classes that do not exclude each other: {@code image} [N, 3, H, W] to {@code probabilities} [N, 4, H, W], for any roof
     * and for each colour; sigmoid in the graph.
     */
    static byte[] multiLabel(ColourNet net) {
        GraphBuilder graph = new GraphBuilder("roofs-multilabel");
        String image = graph.input("image", "batch", 3, "height", "width");
        ColourNet.Scores scores = net.scores(graph, colours(graph, image));
        String behind = graph.node("Mul", scores.classes(), graph.scalar(LEAD));
        String logits = graph.concat(1, scores.roofness(), graph.node("Add", scores.roofness(), behind));
        graph.output(
                "probabilities", graph.node("Sigmoid", logits), "batch", ColourNet.CLASSES.size(), "height", "width");
        return graph.model(Map.of());
    }

    /**
     * As Mask2Former is exported from Hugging Face: {@code pixel_values} [N, 3, H, W] to {@code class_queries_logits} [N, 8,
     * 4 + 1] and {@code masks_queries_logits} [N, 8, H/4, W/4]. Two queries for each class, one for the left half of the
     * image and one for the right; each is its class with a probability of 0.9.
     */
    static byte[] mask2former(ColourNet net) {
        GraphBuilder graph = new GraphBuilder("roofs-mask2former");
        String image = graph.input("pixel_values", "batch", 3, "height", "width");
        String softmax = graph.node("Softmax", List.of(logits(graph, net, image)), attribute("axis", 1));
        String cells = graph.averageBlocks(softmax, CELL);
        String column = graph.node("Div", graph.ramp(cells, 3), graph.size(cells, 3));
        String right = graph.greater(column, graph.scalar(0.5));
        String left = graph.node("Sub", graph.scalar(1), right);
        String halves = graph.concat(1, graph.node("Mul", cells, left), graph.node("Mul", cells, right));
        String clipped = graph.node("Clip", halves, graph.scalar(1e-4), graph.scalar(1 - 1e-4));
        String odds = graph.node("Div", clipped, graph.node("Sub", graph.scalar(1), clipped));
        int classes = ColourNet.CLASSES.size();
        float[] queries = new float[2 * classes * (classes + 1)];
        for (int query = 0; query < 2 * classes; query++) {
            for (int index = 0; index <= classes; index++) {
                boolean own = index == query % classes;
                queries[query * (classes + 1) + index] = (float) Math.log(own ? 0.9 : 0.1 / classes);
            }
        }
        String items = graph.node("Gather", graph.node("Shape", cells), graph.longs(0));
        String shape =
                graph.node("Concat", List.of(items, graph.longs(2L * classes, classes + 1L)), attribute("axis", 0));
        String table = graph.floats(queries, 1, 2L * classes, classes + 1L);
        graph.output("class_queries_logits", graph.node("Expand", table, shape), "batch", 2 * classes, classes + 1);
        graph.output(
                "masks_queries_logits", graph.node("Log", odds), "batch", 2 * classes, "mask_height", "mask_width");
        return graph.model(Map.of());
    }

    private static String logits(GraphBuilder graph, ColourNet net, String image) {
        ColourNet.Scores scores = net.scores(graph, colours(graph, image));
        String background = graph.node("Mul", scores.roofness(), graph.scalar(0));
        String roofs = graph.node("Add", scores.roofness(), scores.classes());
        return graph.concat(1, background, roofs);
    }

    private static String colours(GraphBuilder graph, String image) {
        String scaled = graph.node("Mul", image, graph.floats(STD, 1, 3, 1, 1));
        return graph.node("Add", scaled, graph.floats(MEAN, 1, 3, 1, 1));
    }
}
