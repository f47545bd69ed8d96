package org.gsprelabel.shape;

import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.locationtech.jts.geom.Coordinate;

/**
 * Takes vertices out of the outlines of a block, the corner of least area first.
 *
 * <p>Guarantees: no vertex that is taken out lies further from the new outline than the tolerance. Nodes and vertices on the
 * block's border stay. Outlines that did not cross do not cross, a ring keeps at least three vertices, and what polygons
 * shared they go on sharing: a corner is cut off only when no vertex of any outline lies in it. The outcome is a function
 * of the set of outlines, not of their order.
 *
 * <p>The order of removal is that of M. Visvalingam and J. D. Whyatt, "Line generalisation by repeated elimination of
 * points", The Cartographic Journal 30(1), 1993, and the test of the corner that of the coverage simplification of JTS.
 * That method bounds the area of what is cut off, though, and this one the distance, since that is what users are told.
 */
final class OutlineSimplifier {

    /** Vertices between two that are kept, at most: keeps the time for outlines of any length linear. */
    private static final int LONGEST_SECTION = 1024;

    /** A corner may become free when its surroundings have become simpler. */
    private static final int PASSES = 3;

    private record Corner(double area, Coordinate place, int vertex, int age) {
        static final Comparator<Corner> ORDER = Comparator.comparingDouble(Corner::area)
                .thenComparingDouble(corner -> corner.place.y)
                .thenComparingDouble(corner -> corner.place.x);
    }

    private final OutlineGraph graph;
    private final double tolerance;
    private final int[] original;
    private final int[] ages;
    private final VertexGrid grid;
    private final BitSet heldBack = new BitSet();
    private final PriorityQueue<Corner> queue = new PriorityQueue<>(Corner.ORDER);

    private OutlineSimplifier(OutlineGraph graph, double tolerance) {
        this.graph = graph;
        this.tolerance = tolerance;
        this.original = graph.neighbours.clone();
        this.ages = new int[graph.vertices.length];
        this.grid = new VertexGrid(graph.block, graph.vertices, graph.live);
    }

    /**
     * Simplifies a block.
     *
     * @param tolerance largest distance in pixels between old and new outlines, above 0
     * @return the vertices that were held back
     */
    static BitSet simplify(OutlineGraph graph, double tolerance) {
        OutlineSimplifier simplifier = new OutlineSimplifier(graph, tolerance);
        boolean goesOn = true;
        for (int pass = 0; goesOn && pass < PASSES; pass++) {
            goesOn = simplifier.pass();
        }
        return simplifier.heldBack;
    }

    private boolean pass() {
        boolean changed = false;
        graph.live.stream().forEach(this::enqueue);
        while (!queue.isEmpty()) {
            Corner corner = queue.remove();
            if (corner.age == ages[corner.vertex] && isRemovable(corner.vertex)) {
                int a = graph.neighbours[2 * corner.vertex];
                int b = graph.neighbours[2 * corner.vertex + 1];
                ages[corner.vertex]++;
                graph.remove(corner.vertex);
                enqueue(a);
                enqueue(b);
                changed = true;
            }
        }
        return changed;
    }

    private void enqueue(int vertex) {
        if (!graph.isMovable(vertex)) {
            return;
        }
        Coordinate v = graph.vertices[vertex];
        Coordinate a = graph.vertices[graph.neighbours[2 * vertex]];
        Coordinate b = graph.vertices[graph.neighbours[2 * vertex + 1]];
        // The same bits whichever neighbour is called the first.
        double area = a.compareTo(b) < 0 ? area(a, v, b) : area(b, v, a);
        queue.add(new Corner(area, v, vertex, ++ages[vertex]));
    }

    private static double area(Coordinate a, Coordinate v, Coordinate b) {
        return Math.abs((v.x - a.x) * (b.y - a.y) - (v.y - a.y) * (b.x - a.x));
    }

    private boolean isRemovable(int vertex) {
        int a = graph.neighbours[2 * vertex];
        int b = graph.neighbours[2 * vertex + 1];
        heldBack.clear(vertex);
        if (a == b || graph.hasEdge(a, b) || liesOnBorder(a, b) || !isWithinTolerance(vertex, a, b)) {
            return false;
        }
        if (grid.anyWithin(a, vertex, b)) {
            heldBack.set(vertex);
            return false;
        }
        return true;
    }

    /** What the neighbouring block has along the border is not known here; an edge there might lie on one of its edges. */
    private boolean liesOnBorder(int a, int b) {
        Coordinate from = graph.vertices[a];
        Coordinate to = graph.vertices[b];
        return (from.x == to.x && from.x % Block.SIDE == 0) || (from.y == to.y && from.y % Block.SIDE == 0);
    }

    private boolean isWithinTolerance(int vertex, int a, int b) {
        Segment segment = new Segment(graph.vertices[a], graph.vertices[b]);
        if (segment.distance(graph.vertices[vertex]) > tolerance) {
            return false;
        }
        int count = 1;
        for (int side = 0; side < 2; side++) {
            int previous = vertex;
            int current = original[2 * vertex + side];
            while (current != a && current != b) {
                if (++count > LONGEST_SECTION || segment.distance(graph.vertices[current]) > tolerance) {
                    return false;
                }
                int next = original[2 * current] == previous ? original[2 * current + 1] : original[2 * current];
                previous = current;
                current = next;
            }
        }
        return true;
    }
}
