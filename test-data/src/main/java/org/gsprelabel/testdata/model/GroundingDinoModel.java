package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;
import static org.gsprelabel.testdata.model.GraphBuilder.attributes;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Map;

/**
 * Detectors with the inputs and outputs of Grounding DINO in its export shapes: 900 boxes, and for each token of a caption
 * how well a box goes with it.
 *
 * <p>A token means what the tokens that it attends to mean together, so the sub-sentence mask decides about the colours: a
 * wider mask mixes them, a narrower one parts them from their roofs. A token counts only where its position is the number of
 * tokens before it that it attends to.
 */
final class GroundingDinoModel {

    private static final int QUERIES = 900;
    private static final int COLUMNS = 256;
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] STD = {0.229, 0.224, 0.225};

    private final GraphBuilder graph;

    private GroundingDinoModel(String name) {
        this.graph = new GraphBuilder(name);
    }

    /** Hugging Face: sub-sentence mask and positions in the graph, a mask of the pixels beside the image; all axes open. */
    static byte[] huggingFace(ColourNet net) {
        GroundingDinoModel model = new GroundingDinoModel("roofs-gdino-hf");
        GraphBuilder graph = model.graph;
        String image = graph.input("pixel_values", "batch_size", 3, "height", "width");
        String ids = graph.input("input_ids", DataType.INT64, "batch_size", "sequence_length");
        String types = graph.input("token_type_ids", DataType.INT64, "batch_size", "sequence_length");
        String attention =
                graph.toFloat(graph.input("attention_mask", DataType.INT64, "batch_size", "sequence_length"));
        String pixels = graph.toFloat(graph.input("pixel_mask", DataType.INT64, "batch_size", "height", "width"));
        String seen = graph.node("Mul", image, graph.node("Unsqueeze", pixels, graph.longs(1)));
        String meant = model.meant(ids, types, attention, model.subSentences(ids), "");
        model.outputs(net, seen, attention, meant, "logits", "pred_boxes", "batch_size");
        return graph.model(Map.of());
    }

    /** The exporters of the community: all fed, one image of a fixed size. */
    static byte[] community(ColourNet net) {
        return fed("roofs-gdino-community", net, "img", new Object[] {1, 3, 800, 800}, 1, "seq_len", "logits", "boxes");
    }

    /** NVIDIA TAO: all fed, the text padded to 256 tokens. */
    static byte[] tao(ColourNet net) {
        return fed(
                "roofs-gdino-tao",
                net,
                "inputs",
                new Object[] {"batch", 3, "height", "width"},
                "batch",
                COLUMNS,
                "pred_logits",
                "pred_boxes");
    }

    private static byte[] fed(
            String name,
            ColourNet net,
            String imageName,
            Object[] imageShape,
            Object batch,
            Object length,
            String logits,
            String boxes) {
        GroundingDinoModel model = new GroundingDinoModel(name);
        GraphBuilder graph = model.graph;
        String image = graph.input(imageName, imageShape);
        String ids = graph.input("input_ids", DataType.INT64, batch, length);
        String attention = graph.toFloat(graph.input("attention_mask", DataType.BOOL, batch, length));
        String positions = graph.input("position_ids", DataType.INT64, batch, length);
        String types = graph.input("token_type_ids", DataType.INT64, batch, length);
        String mask = graph.toFloat(graph.input("text_token_mask", DataType.BOOL, batch, length, length));
        String meant = model.meant(ids, types, attention, mask, positions);
        model.outputs(net, image, attention, meant, logits, boxes, batch);
        return graph.model(Map.of());
    }

    /** A fork with the names of the original's forward function: {@code text_token_mask} is the attention mask here. */
    static byte[] fork(ColourNet net) {
        GroundingDinoModel model = new GroundingDinoModel("roofs-gdino-fork");
        GraphBuilder graph = model.graph;
        String image = graph.input("samples", "batch_size", 3, "height", "width");
        String ids = graph.input("input_ids", DataType.INT64, "batch_size", "seq_len");
        String types = graph.input("token_type_ids", DataType.INT64, "batch_size", "seq_len");
        String attention = graph.toFloat(graph.input("text_token_mask", DataType.BOOL, "batch_size", "seq_len"));
        String mask = graph.toFloat(
                graph.input("text_self_attention_masks", DataType.BOOL, "batch_size", "seq_len", "seq_len"));
        String positions = graph.input("position_ids", DataType.INT64, "batch_size", "seq_len");
        String meant = model.meant(ids, types, attention, mask, positions);
        model.outputs(net, image, attention, meant, "logits", "boxes", "batch_size");
        return graph.model(Map.of());
    }

    /** [N, L, L]: tokens between two delimiters, with the one that ends them, attend to each other. */
    private String subSentences(String ids) {
        String delimiters = graph.longs(
                TokenizerFiles.CLS, TokenizerFiles.SEP, TokenizerFiles.PERIOD, TokenizerFiles.QUESTION_MARK);
        String same = graph.toFloat(graph.node("Equal", graph.node("Unsqueeze", ids, graph.longs(2)), delimiters));
        String isDelimiter = graph.node("ReduceSum", List.of(same, graph.longs(2)), attribute("keepdims", 0));
        String phrase = graph.node("CumSum", List.of(isDelimiter, graph.longScalar(1)), attribute("exclusive", 1));
        return graph.toFloat(graph.node(
                "Equal",
                graph.node("Unsqueeze", phrase, graph.longs(2)),
                graph.node("Unsqueeze", phrase, graph.longs(1))));
    }

    /**
     * What each token means, [N, L, 5].
     *
     * @param mask [N, L, L], who attends to whom
     * @param positions [N, L]; empty where the graph counts them itself
     */
    private String meant(String ids, String types, String attention, String mask, String positions) {
        String words = WordMeanings.ofWordPieces().embed(graph, ids);
        String valid = graph.node("Mul", attention, graph.node("Sub", graph.scalar(1), graph.toFloat(types)));
        if (!positions.isEmpty()) {
            String token = graph.node("Range", graph.scalar(0), graph.size(ids, 1), graph.scalar(1));
            String before = graph.greater(
                    graph.node("Unsqueeze", token, graph.longs(1)), graph.node("Unsqueeze", token, graph.longs(0)));
            String counted = graph.node(
                    "ReduceSum", List.of(graph.node("Mul", mask, before), graph.longs(2)), attribute("keepdims", 0));
            String right = graph.toFloat(graph.node("Equal", counted, graph.toFloat(positions)));
            valid = graph.node("Mul", valid, right);
        }
        String own = graph.node("Mul", words, graph.node("Unsqueeze", valid, graph.longs(2)));
        return graph.node("MatMul", mask, own);
    }

    private void outputs(
            ColourNet net, String image, String attention, String meant, String logits, String boxes, Object batch) {
        Instances.Cells cells = Instances.find(graph, net, graph.denormalised(image, MEAN, STD));
        String score = graph.reduceMax(cells.scores(), 1);
        String named = graph.toFloat(graph.node("Equal", cells.labels(), cells.numbers()));
        String rows = graph.node("Mul", graph.concat(1, cells.corners(), cells.scores()), named);
        String flat = graph.node("Reshape", rows, graph.longs(0, 0, -1));
        String candidates = graph.node("Transpose", List.of(flat), attributes("perm", 0, 2, 1));
        String strength = graph.node("Reshape", graph.node("Mul", score, named), graph.longs(0, -1));
        String best = graph.node("Unsqueeze", graph.topIndices(strength, QUERIES), graph.longs(2));
        String found = graph.node("GatherND", List.of(candidates, best), attribute("batch_dims", 1));

        String matches = WordMeanings.matches(graph, meant);
        String perToken = WordMeanings.logits(graph, graph.slice(found, 2, 4, 7, 1), matches);
        String isToken = graph.node("Unsqueeze", graph.node("Greater", attention, graph.scalar(0)), graph.longs(1));
        String unused = graph.scalar(Double.NEGATIVE_INFINITY);
        String masked = graph.node("Where", isToken, perToken, unused);
        String length = graph.node("Slice", graph.node("Shape", attention), graph.longs(1), graph.longs(2));
        String missing = graph.node("Sub", graph.longs(COLUMNS), length);
        String pads = graph.concat(0, graph.longs(0, 0, 0, 0, 0), missing);
        graph.output(logits, graph.node("Pad", masked, pads, unused), batch, QUERIES, COLUMNS);
        graph.output(boxes, graph.centredParts(graph.slice(found, 2, 0, 4, 1), 2, image), batch, QUERIES, 4);
    }
}
