package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers prompts from the maps of an image, inside a graph; B prompts of P points.
 *
 * <p>The object is all roofs that a foreground point lies on, the one that fills most of the box and lies in it for the most
 * part, and all that an earlier mask covers for the most part; without those that a background point lies on. Its part is the object without its rim, its whole
 * the object with what surrounds it. Predicted IoU follows how surely the points lie on a roof, or how much of the object
 * lies in the box; it is 0 where there is no object, highest for the object itself, lowest for the part.
 */
final class PromptAnswer {

    private static final double SHARPNESS = 8;
    private static final int RIM = 5;
    private static final int SURROUNDINGS = 9;
    private static final long CELLS = (long) RoofMaps.SIDE * RoofMaps.SIDE;

    private final GraphBuilder graph;
    private final RoofMaps maps;

    PromptAnswer(GraphBuilder graph, RoofMaps maps) {
        this.graph = graph;
        this.maps = maps;
    }

    /**
     * Prompts, in pixels of the image.
     *
     * @param x [B, P]
     * @param y [B, P]
     * @param labels [B, P]: 1 foreground, 0 background; others mean no point
     */
    record Points(String x, String y, String labels) {}

    /**
     * A box for each prompt.
     *
     * @param edges left, top, right and bottom, [B, 1] each
     * @param there [B, 1], 1 where there is a box
     */
    record Boxes(List<String> edges, String there) {}

    /**
     * Masks for each prompt.
     *
     * @param object logits [B, 1, 256, 256]
     * @param part of the object
     * @param whole of which the object is a part
     * @param confidence predicted IoU of the object, [B, 1]
     */
    record Masks(String object, String part, String whole, String confidence) {}

    /** Whether a label is a code, 1 or 0. */
    static String is(GraphBuilder graph, String labels, double code) {
        return graph.toFloat(graph.node("Equal", labels, graph.scalar(code)));
    }

    /** The boxes whose corners are points with the labels 2 and 3. */
    static Boxes corners(GraphBuilder graph, Points points) {
        List<String> edges = new ArrayList<>();
        for (int code = 2; code <= 3; code++) {
            String corner = is(graph, points.labels(), code);
            edges.add(graph.sum(graph.node("Mul", points.x(), corner), 1));
            edges.add(graph.sum(graph.node("Mul", points.y(), corner), 1));
        }
        return new Boxes(edges, graph.sum(is(graph, points.labels(), 2), 1));
    }

    /**
     * The answer.
     *
     * @param inBox [B, 65536], 1 in the box
     * @param boxThere [B, 1], 1 where there is a box
     * @param earlier [B, 65536], 1 on earlier masks; empty where the model takes none
     */
    Masks masks(Points points, String inBox, String boxThere, Optional<String> earlier) {
        String labels = graph.node("Reshape", maps.labels(), graph.longs(CELLS));
        String covers = graph.node("Reshape", maps.cover(), graph.longs(CELLS));
        String covered = positive(covers);
        String cells = cells(points);
        String labelsAtPoints = graph.toWhole(graph.node("Gather", labels, cells));
        String coverAtPoints = graph.node("Gather", covers, cells);
        String foreground = is(graph, points.labels(), 1);
        String perLabel = graph.concat(0, graph.sizes(points.labels(), 0, 1), graph.longs(CELLS + 1));

        String votes = scattered(graph.zeros(perLabel), labelsAtPoints, foreground);
        Tally tally = new Tally(labels, covered, perLabel);
        votes = graph.node("Add", votes, fillsMost(tally, inBox));
        if (earlier.isPresent()) {
            votes = graph.node("Add", votes, mostlyInside(tally, inside(tally, earlier.get())));
        }
        String against = scattered(graph.zeros(perLabel), labelsAtPoints, is(graph, points.labels(), 0));
        String chosen = graph.node(
                "Mul", graph.greater(votes, graph.scalar(0)), graph.node("Sub", graph.scalar(1), positive(against)));
        String owned = graph.node("Unsqueeze", positive(labels), graph.longs(0));
        String member = graph.node(
                "Mul", graph.node("Gather", List.of(chosen, graph.toWhole(labels)), attribute("axis", 1)), owned);

        String onRoof = graph.node("Mul", graph.node("Clip", coverAtPoints, graph.scalar(0)), foreground);
        String some = graph.scalar(1);
        String byPoints = graph.node("Div", graph.sum(onRoof, 1), graph.node("Max", graph.sum(foreground, 1), some));
        String roof = graph.node("Mul", member, covered);
        String inside = graph.sum(graph.node("Mul", roof, inBox), 1);
        String area = graph.sum(roof, 1);
        String byBox = graph.node("Div", inside, graph.node("Max", area, some));
        String sure = graph.node("Where", graph.node("Greater", boxThere, graph.scalar(0)), byBox, byPoints);
        String confidence = graph.node("Mul", sure, positive(area));

        String grid = graph.node("Reshape", member, graph.longs(-1, 1, RoofMaps.SIDE, RoofMaps.SIDE));
        String object = graph.node(
                "Where",
                graph.node("Greater", grid, graph.scalar(0)),
                graph.node("Mul", maps.cover(), graph.scalar(SHARPNESS)),
                graph.scalar(-SHARPNESS));
        String part = graph.node("Neg", graph.maxPool(graph.node("Neg", object), RIM, RIM));
        return new Masks(object, part, graph.maxPool(object, SURROUNDINGS, SURROUNDINGS), confidence);
    }

    /** [B, 65536]: 1 on the cells whose middles lie in the box. */
    String inside(Boxes boxes) {
        String x = graph.node("Reshape", maps.x(), graph.longs(1, CELLS));
        String y = graph.node("Reshape", maps.y(), graph.longs(1, CELLS));
        String left = graph.greater(x, boxes.edges().get(0));
        String top = graph.greater(y, boxes.edges().get(1));
        String right = graph.greater(boxes.edges().get(2), x);
        String bottom = graph.greater(boxes.edges().get(3), y);
        String in = graph.node("Mul", graph.node("Mul", left, right), graph.node("Mul", top, bottom));
        return graph.node("Mul", in, boxes.there());
    }

    /** [B, 65536]: 1 on the cells of earlier masks. */
    String inside(String mask, String hasMask) {
        String cells = graph.node("Reshape", positive(mask), graph.longs(-1, CELLS));
        return graph.node("Mul", cells, hasMask);
    }

    /** Predicted IoU of masks, in some order: what is multiplied to the confidence for each. */
    String iou(Masks masks, float... factors) {
        return graph.node("Mul", masks.confidence(), graph.floats(factors, 1, factors.length));
    }

    /** Indices [B, P] of the cells that points lie in; the nearest one for points outside. */
    private String cells(Points points) {
        String row = graph.node("Mul", index(points.y()), graph.scalar(RoofMaps.SIDE));
        return graph.toWhole(graph.node("Add", row, index(points.x())));
    }

    private String index(String coordinate) {
        String index = graph.node("Floor", graph.node("Div", coordinate, graph.scalar(Instances.CELL)));
        return graph.node("Clip", index, graph.scalar(0), graph.scalar(RoofMaps.SIDE - 1));
    }

    /** What counting by label needs: labels and covered cells, [65536] each, and the shape [B, 65537] of the counts. */
    private record Tally(String labels, String covered, String shape) {}

    /** [B, 65537]: how many covered cells of each label lie in the region. */
    private String inside(Tally tally, String region) {
        String label = graph.node("Unsqueeze", graph.toWhole(tally.labels()), graph.longs(0));
        String indices = graph.node("Expand", label, graph.node("Shape", region));
        return scattered(graph.zeros(tally.shape()), indices, graph.node("Mul", region, tally.covered()));
    }

    /** [B, 65537]: 1 for labels with more than half of their covered cells in the region. */
    private String mostlyInside(Tally tally, String inside) {
        String label = graph.node("Unsqueeze", graph.toWhole(tally.labels()), graph.longs(0));
        String covered = graph.node("Unsqueeze", tally.covered(), graph.longs(0));
        String all = scattered(graph.zeros(graph.longs(1, CELLS + 1)), label, covered);
        return graph.greater(inside, graph.node("Mul", all, graph.scalar(0.5)));
    }

    /** The same for the label alone that has more covered cells in the region than any other. */
    private String fillsMost(Tally tally, String region) {
        String inside = inside(tally, region);
        // no label is 0: covered cells that belong to no roof are not to win
        String roofs = graph.slice(inside, 1, 1, CELLS + 1, 1);
        String most = graph.toFloat(graph.node("GreaterOrEqual", inside, graph.reduceMax(roofs, 1)));
        return graph.node("Mul", mostlyInside(tally, inside), most);
    }

    private String scattered(String zeros, String indices, String values) {
        return graph.node(
                "ScatterElements",
                List.of(zeros, indices, values),
                attribute("axis", 1),
                attribute("reduction", "add"));
    }

    private String positive(String value) {
        return graph.greater(value, graph.scalar(0));
    }
}
