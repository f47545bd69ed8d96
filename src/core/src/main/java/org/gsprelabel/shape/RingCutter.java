package org.gsprelabel.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LinearRing;

/**
 * Cuts rings where they cross from one block into the next. The point of a crossing depends on the edge alone, not on its
 * direction, so polygons that share an edge are cut alike.
 */
public final class RingCutter {

    /** Blocks further from the first than this have no objects: the largest image has about a quarter as many in a row. */
    private static final double MAX_BLOCKS = 1 << 23;

    /** Borders that a ring may cross beyond one for each vertex: as many as a box around an image of 8 million pixels a side. */
    private static final double MAX_CROSSINGS = 1 << 16;

    private RingCutter() {}

    /** Whether a ring is of a size that an image can have; each crossing of a border takes memory. */
    public static boolean accepts(LinearRing ring) {
        Envelope bounds = ring.getEnvelopeInternal();
        double furthest = Math.max(
                Math.max(Math.abs(bounds.getMinX()), Math.abs(bounds.getMaxX())),
                Math.max(Math.abs(bounds.getMinY()), Math.abs(bounds.getMaxY())));
        return furthest <= MAX_BLOCKS * Block.SIDE && crossings(ring) <= MAX_CROSSINGS + ring.getNumPoints();
    }

    /** About how many borders a ring crosses. */
    private static double crossings(LinearRing ring) {
        CoordinateSequence vertices = ring.getCoordinateSequence();
        double length = 0;
        for (int i = 1; i < vertices.size(); i++) {
            length += Math.abs(vertices.getX(i) - vertices.getX(i - 1))
                    + Math.abs(vertices.getY(i) - vertices.getY(i - 1));
        }
        return length / Block.SIDE;
    }

    /**
     * Cuts a ring.
     *
     * @param sink takes the chains in the ring's order, each with its block; end to end they are the ring
     * @return how many chains
     */
    public static int cut(LinearRing ring, BiConsumer<Block, List<Coordinate>> sink) {
        List<Coordinate> vertices = withCrossings(ring.getCoordinateSequence());
        int edges = vertices.size() - 1;
        int first = 0;
        while (first < edges && blockOf(vertices, first).equals(blockOf(vertices, (first + edges - 1) % edges))) {
            first++;
        }
        if (first == edges) {
            sink.accept(blockOf(vertices, 0), vertices);
            return 1;
        }
        int chains = 0;
        List<Coordinate> chain = new ArrayList<>();
        chain.add(vertices.get(first));
        for (int i = 0; i < edges; i++) {
            int edge = (first + i) % edges;
            chain.add(vertices.get(edge + 1));
            Block block = blockOf(vertices, edge);
            if (i == edges - 1 || !block.equals(blockOf(vertices, (edge + 1) % edges))) {
                sink.accept(block, chain);
                chains++;
                chain = new ArrayList<>();
                chain.add(vertices.get((edge + 1) % edges));
            }
        }
        return chains;
    }

    private static Block blockOf(List<Coordinate> vertices, int edge) {
        Coordinate a = vertices.get(edge);
        Coordinate b = vertices.get(edge + 1);
        return Block.of((a.x + b.x) / 2, (a.y + b.y) / 2);
    }

    private static List<Coordinate> withCrossings(CoordinateSequence ring) {
        List<Coordinate> vertices = new ArrayList<>(ring.size());
        vertices.add(vertex(ring, 0));
        for (int i = 1; i < ring.size(); i++) {
            Coordinate from = vertices.get(vertices.size() - 1);
            Coordinate to = vertex(ring, i);
            if (from.equals2D(to)) {
                continue;
            }
            if (crossesBorder(from, to)) {
                for (Coordinate crossing : crossings(from, to)) {
                    if (!crossing.equals2D(vertices.get(vertices.size() - 1)) && !crossing.equals2D(to)) {
                        vertices.add(crossing);
                    }
                }
            }
            vertices.add(to);
        }
        return vertices;
    }

    /** Adding 0 makes one zero of the two, which are different where vertices are looked up. */
    private static Coordinate vertex(CoordinateSequence ring, int i) {
        return new Coordinate(ring.getX(i) + 0.0, ring.getY(i) + 0.0);
    }

    private static boolean crossesBorder(Coordinate from, Coordinate to) {
        return Math.floor(from.x / Block.SIDE) != Math.floor(to.x / Block.SIDE)
                || Math.floor(from.y / Block.SIDE) != Math.floor(to.y / Block.SIDE);
    }

    private static List<Coordinate> crossings(Coordinate from, Coordinate to) {
        boolean forward = from.compareTo(to) < 0;
        Coordinate a = forward ? from : to;
        Coordinate b = forward ? to : from;
        List<Coordinate> crossings = new ArrayList<>();
        for (double x = nextBorder(a.x); x < b.x; x += Block.SIDE) {
            crossings.add(new Coordinate(x, a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y)));
        }
        double bottom = Math.max(a.y, b.y);
        for (double y = nextBorder(Math.min(a.y, b.y)); y < bottom; y += Block.SIDE) {
            crossings.add(new Coordinate(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x), y));
        }
        Comparator<Coordinate> along = Comparator.comparingDouble(point -> point.distance(from));
        crossings.sort(along);
        return crossings;
    }

    /** The first border behind a coordinate. */
    private static double nextBorder(double value) {
        return (Math.floor(value / Block.SIDE) + 1) * Block.SIDE;
    }
}
