package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gsprelabel.shape.Block;
import org.gsprelabel.shape.BlockOutlines;
import org.gsprelabel.shape.Chain;
import org.gsprelabel.shape.RingCutter;
import org.gsprelabel.shape.ShapeStep;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Outlines that are simplified and smoothed together, cut into chains by the blocks of the image.
 *
 * <p>Memory holds the chains of one block, one outline and sixteen bytes a chain; all else goes to temporary files when it
 * outgrows {@link PreLabelRun#MEMORY_LIMIT}. So a class map may be one mesh over an image of any size. The outcome is a function
 * of the set of outlines: of an outline, it depends on those alone that share a block with it.
 */
final class OutlineStore implements AutoCloseable {

    /**
     * An outline that was cleaned.
     *
     * @param geometry as it came out; not checked
     * @param heldBack the steps in which it moved less far than was asked for
     * @param leftAlone whether a ring of it is as it was, because it is larger than an image can be
     */
    record Cleaned(Geometry geometry, Set<ShapeStep> heldBack, boolean leftAlone) {}

    private final SpillStore<Chain> chains = new SpillStore<>(new ChainCodec(), PreLabelRun.MEMORY_LIMIT, 1);
    private final SpillStore<Chain> cleaned = new SpillStore<>(new ChainCodec(), PreLabelRun.MEMORY_LIMIT, 1);
    private final TreeMap<Block, Numbers> blocks = new TreeMap<>();
    /** Vertices of outlines where four blocks meet. */
    private final Set<Coordinate> corners = new HashSet<>();

    private long[] places = new long[0];
    private final Numbers chainsOfRings = new Numbers();
    private int nextRing;
    private int nextChain;

    /** A growing list. */
    private static final class Numbers {
        private int[] values = new int[4];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
            }
            values[size++] = value;
        }
    }

    /** Adds an outline. */
    void add(Geometry outline) {
        for (LinearRing ring : rings(outline)) {
            for (Coordinate vertex : ring.getCoordinates()) {
                if (Block.isCorner(vertex.x, vertex.y)) {
                    // Adding 0 makes one zero of the two.
                    corners.add(new Coordinate(vertex.x + 0.0, vertex.y + 0.0));
                }
            }
            chainsOfRings.add(RingCutter.accepts(ring) ? RingCutter.cut(ring, this::add) : 0);
        }
    }

    private void add(Block block, List<Coordinate> vertices) {
        blocks.computeIfAbsent(block, key -> new Numbers()).add(Math.toIntExact(chains.size()));
        chains.add(new Chain(vertices, false, false, Set.of()));
    }

    /**
     * Cleans all outlines; call once, after the last was added.
     *
     * @param simplify in pixels, 0 for none
     * @param smooth in pixels, 0 for none
     * @param check called before each block; may throw
     */
    void clean(double simplify, double smooth, Runnable check) {
        places = new long[Math.toIntExact(chains.size())];
        for (Map.Entry<Block, Numbers> entry : blocks.entrySet()) {
            check.run();
            Numbers numbers = entry.getValue();
            List<List<Coordinate>> vertices = new ArrayList<>(numbers.size);
            for (int i = 0; i < numbers.size; i++) {
                vertices.add(chains.get(numbers.values[i]).vertices());
            }
            int i = 0;
            for (Chain chain : BlockOutlines.clean(entry.getKey(), vertices, simplify, smooth)) {
                places[numbers.values[i++]] = cleaned.size();
                cleaned.add(chain);
            }
        }
    }

    /**
     * What has become of the next outline, in the order in which they were added.
     *
     * @param outline as it was added
     */
    Cleaned next(Geometry outline) {
        Polygon[] parts = new Polygon[outline.getNumGeometries()];
        EnumSet<ShapeStep> heldBack = EnumSet.noneOf(ShapeStep.class);
        boolean leftAlone = false;
        for (int i = 0; i < parts.length; i++) {
            List<LinearRing> rings = new ArrayList<>();
            for (LinearRing ring : rings(outline.getGeometryN(i))) {
                List<Chain> own = nextChains();
                own.forEach(chain -> heldBack.addAll(chain.heldBack()));
                leftAlone |= own.isEmpty();
                rings.add(own.isEmpty() ? ring : BlockOutlines.ring(own, corners, outline.getFactory()));
            }
            parts[i] = outline.getFactory()
                    .createPolygon(rings.get(0), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
        }
        Geometry geometry = parts.length == 1 ? parts[0] : outline.getFactory().createMultiPolygon(parts);
        return new Cleaned(geometry, heldBack, leftAlone);
    }

    private List<Chain> nextChains() {
        List<Chain> own = new ArrayList<>();
        int count = chainsOfRings.values[nextRing++];
        for (int i = 0; i < count; i++) {
            own.add(cleaned.get(places[nextChain++]));
        }
        return own;
    }

    private static List<LinearRing> rings(Geometry outline) {
        List<LinearRing> rings = new ArrayList<>();
        for (int i = 0; i < outline.getNumGeometries(); i++) {
            Polygon part = (Polygon) outline.getGeometryN(i);
            rings.add(part.getExteriorRing());
            for (int hole = 0; hole < part.getNumInteriorRing(); hole++) {
                rings.add(part.getInteriorRingN(hole));
            }
        }
        return rings;
    }

    @Override
    public void close() {
        chains.close();
        cleaned.close();
    }
}
