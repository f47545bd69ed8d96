package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;
import static org.gsprelabel.testdata.model.GraphBuilder.attributes;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Map;

/**
 * Detectors with the inputs and outputs of detection transformers: a fixed number of queries, each a roof or nothing. The
 * batch of all is fixed to 1, as many exports have it; the image is 640 x 640 pixels.
 */
final class DetrModel {

    private static final int CLASSES = ColourNet.CLASSES.size() - 1;
    private static final int SIDE = 640;
    /** Scores stay this far from 0 and 1, where logits end. */
    private static final double MARGIN = 1e-4;

    private final GraphBuilder graph;
    private final int queries;
    private final String scores;
    private final String corners;

    /** @param image from 0 to 1 */
    private DetrModel(GraphBuilder graph, ColourNet net, String image, int queries) {
        this.graph = graph;
        this.queries = queries;
        Instances.Cells cells = Instances.find(graph, net, image);
        String named = graph.toFloat(graph.node("Equal", cells.labels(), cells.numbers()));
        String rows = graph.node("Mul", graph.concat(1, cells.corners(), cells.scores()), named);
        String flat = graph.node("Reshape", rows, graph.longs(0, 0, -1));
        String candidates = graph.node("Transpose", List.of(flat), attributes("perm", 0, 2, 1));
        String strength =
                graph.node("Reshape", graph.node("Mul", graph.reduceMax(cells.scores(), 1), named), graph.longs(0, -1));
        String best = graph.node("Unsqueeze", graph.topIndices(strength, queries), graph.longs(2));
        String chosen = graph.node("GatherND", List.of(candidates, best), attribute("batch_dims", 1));
        this.corners = graph.slice(chosen, 2, 0, 4, 1);
        this.scores = graph.node(
                "Clip", graph.slice(chosen, 2, 4, 4 + CLASSES, 1), graph.scalar(MARGIN), graph.scalar(1 - MARGIN));
    }

    /**
     * DETR as Hugging Face exports it: {@code pixel_values} with the statistics of ImageNet and {@code pixel_mask}, which
     * takes roofs away where it is 0, to {@code logits} [1, 100, 3 + 1] and {@code pred_boxes} [1, 100, 4].
     */
    static byte[] detr(ColourNet net) {
        GraphBuilder graph = new GraphBuilder("roofs-detr");
        String image = graph.input("pixel_values", 1, 3, SIDE, SIDE);
        String std = graph.floats(new float[] {0.229f, 0.224f, 0.225f}, 1, 3, 1, 1);
        String mean = graph.floats(new float[] {0.485f, 0.456f, 0.406f}, 1, 3, 1, 1);
        String unit = graph.node("Add", graph.node("Mul", image, std), mean);
        String mask = graph.toFloat(graph.input("pixel_mask", DataType.INT64, 1, 64, 64));
        String whole = graph.node(
                "Resize",
                List.of(graph.node("Unsqueeze", mask, graph.longs(1)), "", "", graph.longs(1, 1, SIDE, SIDE)),
                attribute("mode", "nearest"));
        DetrModel model = new DetrModel(graph, net, graph.node("Mul", unit, whole), 100);
        String nothing = graph.node("Sub", graph.scalar(1), graph.reduceMax(model.scores, 2));
        String logits = graph.node("Log", graph.concat(2, model.scores, nothing));
        graph.output("logits", logits, 1, model.queries, CLASSES + 1);
        graph.output("pred_boxes", model.centreAndSize(), 1, model.queries, 4);
        return graph.model(Map.of());
    }

    /** RT-DETR and D-FINE as Hugging Face exports them: {@code logits} [1, 300, 3], {@code pred_boxes} [1, 300, 4]. */
    static byte[] sigmoid(ColourNet net) {
        GraphBuilder graph = new GraphBuilder("roofs-rtdetr");
        DetrModel model = new DetrModel(graph, net, graph.input("pixel_values", 1, 3, SIDE, SIDE), 300);
        String odds = graph.node("Div", model.scores, graph.node("Sub", graph.scalar(1), model.scores));
        graph.output("logits", graph.node("Log", odds), 1, model.queries, CLASSES);
        graph.output("pred_boxes", model.centreAndSize(), 1, model.queries, 4);
        return graph.model(Map.of());
    }

    /**
     * RT-DETR and D-FINE as their authors export them: {@code images} and {@code orig_target_sizes} (W, H) to {@code
     * labels}, {@code boxes} in pixels of that size, and {@code scores}, each of 300 queries.
     */
    static byte[] decoded(ColourNet net) {
        GraphBuilder graph = new GraphBuilder("roofs-dfine");
        String image = graph.input("images", 1, 3, SIDE, SIDE);
        String size = graph.toFloat(graph.input("orig_target_sizes", DataType.INT64, 1, 2));
        DetrModel model = new DetrModel(graph, net, image, 300);
        String labels = graph.node("ArgMax", List.of(model.scores), attribute("axis", 2), attribute("keepdims", 0));
        graph.output("labels", labels, DataType.INT64, 1, model.queries);
        String extent = graph.node("Unsqueeze", graph.concat(1, size, size), graph.longs(1));
        String fractions = graph.node("Div", model.corners, graph.scalar(SIDE));
        graph.output("boxes", graph.node("Mul", fractions, extent), 1, model.queries, 4);
        String best = graph.node("ReduceMax", List.of(model.scores), attributes("axes", 2), attribute("keepdims", 0));
        graph.output("scores", best, 1, model.queries);
        return graph.model(Map.of());
    }

    /** RT-DETR as Ultralytics exports it: {@code images} to {@code output0} [1, 300, 4 + 3]. */
    static byte[] rows(ColourNet net) {
        GraphBuilder graph = new GraphBuilder("roofs-rtdetr-ultralytics");
        DetrModel model = new DetrModel(graph, net, graph.input("images", 1, 3, SIDE, SIDE), 300);
        graph.output("output0", graph.concat(2, model.centreAndSize(), model.scores), 1, model.queries, 4 + CLASSES);
        return graph.model(Map.of());
    }

    /** Fractions of the image. */
    private String centreAndSize() {
        String upperLeft = graph.slice(corners, 2, 0, 2, 1);
        String lowerRight = graph.slice(corners, 2, 2, 4, 1);
        String centre = graph.node("Mul", graph.node("Add", upperLeft, lowerRight), graph.scalar(0.5));
        String boxes = graph.concat(2, centre, graph.node("Sub", lowerRight, upperLeft));
        return graph.node("Div", boxes, graph.scalar(SIDE));
    }
}
