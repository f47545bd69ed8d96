package org.gsprelabel.shape;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * Cuts the corners of the outlines in a block: one round of G. M. Chaikin, "An algorithm for high-speed curve generation",
 * Computer Graphics and Image Processing 3(4), 1974, each corner cut off at a quarter of its edges, or less.
 *
 * <p>Guarantees: no outline moves further than the limit. Nodes and vertices on the block's border stay, and what polygons
 * shared they go on sharing. Outlines that did not cross do not cross: a corner in which a vertex of any outline lies is cut
 * less, or not at all. The outcome is a function of the set of outlines, not of their order.
 */
final class OutlineSmoother {

    private static final double QUARTER = 0.25;
    private static final int TRIES = 4;

    private final OutlineGraph graph;
    private final double[] cuts;
    private final BitSet heldBack = new BitSet();

    private OutlineSmoother(OutlineGraph graph, double limit) {
        this.graph = graph;
        this.cuts = new double[graph.vertices.length];
        VertexGrid grid = new VertexGrid(graph.block, graph.vertices, graph.live);
        for (int vertex = graph.live.nextSetBit(0); vertex >= 0; vertex = graph.live.nextSetBit(vertex + 1)) {
            if (graph.isMovable(vertex)) {
                cuts[vertex] = cut(vertex, limit, grid);
            }
        }
    }

    /**
     * Cuts the corners once.
     *
     * @param limit largest distance in pixels between old and new outlines, above 0
     */
    static OutlineSmoother smooth(OutlineGraph graph, double limit) {
        return new OutlineSmoother(graph, limit);
    }

    private double cut(int vertex, double limit, VertexGrid grid) {
        int a = graph.neighbours[2 * vertex];
        int b = graph.neighbours[2 * vertex + 1];
        Coordinate v = graph.vertices[vertex];
        Coordinate p = graph.vertices[a];
        Coordinate q = graph.vertices[b];
        double height = new Segment(p, q).distance(v);
        if (a == b || height == 0) {
            return 0;
        }
        double cut = Math.min(QUARTER, limit / height);
        for (int i = 0; i < TRIES; i++) {
            // Neither its own neighbours: a cut that reaches none of them cannot meet their cuts.
            if (!grid.anyWithin(towards(v, p, cut), v, towards(v, q, cut), vertex, a, b)) {
                return cut;
            }
            heldBack.set(vertex);
            cut /= 2;
        }
        return 0;
    }

    private static Coordinate towards(Coordinate from, Coordinate to, double share) {
        return new Coordinate(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y));
    }

    /** The vertices of a chain with its corners cut. */
    List<Coordinate> chain(int number) {
        int[] chain = graph.liveVertices(number);
        boolean ring = graph.isRing(number);
        List<Coordinate> smooth = new ArrayList<>(2 * chain.length + 1);
        for (int i = 0; i < chain.length; i++) {
            Coordinate v = graph.vertices[chain[i]];
            double cut = cuts[chain[i]];
            if (cut == 0) {
                smooth.add(v);
            } else {
                Coordinate before = graph.vertices[chain[(i + chain.length - 1) % chain.length]];
                Coordinate after = graph.vertices[chain[(i + 1) % chain.length]];
                smooth.add(towards(v, before, cut));
                smooth.add(towards(v, after, cut));
            }
        }
        if (ring) {
            smooth.add(smooth.get(0));
        }
        return smooth;
    }

    boolean isHeldBack(int number) {
        for (int vertex : graph.liveVertices(number)) {
            if (heldBack.get(vertex)) {
                return true;
            }
        }
        return false;
    }
}
