package org.gsprelabel.shape;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;

/**
 * Simplifies and smooths the outlines in one block, and puts rings together again.
 *
 * <p>Guarantees: the outcome of a block is a function of the set of chains in it. Every outline stays within the distances
 * given; polygons that shared an edge have no gap between them and do not overlap, and none overlaps a neighbour that it did
 * not overlap before.
 */
public final class BlockOutlines {

    /** Parts of the distance that rounds of smoothing may use up. */
    private static final double[] ROUNDS = {0.5, 0.25, 0.25};

    /** Vertices that were put on an edge where it crosses a border are taken off again when they are this near, in pixels. */
    private static final double STRAIGHT = 1e-6;

    private BlockOutlines() {}

    /**
     * Cleans a block.
     *
     * @param chains of all outlines that have something in the block
     * @param simplify largest distance in pixels that simplification may move an outline; 0 for none
     * @param smooth largest distance in pixels that smoothing may move it after that; 0 for none
     * @return the chains in the order given, with the same ends
     */
    public static List<Chain> clean(Block block, List<List<Coordinate>> chains, double simplify, double smooth) {
        OutlineGraph graph = new OutlineGraph(block, chains);
        BitSet heldBack = simplify > 0 ? OutlineSimplifier.simplify(graph, simplify) : new BitSet();
        List<List<Coordinate>> outlines = new ArrayList<>(chains.size());
        BitSet heldBackChains = new BitSet();
        BitSet smoothedLess = new BitSet();
        for (int i = 0; i < graph.chainCount(); i++) {
            outlines.add(vertices(graph, i));
            for (int vertex : graph.liveVertices(i)) {
                if (heldBack.get(vertex)) {
                    heldBackChains.set(i);
                }
            }
        }
        if (smooth > 0) {
            for (double part : ROUNDS) {
                OutlineSmoother round = OutlineSmoother.smooth(new OutlineGraph(block, outlines), smooth * part);
                for (int i = 0; i < outlines.size(); i++) {
                    outlines.set(i, round.chain(i));
                    smoothedLess.set(i, smoothedLess.get(i) || round.isHeldBack(i));
                }
            }
        }
        List<Chain> clean = new ArrayList<>(outlines.size());
        for (int i = 0; i < outlines.size(); i++) {
            clean.add(new Chain(
                    outlines.get(i),
                    graph.startsAtNode(i),
                    graph.endsAtNode(i),
                    steps(heldBackChains.get(i), smoothedLess.get(i))));
        }
        return clean;
    }

    private static Set<ShapeStep> steps(boolean simplify, boolean smooth) {
        EnumSet<ShapeStep> steps = EnumSet.noneOf(ShapeStep.class);
        if (simplify) {
            steps.add(ShapeStep.SIMPLIFY);
        }
        if (smooth) {
            steps.add(ShapeStep.SMOOTH);
        }
        return steps;
    }

    private static List<Coordinate> vertices(OutlineGraph graph, int chain) {
        int[] live = graph.liveVertices(chain);
        List<Coordinate> vertices = new ArrayList<>(live.length + 1);
        for (int vertex : live) {
            vertices.add(graph.vertices[vertex]);
        }
        if (graph.isRing(chain)) {
            vertices.add(vertices.get(0));
        }
        return vertices;
    }

    /**
     * The ring that chains make end to end; without the vertices that were put where an edge crosses a border and no outline
     * meets it.
     *
     * @param corners vertices of outlines where four blocks meet; they may be of blocks through which this ring does not go
     */
    public static LinearRing ring(List<Chain> chains, Set<Coordinate> corners, GeometryFactory factory) {
        List<Coordinate> ring = new ArrayList<>();
        if (chains.size() == 1 && chains.get(0).isRing()) {
            chains.get(0).vertices().forEach(vertex -> ring.add(vertex.copy()));
            return factory.createLinearRing(ring.toArray(Coordinate[]::new));
        }
        for (int i = 0; i < chains.size(); i++) {
            Chain before = chains.get((i + chains.size() - 1) % chains.size());
            Chain chain = chains.get(i);
            List<Coordinate> vertices = chain.vertices();
            Coordinate first = vertices.get(0);
            boolean needed = before.endsAtNode()
                    || chain.startsAtNode()
                    || corners.contains(first)
                    || new Segment(before.vertices().get(before.vertices().size() - 2), vertices.get(1)).distance(first)
                            > STRAIGHT;
            for (Coordinate vertex : vertices.subList(needed ? 0 : 1, vertices.size() - 1)) {
                ring.add(vertex.copy());
            }
        }
        if (ring.size() < 3) {
            return wholeRing(chains, factory);
        }
        ring.add(ring.get(0).copy());
        return factory.createLinearRing(ring.toArray(Coordinate[]::new));
    }

    private static LinearRing wholeRing(Collection<Chain> chains, GeometryFactory factory) {
        List<Coordinate> ring = new ArrayList<>();
        for (Chain chain : chains) {
            chain.vertices().subList(0, chain.vertices().size() - 1).forEach(vertex -> ring.add(vertex.copy()));
        }
        ring.add(ring.get(0).copy());
        return factory.createLinearRing(ring.toArray(Coordinate[]::new));
    }
}
