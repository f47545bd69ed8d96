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

    private final GraphBuilder graph;
    private final Instances.Cells cells;

    private YoloModel(String name, ColourNet net) {
        this.graph = new GraphBuilder(name);
        this.cells = Instances.find(graph, net, graph.input("images", "batch", 3, "height", "width"));
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
        return graph.model(metadata());
    }

    /** YOLOv5 without masks: {@code output0} [N, A, 5 + 3] with centre, size, objectness and class probabilities. */
    static byte[] v5(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolov5", net);
        GraphBuilder graph = model.graph;
        String objectness = graph.reduceMax(model.cells.scores(), 1);
        String classes = graph.greater(model.cells.scores(), graph.scalar(0));
        String rows = graph.concat(1, model.centreAndSize(), objectness, classes);
        String transposed = graph.node("Transpose", List.of(model.anchors(rows)), attributes("perm", 0, 2, 1));
        graph.output("output0", transposed, "batch", "anchors", 5 + CLASSES);
        return graph.model(Map.of());
    }

    /**
     * End to end with masks: {@code output0} [N, 300, 6 + 32] with corners, score, class and coefficients, the best roof
     * first, zeros behind the last; and {@code output1} [N, 32, H/4, W/4]. The image has at least 96 x 96 pixels.
     */
    static byte[] endToEnd(ColourNet net) {
        YoloModel model = new YoloModel("roofs-yolo-e2e", net);
        GraphBuilder graph = model.graph;
        String score = graph.reduceMax(model.cells.scores(), 1);
        String named = graph.toFloat(graph.node("Equal", model.cells.labels(), model.cells.numbers()));
        String classIndex = graph.toFloat(
                graph.node("ArgMax", List.of(model.cells.scores()), attribute("axis", 1), attribute("keepdims", 1)));
        String rows = graph.node(
                "Mul",
                graph.concat(1, model.cells.corners(), score, classIndex, MaskCode.coefficients(graph, model.cells)),
                named);
        String flat = graph.node("Reshape", rows, graph.longs(0, 0, -1));
        String candidates = graph.node("Transpose", List.of(flat), attributes("perm", 0, 2, 1));
        String scores = graph.node("Reshape", graph.node("Mul", score, named), graph.longs(0, -1));
        String best = graph.node("Unsqueeze", graph.topIndices(scores, END_TO_END_ROWS), graph.longs(2));
        String result = graph.node("GatherND", List.of(candidates, best), attribute("batch_dims", 1));
        graph.output("output0", result, "batch", END_TO_END_ROWS, 6 + MaskCode.LENGTH);
        model.outputPrototypes();
        return graph.model(Map.of());
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
    private static Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("description", "Roofs by colour, instance segmentation (test model)");
        metadata.put("author", "gs-prelabel");
        metadata.put("date", "2026-11-22T00:00:00.000000");
        metadata.put("version", "1.0.0");
        metadata.put("license", "Apache-2.0 License (https://www.apache.org/licenses/LICENSE-2.0)");
        metadata.put("stride", "32");
        metadata.put("task", "segment");
        metadata.put("batch", "1");
        metadata.put("imgsz", "[640, 640]");
        metadata.put("names", "{0: 'red roof', 1: 'blue roof', 2: 'grey roof'}");
        metadata.put(
                "args", "{'batch': 1, 'half': False, 'dynamic': True, 'simplify': False, 'opset': 17, 'nms': False}");
        metadata.put("channels", "3");
        metadata.put("end2end", "False");
        return metadata;
    }
}
