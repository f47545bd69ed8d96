package org.gsprelabel.testdata.model;

import static org.gsprelabel.testdata.model.GraphBuilder.attribute;

import java.util.List;
import org.gsprelabel.testdata.model.Instances.Cells;

/**
 * The oriented box of each roof from the second moments of its pixels, inside a graph. A rectangle of sides w and h has the
 * variances w^2/12 and h^2/12 along them, so the axes of the pixels' covariance are its axes, and its sides follow from the
 * eigenvalues. Of a roof that is no rectangle, it is the rectangle of the same moments.
 *
 * <p>Sums over a roof are scattered to its label and gathered again by all its cells. Coordinates count from the centre of the
 * roof's bounding box, and within a cell from the cell's, so that squares stay small enough for float32.
 */
final class OrientedRoofs {

    private static final int MOMENTS = 6;

    private final GraphBuilder graph;
    private final Cells cells;

    private OrientedRoofs(GraphBuilder graph, Cells cells) {
        this.graph = graph;
        this.cells = cells;
    }

    /**
     * Values of cells.
     *
     * @param box [N, 4, H/4, W/4]: centre, longer and shorter side, in pixels
     * @param angle [N, 1, H/4, W/4]: of the longer side, -pi/4 to 3 pi/4, from x towards y
     */
    record Boxes(String box, String angle) {}

    static Boxes of(GraphBuilder graph, Cells cells) {
        return new OrientedRoofs(graph, cells).find();
    }

    private Boxes find() {
        String left = graph.slice(cells.corners(), 1, 0, 1, 1);
        String top = graph.slice(cells.corners(), 1, 1, 2, 1);
        String middleX = half(graph.node("Add", left, graph.slice(cells.corners(), 1, 2, 3, 1)));
        String middleY = half(graph.node("Add", top, graph.slice(cells.corners(), 1, 3, 4, 1)));
        String sums = sumsOfRoofs(sumsOfCells(cellCentre(3, middleX), cellCentre(2, middleY)));

        String count = graph.node("Max", channel(sums, 0), graph.scalar(1));
        String x = graph.node("Div", channel(sums, 1), count);
        String y = graph.node("Div", channel(sums, 2), count);
        String varianceX = variance(channel(sums, 3), count, x, x, 1 / 12.0);
        String varianceY = variance(channel(sums, 4), count, y, y, 1 / 12.0);
        String covariance = variance(channel(sums, 5), count, x, y, 0);

        String difference = graph.node("Sub", varianceX, varianceY);
        String twice = graph.node("Add", covariance, covariance);
        String root = graph.node(
                "Sqrt", graph.node("Add", graph.node("Mul", difference, difference), graph.node("Mul", twice, twice)));
        String total = graph.node("Add", varianceX, varianceY);
        String box = graph.concat(
                1,
                graph.node("Add", middleX, x),
                graph.node("Add", middleY, y),
                side(graph.node("Add", total, root)),
                side(graph.node("Sub", total, root)));
        return new Boxes(
                graph.node("Mul", box, cells.owned()),
                graph.node("Mul", angle(difference, twice, root), cells.owned()));
    }

    /** How far the centre of each cell lies from the middle of its roof. */
    private String cellCentre(int axis, String middle) {
        String centre = graph.node(
                "Add",
                graph.node("Mul", graph.ramp(cells.owned(), axis), graph.scalar(Instances.CELL)),
                graph.scalar(Instances.CELL / 2.0));
        return graph.node("Sub", centre, middle);
    }

    /** Of the roof pixels of each cell: their number, and the sums of x, y, x^2, y^2 and xy. */
    private String sumsOfCells(String cellX, String cellY) {
        String u = withinCell(3);
        String v = withinCell(2);
        String roof = cells.roof();
        String inner = graph.node(
                "Mul",
                graph.averageBlocks(
                        graph.concat(
                                1,
                                roof,
                                graph.node("Mul", roof, u),
                                graph.node("Mul", roof, v),
                                graph.node("Mul", roof, graph.node("Mul", u, u)),
                                graph.node("Mul", roof, graph.node("Mul", v, v)),
                                graph.node("Mul", roof, graph.node("Mul", u, v))),
                        Instances.CELL),
                graph.scalar(Instances.CELL * Instances.CELL));
        String count = channel(inner, 0);
        String sumX = graph.node("Add", channel(inner, 1), graph.node("Mul", count, cellX));
        String sumY = graph.node("Add", channel(inner, 2), graph.node("Mul", count, cellY));
        // x = X + u, y = Y + v: the sum of xy is that of uv, and X times the sum of v, and Y times the sum of y's
        // partner
        return graph.concat(
                1,
                count,
                sumX,
                sumY,
                product(channel(inner, 3), cellX, channel(inner, 1), cellX, sumX),
                product(channel(inner, 4), cellY, channel(inner, 2), cellY, sumY),
                product(channel(inner, 5), cellX, channel(inner, 2), cellY, sumX));
    }

    /** The sum of xy with x = X + u and y = Y + v: the sum of uv, and X times that of v, and Y times that of x. */
    private String product(String uv, String cellX, String v, String cellY, String x) {
        return graph.node("Add", graph.node("Add", uv, graph.node("Mul", cellX, v)), graph.node("Mul", cellY, x));
    }

    /** Places of pixels in their cell, from its centre: -1.5, -0.5, 0.5, 1.5. */
    private String withinCell(int axis) {
        String ramp = graph.ramp(cells.roof(), axis);
        String size = graph.scalar(Instances.CELL);
        String start = graph.node("Mul", graph.node("Floor", graph.node("Div", ramp, size)), size);
        return graph.node("Sub", graph.node("Sub", ramp, start), graph.scalar((Instances.CELL - 1) / 2.0));
    }

    /** [N, 6, h, w] of cells to [N, 6, h, w] of the roofs that they belong to. */
    private String sumsOfRoofs(String sums) {
        String flat = graph.node("Reshape", sums, graph.longs(0, 0, -1));
        String labels = graph.node("Reshape", graph.toWhole(cells.labels()), graph.longs(0, 0, -1));
        String where = graph.node("Expand", labels, graph.longs(1, MOMENTS, 1));
        String nothing = graph.node("Mul", flat, graph.scalar(0));
        String empty = graph.concat(2, nothing, graph.slice(nothing, 2, 0, 1, 1));
        String scattered = graph.node(
                "ScatterElements", List.of(empty, where, flat), attribute("axis", 2), attribute("reduction", "add"));
        String gathered = graph.node("GatherElements", List.of(scattered, where), attribute("axis", 2));
        return graph.node("Reshape", gathered, graph.node("Shape", sums));
    }

    /** E[ab] - E[a] E[b], and what the extent of a pixel adds. */
    private String variance(String sum, String count, String a, String b, double ofPixel) {
        String difference = graph.node("Sub", graph.node("Div", sum, count), graph.node("Mul", a, b));
        return graph.node("Add", difference, graph.scalar(ofPixel));
    }

    /** The side from twice the eigenvalue. */
    private String side(String twice) {
        return graph.node("Sqrt", graph.node("Max", graph.node("Mul", twice, graph.scalar(6)), graph.scalar(0)));
    }

    /** Half the angle of (x, y), whose length is r: tan(t/2) = y / (r + x) = (r - x) / y, the one that is not 0 / 0. */
    private String angle(String x, String y, String r) {
        String right = graph.node("Div", y, graph.node("Max", graph.node("Add", r, x), graph.scalar(1e-12)));
        String left = graph.node("Div", graph.node("Sub", r, x), y);
        String tangent = graph.node("Where", graph.node("Less", x, graph.scalar(0)), left, right);
        String angle = graph.node("Atan", tangent);
        String low = graph.toFloat(graph.node("Less", angle, graph.scalar(-Math.PI / 4)));
        return graph.node("Add", angle, graph.node("Mul", low, graph.scalar(Math.PI)));
    }

    private String half(String value) {
        return graph.node("Mul", value, graph.scalar(0.5));
    }

    private String channel(String value, int channel) {
        return graph.slice(value, 1, channel, channel + 1, 1);
    }
}
