package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskRasterizer;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * The union of the pieces of an object, in a form that does not depend on how it was cut.
 *
 * <p>Guarantees: a valid Polygon or MultiPolygon in the normal form of JTS, holes kept, without vertices on straight
 * lines; exact for pieces along pixel edges and for boxes. Pieces along pixel edges are united bit by bit unless their
 * extent is very large, other pieces with edges parallel to the axes by {@link AxisParallelUnion}, two convex ones by
 * {@link ConvexUnion}, all others by the OverlayNG of JTS.
 */
final class PieceUnion {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** Above so many pixels (2 MiB of bits) other ways are cheaper. */
    private static final long MAX_PIXELS = 1L << 24;

    private PieceUnion() {}

    /**
     * Unites polygons and multipolygons.
     *
     * @param pieces at least one, in an order that depends on their content alone
     */
    static Geometry of(List<Geometry> pieces) {
        Envelope extent = new Envelope();
        for (Geometry piece : pieces) {
            extent.expandToInclude(piece.getEnvelopeInternal());
        }
        List<Polygon> polygons = extent.getArea() <= MAX_PIXELS
                        && pieces.stream().allMatch(MaskRasterizer::followsPixelEdges)
                ? unitePixels(pieces, extent)
                : AxisParallelUnion.of(pieces).or(() -> uniteConvex(pieces)).orElseGet(() -> uniteOutlines(pieces));
        Geometry union =
                polygons.size() == 1 ? polygons.get(0) : FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
        union.normalize();
        return union;
    }

    /** Whether the union of a shape with others of the kind is exact. */
    static boolean isAxisParallel(Geometry shape) {
        return shape.isRectangle() || AxisParallelUnion.accepts(shape);
    }

    private static List<Polygon> unitePixels(List<Geometry> pieces, Envelope extent) {
        PixelRect all = window(extent);
        BitMask union = new BitMask(all.x(), all.y(), all.width(), all.height());
        for (Geometry piece : pieces) {
            union.or(MaskRasterizer.fill(piece, window(piece.getEnvelopeInternal())));
        }
        return MaskVectorizer.polygons(union);
    }

    private static PixelRect window(Envelope box) {
        return new PixelRect((int) box.getMinX(), (int) box.getMinY(), (int) box.getWidth(), (int) box.getHeight());
    }

    private static Optional<List<Polygon>> uniteConvex(List<Geometry> pieces) {
        return pieces.size() == 2 ? ConvexUnion.of(pieces.get(0), pieces.get(1)).map(List::of) : Optional.empty();
    }

    /** Package-private so that a test can hold the ways against each other. */
    static List<Polygon> uniteOutlines(List<Geometry> pieces) {
        Geometry union = switch (pieces.size()) {
            case 1 -> pieces.get(0);
            case 2 -> OverlayNGRobust.overlay(pieces.get(0), pieces.get(1), OverlayNG.UNION);
            default -> OverlayNGRobust.union(pieces);
        };
        List<Polygon> polygons = new ArrayList<>(union.getNumGeometries());
        for (int i = 0; i < union.getNumGeometries(); i++) {
            if (union.getGeometryN(i) instanceof Polygon polygon) {
                polygons.add(withoutStraightVertices(polygon));
            }
        }
        return polygons;
    }

    /** A polygon without those of its vertices that lie on straight lines. */
    static Polygon withoutStraightVertices(Polygon polygon) {
        LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
        for (int i = 0; i < holes.length; i++) {
            holes[i] = withoutStraightVertices(polygon.getInteriorRingN(i));
        }
        return FACTORY.createPolygon(withoutStraightVertices(polygon.getExteriorRing()), holes);
    }

    private static LinearRing withoutStraightVertices(LinearRing ring) {
        Coordinate[] all = ring.getCoordinates();
        int size = all.length - 1;
        List<Coordinate> corners = new ArrayList<>(all.length);
        for (int i = 0; i < size; i++) {
            Coordinate before = corners.isEmpty() ? all[(i + size - 1) % size] : corners.get(corners.size() - 1);
            if (Orientation.index(before, all[i], all[i + 1]) != Orientation.COLLINEAR) {
                corners.add(all[i].copy());
            }
        }
        corners.add(corners.get(0).copy());
        return FACTORY.createLinearRing(corners.toArray(Coordinate[]::new));
    }
}
