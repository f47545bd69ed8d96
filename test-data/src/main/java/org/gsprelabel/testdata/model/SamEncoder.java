package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;
import static org.gsprelabel.testdata.model.GraphBuilder.attributes;

import java.util.List;
import java.util.Map;

/**
 * Image encoders with the inputs and outputs of Segment Anything and its family: they find all roofs of the image, so that
 * the {@link SamDecoder decoders} can answer prompts from the embedding alone. Inputs are 1024 x 1024 pixels unless said
 * otherwise.
 */
final class SamEncoder {

    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};

    /** The grey of a letterbox, which the colour net knows for background. */
    private static final double GREY = 114 / 255.0;

    private static final int HQ_CHANNELS = 768;

    private final GraphBuilder graph;
    private final ColourNet net;

    private SamEncoder(String name, ColourNet net) {
        this.graph = new GraphBuilder(name);
        this.net = net;
    }

    /** Segment Anything by samexporter with preprocessing: {@code input_image} [H, W, 3], 0 to 255, resized by the caller. */
    static byte[] samPreprocessing(ColourNet net) {
        SamEncoder encoder = new SamEncoder("roofs-sam1-encoder", net);
        GraphBuilder graph = encoder.graph;
        String pixels = graph.input("input_image", "image_height", "image_width", 3);
        String planes = graph.node("Transpose", List.of(pixels), attributes("perm", 2, 0, 1));
        String image = graph.node("Unsqueeze", planes, graph.longs(0));
        String units = graph.node("Div", image, graph.scalar(255));
        String normalised = graph.node("Div", graph.node("Sub", units, encoder.channels(MEAN)), encoder.channels(STD));
        String missing =
                graph.node("Sub", graph.longs(1, 3, RoofMaps.IMAGE, RoofMaps.IMAGE), graph.node("Shape", normalised));
        String padded = graph.node("Pad", normalised, graph.concat(0, graph.longs(0, 0, 0, 0), missing));
        encoder.samEmbedding(encoder.maps(padded));
        return graph.model(Map.of());
    }

    /** Segment Anything by samexporter without preprocessing: {@code input_image} [1, 3, 1024, 1024], normalised. */
    static byte[] sam(ColourNet net) {
        SamEncoder encoder = new SamEncoder("roofs-mobilesam-encoder", net);
        encoder.samEmbedding(encoder.maps(encoder.square("input_image", 1)));
        return encoder.graph.model(Map.of());
    }

    /** EdgeSAM: {@code image} [1, 3, 1024, 1024], normalised. */
    static byte[] edgeSam(ColourNet net) {
        SamEncoder encoder = new SamEncoder("roofs-edgesam-encoder", net);
        encoder.samEmbedding(encoder.maps(encoder.square("image", 1)));
        return encoder.graph.model(Map.of());
    }

    /**
     * SAM-HQ: the same, and {@code interm_embeddings} [4, 1, 64, 64, 768] with the covers in its first slice; {@code
     * image_embeddings} has the labels alone.
     */
    static byte[] samHq(ColourNet net) {
        SamEncoder encoder = new SamEncoder("roofs-sam-hq-encoder", net);
        GraphBuilder graph = encoder.graph;
        RoofMaps maps = encoder.maps(encoder.square("input_image", 1));
        encoder.embedding("image_embeddings", 1, RoofMaps.packed(graph, maps.labels()));
        String covers = RoofMaps.folded(graph, maps.cover(), 4);
        String last = graph.node("Transpose", List.of(covers), attributes("perm", 0, 2, 3, 1));
        String wide = graph.node("Pad", last, graph.longs(0, 0, 0, 0, 0, 0, 0, HQ_CHANNELS - 16));
        String slices = graph.node(
                "Pad", graph.node("Unsqueeze", wide, graph.longs(0)), graph.longs(0, 0, 0, 0, 0, 3, 0, 0, 0, 0));
        graph.output("interm_embeddings", slices, 4, 1, RoofMaps.PLACES, RoofMaps.PLACES, HQ_CHANNELS);
        return graph.model(Map.of());
    }

    /** The encoder of a Hugging Face SAM: positions in an embedding of their own. */
    static byte[] samHf(ColourNet net) {
        SamEncoder encoder = new SamEncoder("roofs-sam-hf-encoder", net);
        GraphBuilder graph = encoder.graph;
        RoofMaps maps = encoder.maps(encoder.square("pixel_values", "batch_size"));
        encoder.embedding("image_embeddings", "batch_size", RoofMaps.packed(graph, maps.labels(), maps.cover()));
        encoder.embedding("image_positional_embeddings", "batch_size", RoofMaps.packed(graph, maps.x(), maps.y()));
        return graph.model(Map.of());
    }

    /** EfficientSAM's encoder: {@code batched_images} of any size, 0 to 1, stretched in the graph. */
    static byte[] efficientSam(ColourNet net) {
        SamEncoder encoder = new SamEncoder("roofs-efficientsam-encoder", net);
        encoder.embedding("image_embeddings", "batch", encoder.efficient(encoder.anySize()));
        return encoder.graph.model(Map.of());
    }

    /** SAM 2 by samexporter: three maps of features. */
    static byte[] sam2(ColourNet net) {
        SamEncoder encoder = new SamEncoder("roofs-sam2-encoder", net);
        encoder.sam2Features(encoder.square("image", 1), 1, "high_res_feats_0", "high_res_feats_1", "image_embed");
        return encoder.graph.model(Map.of());
    }

    /** SAM 2 of Hugging Face: the same under other names. */
    static byte[] sam2Hf(ColourNet net) {
        SamEncoder encoder = new SamEncoder("roofs-sam2-hf-encoder", net);
        encoder.sam2Features(
                encoder.square("pixel_values", "batch_size"),
                "batch_size",
                "image_embeddings.0",
                "image_embeddings.1",
                "image_embeddings.2");
        return encoder.graph.model(Map.of());
    }

    /** Stretches images of any size and embeds them, for the graph that is encoder and decoder. */
    static String efficient(GraphBuilder graph, ColourNet net, String images) {
        String sizes = graph.longs(1, 3, RoofMaps.IMAGE, RoofMaps.IMAGE);
        String square = graph.node("Resize", List.of(images, "", "", sizes), attribute("mode", "linear"));
        RoofMaps maps = RoofMaps.find(graph, net, square);
        return RoofMaps.packed(graph, maps.labels(), maps.cover());
    }

    private String efficient(String images) {
        return efficient(graph, net, images);
    }

    private String anySize() {
        return graph.input("batched_images", "batch", 3, "height", "width");
    }

    private String square(String name, Object items) {
        return graph.input(name, items, 3, RoofMaps.IMAGE, RoofMaps.IMAGE);
    }

    /** The maps of an image [1, 3, 1024, 1024] that was normalised, and padded with zeros afterwards. */
    private RoofMaps maps(String normalised) {
        String units = graph.node("Add", graph.node("Mul", normalised, channels(STD)), channels(MEAN));
        // no pixel of 8 bits has the mean colour, which is not made of whole grey levels
        String content = graph.greater(graph.reduceMax(graph.node("Abs", normalised), 1), graph.scalar(0));
        String image = graph.node("Where", graph.node("Greater", content, graph.scalar(0)), units, graph.scalar(GREY));
        return RoofMaps.find(graph, net, image);
    }

    private void samEmbedding(RoofMaps maps) {
        embedding("image_embeddings", 1, RoofMaps.packed(graph, maps.labels(), maps.cover()));
    }

    private void embedding(String name, Object items, String value) {
        graph.output(name, value, items, RoofMaps.CHANNELS, RoofMaps.PLACES, RoofMaps.PLACES);
    }

    private void sam2Features(String image, Object items, String first, String second, String third) {
        RoofMaps maps = maps(image);
        graph.output(first, graph.padChannels(maps.cover(), 31), items, 32, RoofMaps.SIDE, RoofMaps.SIDE);
        String labels = graph.padChannels(RoofMaps.folded(graph, maps.labels(), 2), 60);
        graph.output(second, labels, items, 64, RoofMaps.SIDE / 2, RoofMaps.SIDE / 2);
        embedding(third, items, RoofMaps.packed(graph, maps.x(), maps.y()));
    }

    private String channels(float[] values) {
        return graph.floats(values, 1, 3, 1, 1);
    }
}
