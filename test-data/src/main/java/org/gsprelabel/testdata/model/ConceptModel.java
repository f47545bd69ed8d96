package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;
import static org.gsprelabel.testdata.model.GraphBuilder.attributes;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Three graphs with the inputs and outputs of Segment Anything 3 as samexporter writes it: an image encoder that finds all roofs,
 * a text encoder, and a decoder that gives masks of the roofs that a phrase names.
 *
 * <p>The decoder is as strict as it can be: each map of the image says in one place which it is, and the decoder finds nothing
 * where two were mixed up; rows of the text that stand for padding mean everything at once, so that nothing goes with them
 * unless the mask takes them away; and where a box is given, or none is marked as none, nothing is found.
 */
final class ConceptModel {

    private static final int SIZE = 1008;
    private static final int TOKENS = 32;
    private static final int CHANNELS = 256;
    private static final int EMBEDDING = 1024;
    private static final int QUERIES = 200;
    private static final int CELLS = SIZE / Instances.CELL;
    private static final int[] SIDES = {288, 144, 72};
    private static final double LEAST = 0.5;

    /** Channels of the largest map: labels, cover, labels of the cells that name a roof, three scores, four corners. */
    private static final int USED = 10;

    private final GraphBuilder graph;

    private ConceptModel(String name) {
        this.graph = new GraphBuilder(name);
    }

    /** {@code image} uint8 [3, 1008, 1008] to three maps of positions and three of features. */
    static byte[] imageEncoder(ColourNet net) {
        GraphBuilder graph = new GraphBuilder("roofs-sam3-image-encoder");
        String image = graph.toFloat(graph.input("image", DataType.UINT8, 3, SIZE, SIZE));
        String unit = graph.node("Div", image, graph.scalar(255));
        Instances.Cells cells = Instances.find(graph, net, graph.node("Unsqueeze", unit, graph.longs(0)));
        String named = graph.toFloat(graph.node("Equal", cells.labels(), cells.numbers()));
        String used = graph.concat(
                1,
                Instances.widened(graph, cells),
                cells.cover(),
                graph.node("Mul", cells.labels(), named),
                cells.scores(),
                cells.corners());
        int margin = SIDES[0] - CELLS;
        String padded = graph.node("Pad", used, graph.longs(0, 0, 0, 0, 0, CHANNELS - 1 - USED, margin, margin));
        for (int level = 0; level < SIDES.length; level++) {
            int side = SIDES[level];
            graph.output(positions(level), constant(graph, code(positions(level)), CHANNELS, side), map(side));
        }
        for (int level = 0; level < SIDES.length; level++) {
            int side = SIDES[level];
            String code = constant(graph, code(features(level)), level == 0 ? 1 : CHANNELS, side);
            graph.output(features(level), level == 0 ? graph.concat(1, padded, code) : code, map(side));
        }
        return graph.model(Map.of());
    }

    /** {@code tokens} int64 [1, 32] to the mask of the padding, features, and embeddings. */
    static byte[] textEncoder() {
        GraphBuilder graph = new GraphBuilder("roofs-sam3-language-encoder");
        String tokens = graph.input("tokens", DataType.INT64, 1, TOKENS);
        String padding = graph.node("Equal", tokens, graph.longs(0));
        String started = graph.toFloat(
                graph.node("Equal", graph.slice(tokens, 1, 0, 1, 1), graph.longs(TokenizerFiles.CLIP_START)));
        String words = graph.node("Mul", WordMeanings.ofClip().embed(graph, tokens), started);
        String all = graph.node("Unsqueeze", graph.toFloat(padding), graph.longs(2));
        String rows = graph.node("Transpose", List.of(graph.node("Add", words, all)), attributes("perm", 1, 0, 2));
        graph.output("text_attention_mask", padding, DataType.BOOL, 1, TOKENS);
        graph.output("text_memory", widened(graph, rows, CHANNELS), TOKENS, 1, CHANNELS);
        graph.output("text_embeds", widened(graph, rows, EMBEDDING), TOKENS, 1, EMBEDDING);
        return graph.model(Map.of());
    }

    /** A decoder with all inputs. */
    static byte[] decoder() {
        ConceptModel model = new ConceptModel("roofs-sam3-decoder");
        return model.build(List.of(0, 1, 2), true, 1);
    }

    /**
     * A decoder without the inputs that a simplification takes away, and with room for four boxes, as later exports have it.
     */
    static byte[] simplifiedDecoder() {
        ConceptModel model = new ConceptModel("roofs-sam3-simplified-decoder");
        return model.build(List.of(2), false, 4);
    }

    private byte[] build(List<Integer> positions, boolean embeddings, int boxes) {
        String height = graph.input("original_height", DataType.INT64);
        String width = graph.input("original_width", DataType.INT64);
        List<String> known = new ArrayList<>();
        for (int level : positions) {
            known.add(isIntact(graph.input(positions(level), map(SIDES[level])), code(positions(level))));
        }
        List<String> maps = new ArrayList<>();
        for (int level = 0; level < SIDES.length; level++) {
            maps.add(graph.input(features(level), map(SIDES[level])));
            known.add(isIntact(maps.get(level), code(features(level))));
        }
        String padding = graph.input("language_mask", DataType.BOOL, 1, TOKENS);
        String text = graph.input("language_features", TOKENS, 1, CHANNELS);
        String meant = meant(text, padding);
        if (embeddings) {
            String other = meant(graph.input("language_embeds", TOKENS, 1, EMBEDDING), padding);
            String difference = graph.node("ReduceSum", graph.node("Abs", graph.node("Sub", meant, other)));
            known.add(graph.toFloat(graph.node("Equal", difference, graph.scalar(0))));
        }
        known.add(hasNoBox(boxes));
        String presence = known.get(0);
        for (String one : known.subList(1, known.size())) {
            presence = graph.node("Mul", presence, graph.node("Reshape", one, graph.longs(1)));
        }
        answer(maps.get(0), WordMeanings.matches(graph, meant), presence, height, width);
        return graph.model(Map.of());
    }

    /** 1 where boxes are as the reference gives them when there is none: zeros, of label 1, all of them padding. */
    private String hasNoBox(int boxes) {
        String coordinates = graph.input("box_coords", boxes, 1, 4);
        String labels = graph.wholeInput("box_labels", boxes, 1);
        String padding = graph.toFloat(graph.input("box_masks", DataType.BOOL, 1, boxes));
        String size = graph.node("ReduceSum", graph.node("Abs", coordinates));
        String missing = graph.node("Sub", graph.scalar(2 * boxes), graph.node("Add", total(labels), total(padding)));
        return graph.toFloat(graph.node("Equal", graph.node("Add", size, graph.node("Abs", missing)), graph.scalar(0)));
    }

    private String total(String value) {
        return graph.node("ReduceSum", value);
    }

    /** What the words of a phrase mean together, [1, 1, 5], of rows [32, 1, C] without those of the padding. */
    private String meant(String rows, String padding) {
        String valid = graph.node("Sub", graph.scalar(1), graph.toFloat(padding));
        String column = graph.node("Reshape", valid, graph.longs(TOKENS, 1, 1));
        String own = graph.node("Mul", graph.slice(rows, 2, 0, WordMeanings.FEATURES, 1), column);
        return graph.node("ReduceSum", List.of(own, graph.longs(0)), attribute("keepdims", 1));
    }

    /** @param matches [1, 3, 1] */
    private void answer(String map, String matches, String presence, String height, String width) {
        String used = graph.slice(graph.slice(map, 2, 0, CELLS, 1), 3, 0, CELLS, 1);
        String flat = graph.node("Reshape", graph.slice(used, 1, 0, USED, 1), graph.longs(USED, -1));
        String names = graph.slice(flat, 0, 2, 3, 1);
        String classes = graph.slice(flat, 0, 3, 6, 1);
        String fitting = graph.sum(graph.node("Mul", classes, graph.node("Reshape", matches, graph.longs(-1, 1))), 0);
        String candidates = graph.node("Mul", fitting, graph.greater(names, graph.scalar(0)));
        String indices = graph.node("Reshape", graph.topIndices(candidates, QUERIES), graph.longs(-1));
        String similarity = graph.node("Gather", List.of(graph.node("Reshape", candidates, graph.longs(-1)), indices));
        String probability = graph.node(
                "Sigmoid", graph.node("Sub", graph.node("Mul", similarity, graph.scalar(8)), graph.scalar(4)));
        String score = graph.node("Mul", probability, presence);
        String keep = graph.node("Greater", score, graph.scalar(LEAST));
        String kept = compressed(indices, keep);
        graph.output("boxes", boxes(flat, kept, height, width), "boxes", 4);
        graph.output("scores", compressed(score, keep), "boxes");
        graph.output("masks", masks(used, names, kept, height, width), DataType.BOOL, "boxes", 1, "height", "width");
    }

    private String compressed(String values, String keep) {
        return graph.node("Compress", List.of(values, keep), attribute("axis", 0));
    }

    private String boxes(String flat, String kept, String height, String width) {
        String corners = graph.node("Gather", List.of(graph.slice(flat, 0, 6, USED, 1), kept), attribute("axis", 1));
        String sides = graph.toFloat(graph.concat(0, one(width), one(height), one(width), one(height)));
        String scale = graph.node("Div", sides, graph.scalar(SIZE));
        return graph.node("Mul", graph.node("Transpose", List.of(corners), attributes("perm", 1, 0)), scale);
    }

    /** [K, 1, H, W]. One more mask than there are goes through the resize, which takes no empty batch. */
    private String masks(String used, String names, String kept, String height, String width) {
        String labels = graph.node("Gather", List.of(graph.node("Reshape", names, graph.longs(-1)), kept));
        String wanted = graph.node(
                "Reshape", graph.concat(0, graph.floats(new float[] {-1}, 1), labels), graph.longs(-1, 1, 1, 1));
        String own = graph.node("Equal", graph.slice(used, 1, 0, 1, 1), wanted);
        String logits = graph.node("Where", own, graph.slice(used, 1, 1, 2, 1), graph.scalar(-1));
        String sizes = graph.concat(0, graph.sizes(logits, 0, 2), one(height), one(width));
        String resized = graph.node("Resize", List.of(logits, "", "", sizes), attribute("mode", "linear"));
        return graph.slice(graph.node("Greater", resized, graph.scalar(0)), 0, 1, Long.MAX_VALUE, 1);
    }

    /** A scalar as a list of one number. */
    private String one(String scalar) {
        return graph.node("Reshape", scalar, graph.longs(1));
    }

    /** 1 where a map carries its code in the last channel. */
    private String isIntact(String map, int code) {
        String last = graph.slice(map, 1, CHANNELS - 1, CHANNELS, 1);
        String corner = graph.slice(graph.slice(last, 2, 0, 1, 1), 3, 0, 1, 1);
        return graph.node("Reshape", graph.toFloat(graph.node("Equal", corner, graph.scalar(code))), graph.longs(1));
    }

    private static String constant(GraphBuilder graph, int value, int channels, int side) {
        return graph.node("Expand", graph.scalar(value), graph.longs(1, channels, side, side));
    }

    private static String widened(GraphBuilder graph, String rows, int channels) {
        return graph.node("Pad", rows, graph.longs(0, 0, 0, 0, 0, channels - WordMeanings.FEATURES));
    }

    private static Object[] map(int side) {
        return new Object[] {1, CHANNELS, side, side};
    }

    private static String positions(int level) {
        return "vision_pos_enc_" + level;
    }

    private static String features(int level) {
        return "backbone_fpn_" + level;
    }

    /** A number for the name of a map. */
    private static int code(String name) {
        int level = name.charAt(name.length() - 1) - '0';
        return name.startsWith("vision") ? 20 + level : 10 + level;
    }
}
