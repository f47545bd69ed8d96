package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;
import static org.gsprelabel.testdata.model.GraphBuilder.attributes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Detectors with the outputs of the YOLO family. Input {@code images} [N, 3, H, W], 0 to 1, H and W multiples of 32. */
final class YoloModel {

    private static final int CLASSES = ColourNet.CLASSES.size() - 1;
    private static final int END_TO_END_ROWS = 300;
    private static final double EXPORTED_THRESHOLD = 0.25;

    private final GraphBuilder graph;
    private final Instances.Cells cells;

    private YoloModel(String name, ColourNet net) {
        this(name, net, "batch", 3, "height", "width");
    }

    private YoloModel(String name, ColourNet net, Object... shape) {
        this.graph = new GraphBuilder(name);
        this.cells = Instances.find(graph, net, graph.input("images", shape));
    }

    /**
     * YOLOv8 with masks: {@code output0} [N, 4 + 3 + 32, A] with centre, size, scores and coefficients, and {@code output1}
     * [N, 32, H/4, W/4]. Every anchor on a roof reports that roof; the others score 0.
     */
    static byte[] v8Segmentation(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolo-seg", net);
        GraphBuilder graph = model.graph;
        String rows =
                graph.concat(1, model.centreAndSize(), model.cells.scores(), MaskCode.coefficients(graph, model.cells));
        graph.output("output0", model.anchors(rows), "batch", 4 + CLASSES + MaskCode.LENGTH, "anchors");
        model.outputPrototypes();
        return graph.model(metadata("segment", "instance segmentation", false));
    }

    /** YOLOv8 without masks: {@code output0} [N, 4 + 3, A] with centre, size and scores. */
    static byte[] v8(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolov8", net);
        GraphBuilder graph = model.graph;
        String rows = graph.concat(1, model.centreAndSize(), model.cells.scores());
        graph.output("output0", model.anchors(rows), "batch", 4 + CLASSES, "anchors");
        return graph.model(metadata("detect", "boxes", false));
    }

    /**
     * YOLO-World with a vocabulary that was set before the export, of which {@code swimming pool} is in no scene: {@code
     * output0} [N, 4 + 4, A] with centre, size and the scores of the phrases.
     */
    static byte[] world(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolo-world", net);
        GraphBuilder graph = model.graph;
        String red = graph.slice(model.cells.scores(), 1, 0, 1, 1);
        String blue = graph.slice(model.cells.scores(), 1, 1, 2, 1);
        String grey = graph.slice(model.cells.scores(), 1, 2, 3, 1);
        String none = graph.node("Mul", red, graph.scalar(0));
        String rows = graph.concat(1, model.centreAndSize(), none, grey, blue, red);
        graph.output("output0", model.anchors(rows), "batch", 4 + 4, "anchors");
        Map<String, String> metadata = metadata("detect", "YOLO-World, vocabulary fixed at export", false);
        metadata.put("names", "{0: 'swimming pool', 1: 'grey roof', 2: 'blue roof', 3: 'red roof'}");
        return graph.model(metadata);
    }

    /**
     * YOLOv8 with masks, exported with {@code imgsz=[480, 640]}: {@code images} [1, 3, 480, 640] to {@code output0} [1, 4 + 3 +
     * 32, 6300] and {@code output1} [1, 32, 120, 160].
     */
    static byte[] oblong(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolo-480x640", net, 1, 3, 480, 640);
        GraphBuilder graph = model.graph;
        String rows =
                graph.concat(1, model.centreAndSize(), model.cells.scores(), MaskCode.coefficients(graph, model.cells));
        graph.output("output0", model.anchors(rows), 1, 4 + CLASSES + MaskCode.LENGTH, 6300);
        graph.output("output1", MaskCode.prototypes(graph, model.cells), 1, MaskCode.LENGTH, 120, 160);
        Map<String, String> metadata = metadata("segment", "instance segmentation of a fixed size", false);
        metadata.put("imgsz", "[480, 640]");
        metadata.computeIfPresent("args", (key, args) -> args.replace("'dynamic': True", "'dynamic': False"));
        return graph.model(metadata);
    }

    /** YOLOv6: {@code outputs} [N, A, 5 + 3] with centre, size, a column of ones in place of objectness, and scores. */
    static byte[] v6(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolov6", net);
        GraphBuilder graph = model.graph;
        String ones = graph.node(
                "Add", graph.node("Mul", graph.reduceMax(model.cells.scores(), 1), graph.scalar(0)), graph.scalar(1));
        String rows = graph.concat(1, model.centreAndSize(), ones, model.cells.scores());
        graph.output("outputs", model.transposed(model.anchors(rows)), "batch", "anchors", 5 + CLASSES);
        return graph.model(Map.of());
    }

    /** YOLOv5 without masks: {@code output0} [N, A, 5 + 3] with centre, size, objectness and class probabilities. */
    static byte[] v5(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolov5", net);
        GraphBuilder graph = model.graph;
        String objectness = graph.reduceMax(model.cells.scores(), 1);
        String classes = graph.greater(model.cells.scores(), graph.scalar(0));
        String rows = graph.concat(1, model.centreAndSize(), objectness, classes);
        graph.output("output0", model.transposed(model.anchors(rows)), "batch", "anchors", 5 + CLASSES);
        return graph.model(Map.of());
    }

    /**
     * End to end with masks: {@code output0} [N, 300, 6 + 32] with corners, score, class and coefficients, the best roof
     * first, zeros behind the last; and {@code output1} [N, 32, H/4, W/4]. The image has at least 96 x 96 pixels.
     */
    static byte[] endToEnd(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolo-e2e", net);
        GraphBuilder graph = model.graph;
        String rows = graph.concat(
                1, model.cells.corners(), model.scoreAndClass(), MaskCode.coefficients(graph, model.cells));
        graph.output("output0", model.best(rows, 0), "batch", END_TO_END_ROWS, 6 + MaskCode.LENGTH);
        model.outputPrototypes();
        return graph.model(Map.of());
    }

    /**
     * An export with NMS: {@code output0} [1, 300, 6] with corners, score and class, the best roof first, zeros behind the
     * last that has a score of {@value #EXPORTED_THRESHOLD}. A batch of 1; the image has at least 96 x 96 pixels.
     */
    static byte[] withNms(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolo-nms", net, 1, 3, "height", "width");
        GraphBuilder graph = model.graph;
        String rows = graph.concat(1, model.cells.corners(), model.scoreAndClass());
        graph.output("output0", model.best(rows, EXPORTED_THRESHOLD), 1, END_TO_END_ROWS, 6);
        return graph.model(metadata("detect", "boxes, suppressed in the graph", true));
    }

    /** Oriented boxes: {@code output0} [N, 4 + 3 + 1, A] with centre, sides, scores and angle. */
    static byte[] oriented(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolo-obb", net);
        GraphBuilder graph = model.graph;
        OrientedRoofs.Boxes boxes = OrientedRoofs.of(graph, model.cells);
        String rows = graph.concat(1, boxes.box(), model.cells.scores(), boxes.angle());
        graph.output("output0", model.anchors(rows), "batch", 4 + CLASSES + 1, "anchors");
        return graph.model(metadata("obb", "oriented boxes", false));
    }

    /**
     * Oriented boxes end to end: {@code output0} [1, 300, 7] with centre, sides, score, class and angle. A batch of 1; the
     * image has at least 96 x 96 pixels.
     */
    static byte[] orientedEndToEnd(ColourNet net) {
        YoloModel model = new YoloModel("roofs-obb-e2e", net, 1, 3, "height", "width");
        GraphBuilder graph = model.graph;
        OrientedRoofs.Boxes boxes = OrientedRoofs.of(graph, model.cells);
        String rows = graph.concat(1, boxes.box(), model.scoreAndClass(), boxes.angle());
        graph.output("output0", model.best(rows, 0), 1, END_TO_END_ROWS, 7);
        return graph.model(Map.of());
    }

    /**
     * FastSAM: {@code images} [1, 3, 1024, 1024] to {@code output0} [1, 4 + 1 + 32, 21504] and {@code output1} [1, 32, 256,
     * 256]. Its one class is any roof.
     */
    static byte[] everything(ColourNet net) {
        YoloModel model = new YoloModel("roofs-fastsam", net, 1, 3, 1024, 1024);
        GraphBuilder graph = model.graph;
        String rows = graph.concat(
                1,
                model.centreAndSize(),
                graph.reduceMax(model.cells.scores(), 1),
                MaskCode.coefficients(graph, model.cells));
        graph.output("output0", model.anchors(rows), 1, 4 + 1 + MaskCode.LENGTH, 21504);
        graph.output("output1", MaskCode.prototypes(graph, model.cells), 1, MaskCode.LENGTH, 256, 256);
        return graph.model(Map.of());
    }

    /** YOLOv7 with NMS in the graph: {@code output} [K, 7] with item, corners, class and score, for a whole batch. */
    static byte[] v7EndToEnd(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolov7-e2e", net);
        GraphBuilder graph = model.graph;
        String scores = model.anchors(model.cells.scores());
        String selected = graph.node(
                "NonMaxSuppression",
                List.of(
                        model.transposed(model.anchors(model.centreAndSize())),
                        scores,
                        graph.longs(100),
                        graph.floats(new float[] {0.65f}, 1),
                        graph.floats(new float[] {0.35f}, 1)),
                attribute("center_point_box", 1));
        String item = graph.slice(selected, 1, 0, 1, 1);
        String type = graph.slice(selected, 1, 1, 2, 1);
        String itemAndAnchor = graph.concat(1, item, graph.slice(selected, 1, 2, 3, 1));
        String corners = graph.node("GatherND", model.transposed(model.anchors(model.cells.corners())), itemAndAnchor);
        String score = graph.node("Unsqueeze", graph.node("GatherND", scores, selected), graph.longs(1));
        graph.output(
                "output", graph.concat(1, graph.toFloat(item), corners, graph.toFloat(type), score), "detections", 7);
        return graph.model(Map.of());
    }

    private String scoreAndClass() {
        String classIndex = graph.toFloat(
                graph.node("ArgMax", List.of(cells.scores()), attribute("axis", 1), attribute("keepdims", 1)));
        return graph.concat(1, graph.reduceMax(cells.scores(), 1), classIndex);
    }

    /**
     * Of values [N, C, H/4, W/4] those of the {@value #END_TO_END_ROWS} best roofs, [N, 300, C], zeros behind the last.
     *
     * @param threshold roofs of a lower score are left out
     */
    private String best(String rows, double threshold) {
        String score = graph.reduceMax(cells.scores(), 1);
        String named = graph.toFloat(graph.node("Equal", cells.labels(), cells.numbers()));
        if (threshold > 0) {
            named = graph.node(
                    "Mul", named, graph.toFloat(graph.node("GreaterOrEqual", score, graph.scalar(threshold))));
        }
        String flat = graph.node("Reshape", graph.node("Mul", rows, named), graph.longs(0, 0, -1));
        String candidates = transposed(flat);
        String scores = graph.node("Reshape", graph.node("Mul", score, named), graph.longs(0, -1));
        String best = graph.node("Unsqueeze", graph.topIndices(scores, END_TO_END_ROWS), graph.longs(2));
        return graph.node("GatherND", List.of(candidates, best), attribute("batch_dims", 1));
    }

    private String transposed(String value) {
        return graph.node("Transpose", List.of(value), attributes("perm", 0, 2, 1));
    }

    private void outputPrototypes() {
        graph.output(
                "output1",
                MaskCode.prototypes(graph, cells),
                "batch",
                MaskCode.LENGTH,
                "prototype_height",
                "prototype_width");
    }

    private String centreAndSize() {
        String upperLeft = graph.slice(cells.corners(), 1, 0, 2, 1);
        String lowerRight = graph.slice(cells.corners(), 1, 2, 4, 1);
        String centre = graph.node("Mul", graph.node("Add", upperLeft, lowerRight), graph.scalar(0.5));
        return graph.concat(1, centre, graph.node("Sub", lowerRight, upperLeft));
    }

    /** Values of cells [N, C, H/4, W/4] at the anchors of strides 8, 16 and 32, as [N, C, A]. */
    private String anchors(String rows) {
        String[] levels = new String[3];
        for (int i = 0; i < levels.length; i++) {
            int step = 2 << i;
            String sampled = graph.slice(rows, 2, step / 2, Long.MAX_VALUE, step);
            String level = graph.slice(sampled, 3, step / 2, Long.MAX_VALUE, step);
            levels[i] = graph.node("Reshape", level, graph.longs(0, 0, -1));
        }
        return graph.concat(2, levels);
    }

    /** As the exporter of Ultralytics writes it: each value is what Python's {@code str()} gives. */
    private static Map<String, String> metadata(String task, String title, boolean nms) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("description", "Roofs by colour, " + title + " (test model)");
        metadata.put("author", "gs-prelabel");
        metadata.put("date", "2026-11-22T00:00:00.000000");
        metadata.put("version", "1.0.0");
        metadata.put("license", "Apache-2.0 License (https://www.apache.org/licenses/LICENSE-2.0)");
        metadata.put("stride", "32");
        metadata.put("task", task);
        metadata.put("batch", "1");
        metadata.put("imgsz", "[640, 640]");
        metadata.put("names", "{0: 'red roof', 1: 'blue roof', 2: 'grey roof'}");
        metadata.put(
                "args",
                "{'batch': 1, 'half': False, 'dynamic': True, 'simplify': False, 'opset': 17, 'nms': "
                        + (nms ? "True" : "False") + "}");
        metadata.put("channels", "3");
        metadata.put("end2end", "False");
        return metadata;
    }
}
