package org.gsprelabel.testdata.model;

/**
 * Prototypes and coefficients whose product is a mask (as in YOLACT; Bolya et al., 2019). With (a, b) the column and row
 * of the cell that names a roof, the prototypes of a cell are c, a2 + b2, a, b, 1 and those of a row of the output 8, -k,
 * 2ka', 2kb', -k(a'2 + b'2): their product 8c - k((a - a')2 + (b - b')2) is the cover c on the roof's own cells and far
 * below zero on others.
 */
final class MaskCode {

    static final int LENGTH = 32;

    private static final int USED = 5;
    private static final double SEPARATION = 4;
    private static final double SHARPNESS = 8;

    private MaskCode() {}

    /** [N, 32, H/4, W/4]. */
    static String prototypes(GraphBuilder graph, Instances.Cells cells) {
        String labels = Instances.widened(graph, cells);
        String row = row(graph, labels);
        String column = column(graph, labels, row);
        String one = graph.node("Add", graph.node("Mul", labels, graph.scalar(0)), graph.scalar(1));
        String used = graph.concat(1, cells.cover(), squares(graph, column, row), column, row, one);
        return graph.padChannels(used, LENGTH - USED);
    }

    /** [N, 32, H/4, W/4]: what the mask of the roof on each cell needs; 0 on cells without a roof. */
    static String coefficients(GraphBuilder graph, Instances.Cells cells) {
        String row = row(graph, cells.labels());
        String column = column(graph, cells.labels(), row);
        String minus = graph.scalar(-SEPARATION);
        String twice = graph.scalar(2 * SEPARATION);
        String used = graph.concat(
                1,
                graph.node("Mul", cells.owned(), graph.scalar(SHARPNESS)),
                graph.node("Mul", cells.owned(), minus),
                graph.node("Mul", column, twice),
                graph.node("Mul", row, twice),
                graph.node("Mul", squares(graph, column, row), minus));
        return graph.padChannels(graph.node("Mul", used, cells.owned()), LENGTH - USED);
    }

    private static String row(GraphBuilder graph, String labels) {
        // half a cell away from the whole number, where rounding of the division could tip it over
        String middle = graph.node("Sub", labels, graph.scalar(0.5));
        return graph.node("Floor", graph.node("Div", middle, graph.size(labels, 3)));
    }

    private static String column(GraphBuilder graph, String labels, String row) {
        String number = graph.node("Sub", labels, graph.scalar(1));
        return graph.node("Sub", number, graph.node("Mul", row, graph.size(labels, 3)));
    }

    private static String squares(GraphBuilder graph, String a, String b) {
        return graph.node("Add", graph.node("Mul", a, a), graph.node("Mul", b, b));
    }
}
