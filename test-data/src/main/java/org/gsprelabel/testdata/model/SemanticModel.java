package org.gsprelabel.testdata.model;

import java.util.Map;

/** A semantic segmentation model: {@code image} [N, 3, H, W] to {@code logits} [N, 4, H, W], the background first. */
final class SemanticModel {

    /** The usual normalisation of models trained on ImageNet, undone in the graph. */
    static final float[] MEAN = {0.485f, 0.456f, 0.406f};

    static final float[] STD = {0.229f, 0.224f, 0.225f};

    private SemanticModel() {}

    static byte[] build(ColourNet net) {
        GraphBuilder graph = new GraphBuilder("roofs-semseg");
        String image = graph.input("image", "batch", 3, "height", "width");
        String scaled = graph.node("Mul", image, graph.floats(STD, 1, 3, 1, 1));
        String colours = graph.node("Add", scaled, graph.floats(MEAN, 1, 3, 1, 1));
        ColourNet.Scores scores = net.scores(graph, colours);
        String background = graph.node("Mul", scores.roofness(), graph.scalar(0));
        String roofs = graph.node("Add", scores.roofness(), scores.classes());
        graph.output(
                "logits", graph.concat(1, background, roofs), "batch", ColourNet.CLASSES.size(), "height", "width");
        return graph.model(Map.of());
    }
}
