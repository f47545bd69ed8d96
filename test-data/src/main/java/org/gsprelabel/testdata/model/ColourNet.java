package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;

import java.util.List;

/**
 * Tells roofs by colour. A 3 x 3 convolution gives each pixel its own colour and a local mean, two 1 x 1 convolutions
 * with fitted weights make class scores of them, and a grey-scale opening by reconstruction (Vincent, 1993) with a square
 * of {@value #OPENING} pixels takes away what is narrower than that: cars, road marks, noise.
 */
public final class ColourNet {

    /** The classes in order; the background comes first. */
    static final List<String> CLASSES = List.of("background", "red roof", "blue roof", "grey roof");

    /** Pixels to each side that decide about a pixel. */
    public static final int REACH = 11;

    private static final int OPENING = 7;
    private static final int RECONSTRUCTION = 4;
    private static final int HIDDEN = 16;
    private static final int EPOCHS = 6;

    private final Perceptron perceptron;

    private ColourNet(Perceptron perceptron) {
        this.perceptron = perceptron;
    }

    /** Fits the weights to scenes; takes a few seconds and gives the same weights each time. */
    static ColourNet fit() {
        ColourSamples samples = ColourSamples.draw(CLASSES);
        return new ColourNet(Perceptron.fit(samples.features(), samples.labels(), HIDDEN, CLASSES.size(), EPOCHS));
    }

    /** What the colour net says about each pixel. */
    record Scores(
            /* [N, 1, H, W]: more than 0 on roofs, within -8 and 8. */
            String roofness,
            /* [N, 3, H, W]: 0 for the likeliest class of roof, less for the others. */
            String classes) {}

    /** @param image [N, 3, H, W], red, green and blue from 0 to 1 */
    Scores scores(GraphBuilder graph, String image) {
        String centred = graph.node("Sub", image, graph.scalar(0.5));
        String padded =
                graph.node("Pad", List.of(centred, graph.longs(0, 0, 1, 1, 0, 0, 1, 1)), attribute("mode", "edge"));
        String features = graph.node("Conv", padded, graph.floats(colourAndMean(), ColourSamples.FEATURES, 3, 3, 3));
        String hidden = graph.node(
                "Relu",
                graph.node(
                        "Conv",
                        features,
                        graph.floats(perceptron.hiddenWeights(), HIDDEN, ColourSamples.FEATURES, 1, 1),
                        graph.floats(perceptron.hiddenBiases(), HIDDEN)));
        String logits = graph.node(
                "Conv",
                hidden,
                graph.floats(perceptron.outputWeights(), CLASSES.size(), HIDDEN, 1, 1),
                graph.floats(perceptron.outputBiases(), CLASSES.size()));
        String background = graph.slice(logits, 1, 0, 1, 1);
        String roofs = graph.slice(logits, 1, 1, Long.MAX_VALUE, 1);
        String best = graph.reduceMax(roofs, 1);
        String margin = graph.node("Clip", graph.node("Sub", best, background), graph.scalar(-8), graph.scalar(8));
        return new Scores(opened(graph, margin), graph.node("Sub", roofs, best));
    }

    private static String opened(GraphBuilder graph, String margin) {
        String eroded = graph.node("Neg", graph.maxPool(graph.node("Neg", margin), OPENING, OPENING));
        String opened = graph.maxPool(eroded, OPENING, OPENING);
        return GraphBuilder.times(
                RECONSTRUCTION, opened, value -> graph.node("Min", graph.maxPool(value, 3, 3), margin));
    }

    private static float[] colourAndMean() {
        float[] kernel = new float[ColourSamples.FEATURES * 3 * 9];
        for (int band = 0; band < 3; band++) {
            kernel[(band * 3 + band) * 9 + 4] = 1;
            for (int k = 0; k < 9; k++) {
                kernel[((3 + band) * 3 + band) * 9 + k] = ColourSamples.BLUR[k] / 16f;
            }
        }
        return kernel;
    }
}
