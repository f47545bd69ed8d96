package org.gsprelabel.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Squares the footprint of a building: every edge lies along one direction or its normal, and all angles are right, on the
 * ground.
 *
 * <p>Guarantees: a valid shape with as many parts and holes, all in one frame; area within {@value #AREA_PERCENT} percent of the
 * input's, intersection over union with it at least {@value #MIN_IOU}, and within its bounding box grown by {@link #reach}.
 * Where that cannot be had, such as of a tree, a tank or a shape of more than {@value #MAX_VERTICES} vertices, there is no
 * result. Each footprint is squared by itself: neighbours that shared a wall may overlap or part by about a pixel.
 *
 * <p>The scheme, dominant direction first and then lines fitted to the sections of the outline, is that of
 * A. Sampath and J. Shan, "Building boundary tracing and regularization from airborne lidar point clouds",
 * Photogrammetric Engineering and Remote Sensing 73(7), 2007.
 */
public final class FootprintSquarer {

    /** Least intersection over union with the input. */
    public static final double MIN_IOU = 0.85;

    /** Largest change of the area, in percent. */
    public static final double AREA_PERCENT = 3;

    /** Above so many vertices nothing is squared. */
    public static final int MAX_VERTICES = 20_000;

    /** Part of the outline that must lie along the direction or its normal already. */
    private static final double MIN_ALIGNED = 0.55;

    /** The stairs of a straight wall stay within so many pixels of a line. */
    private static final double STAIRS = 1.2;

    /** Edges of so many pixels and less are told from stairs by chance only. */
    private static final double LEAST_EDGE = 2;

    private FootprintSquarer() {}

    /**
     * How far a squared footprint may reach beyond the bounding box of the input, in pixels.
     *
     * @param detail in pixels
     */
    public static double reach(double detail) {
        return 1.5 * Math.max(detail, LEAST_EDGE);
    }

    /**
     * Squares a footprint.
     *
     * @param shape valid polygon or multipolygon in pixels, best along pixel edges
     * @param detail length in metres below which edges are dissolved, above 0; never less than two pixels
     * @param toMetres frame of the shape
     * @return the squared shape in pixels; empty when the guarantees cannot be kept
     */
    public static Optional<Geometry> square(Geometry shape, double detail, AffineTransformation toMetres) {
        if (shape.getNumPoints() > MAX_VERTICES) {
            return Optional.empty();
        }
        try {
            return new Attempt(shape, detail, toMetres).square();
        } catch (TopologyException | IllegalArgumentException e) {
            // An overlay that finds no result: the caller keeps the outline, and counts that.
            return Optional.empty();
        }
    }

    private static final class Attempt {
        private final Geometry shape;
        private final Geometry ground;
        private final AffineTransformation toMetres;
        private final double pixel;
        private final double minEdge;
        private final double reach;

        Attempt(Geometry shape, double detail, AffineTransformation toMetres) {
            this.shape = shape;
            this.toMetres = toMetres;
            this.ground = toMetres.transform(shape);
            this.pixel = Math.sqrt(Math.abs(toMetres.getDeterminant()));
            this.minEdge = Math.max(detail, LEAST_EDGE * pixel);
            this.reach = reach(detail / pixel);
        }

        /** Frayed outlines show their walls only to a look that is as coarse as the detail. */
        Optional<Geometry> square() {
            return square(Math.max(minEdge / 2, STAIRS * pixel)).or(() -> square(minEdge));
        }

        private Optional<Geometry> square(double tolerance) {
            List<Coordinate[]> rings = new ArrayList<>();
            List<int[]> sections = new ArrayList<>();
            for (int i = 0; i < ground.getNumGeometries(); i++) {
                for (LinearRing ring : rings((Polygon) ground.getGeometryN(i))) {
                    Optional<int[]> found =
                            RingSections.of(ring.getCoordinates(), tolerance, RightAngledRing.MAX_WALLS);
                    if (found.isEmpty()) {
                        return Optional.empty();
                    }
                    rings.add(ring.getCoordinates());
                    sections.add(found.get());
                }
            }
            DominantDirection.Direction direction = DominantDirection.of(rings, sections, pixel);
            if (direction.aligned() < MIN_ALIGNED) {
                return Optional.empty();
            }
            AffineTransformation turn = AffineTransformation.rotationInstance(-direction.radians());
            AffineTransformation back = GroundFrames.inverse(new AffineTransformation(toMetres).compose(turn));
            List<LinearRing> squared = new ArrayList<>();
            for (int i = 0; i < rings.size(); i++) {
                Coordinate[] turned = new Coordinate[rings.get(i).length];
                for (int v = 0; v < turned.length; v++) {
                    turned[v] = turn.transform(rings.get(i)[v], new Coordinate());
                }
                Optional<Coordinate[]> ring = RightAngledRing.of(turned, sections.get(i), minEdge);
                if (ring.isEmpty()) {
                    return Optional.empty();
                }
                for (Coordinate corner : ring.get()) {
                    back.transform(corner, corner);
                }
                ring.get()[ring.get().length - 1] = ring.get()[0].copy();
                squared.add(shape.getFactory().createLinearRing(ring.get()));
            }
            Geometry result = assembled(squared);
            return keepsGuarantees(result) ? Optional.of(result) : Optional.empty();
        }

        private boolean keepsGuarantees(Geometry result) {
            Envelope bounds = new Envelope(shape.getEnvelopeInternal());
            bounds.expandBy(reach);
            double area = shape.getArea();
            if (!bounds.contains(result.getEnvelopeInternal())
                    || Math.abs(result.getArea() - area) > AREA_PERCENT / 100 * area
                    || !result.isValid()) {
                return false;
            }
            double shared = OverlayNGRobust.overlay(shape, result, OverlayNG.INTERSECTION)
                    .getArea();
            return shared >= MIN_IOU * (area + result.getArea() - shared);
        }

        private Geometry assembled(List<LinearRing> squared) {
            GeometryFactory factory = shape.getFactory();
            Polygon[] parts = new Polygon[shape.getNumGeometries()];
            int next = 0;
            for (int i = 0; i < parts.length; i++) {
                int holes = ((Polygon) shape.getGeometryN(i)).getNumInteriorRing();
                parts[i] = factory.createPolygon(
                        squared.get(next),
                        squared.subList(next + 1, next + 1 + holes).toArray(LinearRing[]::new));
                next += 1 + holes;
            }
            return parts.length == 1 ? parts[0] : factory.createMultiPolygon(parts);
        }

        private static List<LinearRing> rings(Polygon polygon) {
            List<LinearRing> rings = new ArrayList<>();
            rings.add(polygon.getExteriorRing());
            for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
                rings.add(polygon.getInteriorRingN(i));
            }
            return rings;
        }
    }
}
