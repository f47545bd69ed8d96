package org.gsprelabel.vectorize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Turns a mask into polygons along the edges of its pixels.
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>one polygon per 4-connected component, in scan order of the components' first pixels (as
 *       {@link ConnectedComponents});
 *   <li>the area of a polygon is the number of its pixels; holes are kept;
 *   <li>coordinates are whole numbers in the frame of the mask, its offset included;
 *   <li>every polygon is valid: where the boundary of a component meets itself at a pixel corner, it falls into a ring and
 *       a hole, or two holes, that touch at that point;
 *   <li>no vertex lies on a straight line;
 *   <li>every polygon is in the normal form of JTS ({@link Polygon#normalize()}): shell clockwise and holes
 *       counter-clockwise with the y axis up, rings start at their smallest coordinate, holes are sorted.
 * </ul>
 *
 * <p>The corners of the boundary are found by comparing neighbouring rows 64 pixels at a time, and linked along rows and
 * columns; the component that a hole belongs to is that of the boundary met next on its left. The time is proportional to
 * the words of the mask plus the corners. The idea of deriving nesting from the scan is that of S. Suzuki and K. Abe,
 * "Topological structural analysis of digitized binary images by border following", Computer Vision, Graphics, and Image
 * Processing 30(1), 1985; linking corners instead of following borders is that of R. L. T. Cederberg, "Chain-link coding
 * and segmentation for raster scan devices", Computer Graphics and Image Processing 10(3), 1979.
 */
public final class MaskVectorizer {

    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final LinearRing[] NO_HOLES = {};

    private final BitMask mask;
    private final CornerGraph corners;

    /** Component of the ring that a corner lies on, counted from 1; 0 as long as the ring has not been walked. */
    private final int[] components;

    private final List<LinearRing> shells = new ArrayList<>();
    private final List<List<LinearRing>> holes = new ArrayList<>();

    /** Corners of the ring that is being walked. */
    private int[] ring = new int[64];

    private MaskVectorizer(BitMask mask) {
        this.mask = mask;
        this.corners = new CornerGraph(mask);
        this.components = new int[corners.count()];
    }

    /** The polygons of a mask; none when no pixel is set. */
    public static List<Polygon> polygons(BitMask mask) {
        MaskVectorizer vectorizer = new MaskVectorizer(mask);
        vectorizer.walkRings();
        return vectorizer.assemble();
    }

    private void walkRings() {
        for (int corner = 0; corner < components.length; corner++) {
            if (components[corner] != 0) {
                continue;
            }
            int earlier = corners.earlierRing(corner);
            if (earlier < 0) {
                holes.add(List.of());
                shells.add(shell(corner, shells.size() + 1));
            } else {
                int component = components[earlier];
                addHole(component, hole(corner, component));
            }
        }
    }

    private void addHole(int component, LinearRing hole) {
        if (holes.get(component - 1).isEmpty()) {
            holes.set(component - 1, new ArrayList<>(2));
        }
        holes.get(component - 1).add(hole);
    }

    private List<Polygon> assemble() {
        Polygon[] polygons = new Polygon[shells.size()];
        for (int i = 0; i < polygons.length; i++) {
            LinearRing[] ofShell =
                    holes.get(i).isEmpty() ? NO_HOLES : holes.get(i).toArray(LinearRing[]::new);
            Arrays.sort(ofShell);
            polygons[i] = FACTORY.createPolygon(shells.get(i), ofShell);
        }
        return List.of(polygons);
    }

    /** The first corner has its edges to the right and down: down first is clockwise when y points up. */
    private LinearRing shell(int first, int component) {
        int size = 0;
        int corner = first;
        do {
            int below = corners.vertical(corner);
            size = walk(corner, below, size, component);
            corner = corners.horizontal(below);
        } while (corner != first);
        return ring(size);
    }

    private LinearRing hole(int first, int component) {
        int size = 0;
        int corner = first;
        do {
            int across = corners.horizontal(corner);
            size = walk(corner, across, size, component);
            corner = corners.vertical(across);
        } while (corner != first);
        return ring(size);
    }

    private int walk(int corner, int next, int size, int component) {
        if (size + 2 > ring.length) {
            ring = Arrays.copyOf(ring, Math.multiplyExact(ring.length, 2));
        }
        ring[size] = corner;
        ring[size + 1] = next;
        components[corner] = component;
        components[next] = component;
        return size + 2;
    }

    private LinearRing ring(int size) {
        int start = 0;
        for (int i = 1; i < size; i++) {
            int byX = Integer.compare(corners.x(ring[i]), corners.x(ring[start]));
            if (byX < 0 || (byX == 0 && corners.y(ring[i]) < corners.y(ring[start]))) {
                start = i;
            }
        }
        Coordinate[] coordinates = new Coordinate[size + 1];
        for (int i = 0; i <= size; i++) {
            int corner = ring[(start + i) % size];
            coordinates[i] =
                    new Coordinate((double) mask.x() + corners.x(corner), (double) mask.y() + corners.y(corner));
        }
        return FACTORY.createLinearRing(coordinates);
    }
}
