package org.gsprelabel.candidate;

import java.util.EnumSet;
import java.util.Set;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;

/**
 * A polygon with a class and a confidence.
 *
 * @param geometry Polygon or MultiPolygon, valid, not empty, in pixels of the working grid
 * @param className class as the descriptor names it
 * @param confidence 0..1
 * @param tile that saw it; of a merged candidate: the first of its pieces, row by row
 * @param cutSides sides of the tile's window that may have cut it; of a merged candidate: empty when it is whole
 * @param pieces how many candidates were merged into it, at least 1
 * @param origin what asked for it; of a merged candidate: that of its strongest piece
 */
public record Candidate(
        Geometry geometry,
        String className,
        double confidence,
        TileId tile,
        Set<Side> cutSides,
        int pieces,
        Origin origin) {

    /**
     * Coordinates of detections are multiples of one part in this many of a pixel: fine enough for any model, and coarse
     * enough to be found again, bit for bit, after a way through world coordinates.
     */
    public static final int FRACTIONS = 256;

    public Candidate {
        if (!(geometry instanceof Polygonal) || geometry.isEmpty()) {
            throw new IllegalArgumentException(
                    "geometry of a candidate must be a polygon or multipolygon that is not empty, got " + geometry);
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be from 0 to 1, got " + confidence);
        }
        if (className.isBlank()) {
            throw new IllegalArgumentException("class name must not be blank");
        }
        if (pieces < 1) {
            throw new IllegalArgumentException("pieces must be at least 1, got " + pieces);
        }
        cutSides = cutSides.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(cutSides));
    }

    /** A candidate that nobody asked for in particular. */
    public Candidate(
            Geometry geometry, String className, double confidence, TileId tile, Set<Side> cutSides, int pieces) {
        this(geometry, className, confidence, tile, cutSides, pieces, Origin.NONE);
    }

    /** The nearest coordinate that a detection can have. */
    public static double snapped(double coordinate) {
        return Math.rint(coordinate * FRACTIONS) / FRACTIONS;
    }

    /** The same candidate with another shape. */
    public Candidate withGeometry(Geometry other) {
        return new Candidate(other, className, confidence, tile, cutSides, pieces, origin);
    }
}
