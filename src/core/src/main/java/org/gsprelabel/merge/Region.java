package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.detect.Box;
import org.gsprelabel.detect.ConvexPolygon;
import org.gsprelabel.detect.ConvexPolygon.Vertex;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.ConnectedComponents;
import org.gsprelabel.vectorize.MaskRasterizer;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * The part of a shape that lies in a rectangle, in the representation that is cheapest to compare: rectangles and
 * convex polygons by arithmetic, shapes along pixel edges bit by bit, all others as geometries. Never empty.
 */
sealed interface Region {

    GeometryFactory FACTORY = new GeometryFactory();

    /** Above so many pixels (2 MiB of bits) a geometry is cheaper than a mask. */
    long MAX_PIXELS = 1L << 24;

    double area();

    Envelope box();

    /** The connected parts; parts that touch at a point are two. */
    List<Region> parts();

    Geometry toGeometry();

    /** What a polygon or multipolygon has inside a rectangle, if anything. */
    static Optional<Region> within(Geometry polygonal, Envelope limits) {
        Envelope shape = polygonal.getEnvelopeInternal();
        Envelope box = limits.intersection(shape);
        if (box.getArea() == 0) {
            return Optional.empty();
        }
        if (polygonal.isRectangle()) {
            return Optional.of(new Rectangle(box));
        }
        if (box.getArea() <= MAX_PIXELS && isWhole(box) && MaskRasterizer.followsPixelEdges(polygonal)) {
            PixelRect window = new PixelRect(
                    (int) box.getMinX(), (int) box.getMinY(), (int) box.getWidth(), (int) box.getHeight());
            return Pixels.of(MaskRasterizer.fill(polygonal, window));
        }
        Optional<ConvexPolygon> convex = Convex.polygon(polygonal);
        if (convex.isPresent()) {
            return convex.get()
                    .clippedTo(new Box(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()))
                    .map(Convex::new);
        }
        Geometry clipped = limits.contains(shape)
                ? polygonal
                : OverlayNGRobust.overlay(polygonal, FACTORY.toGeometry(limits), OverlayNG.INTERSECTION);
        return clipped.getArea() > 0 ? Optional.of(new Outline(clipped)) : Optional.empty();
    }

    private static boolean isWhole(Envelope box) {
        return box.getMinX() == Math.rint(box.getMinX())
                && box.getMinY() == Math.rint(box.getMinY())
                && box.getMaxX() == Math.rint(box.getMaxX())
                && box.getMaxY() == Math.rint(box.getMaxY());
    }

    /** Area that two regions share. */
    static double sharedArea(Region a, Region b) {
        if (!a.box().intersects(b.box())) {
            return 0;
        }
        if (a instanceof Rectangle left && b instanceof Rectangle right) {
            return left.box().intersection(right.box()).getArea();
        }
        Optional<ConvexPolygon> convexA = a.convex();
        Optional<ConvexPolygon> convexB = b.convex();
        if (convexA.isPresent() && convexB.isPresent()) {
            return convexA.get().sharedArea(convexB.get());
        }
        Optional<BitMask> left = a.mask();
        Optional<BitMask> right = b.mask();
        if (left.isPresent() && right.isPresent()) {
            return left.get().sharedPixels(right.get());
        }
        return OverlayNGRobust.overlay(a.toGeometry(), b.toGeometry(), OverlayNG.INTERSECTION)
                .getArea();
    }

    /** The region as pixels, when its edges run along theirs. */
    default Optional<BitMask> mask() {
        return Optional.empty();
    }

    /** The region as a convex polygon, when it is held as something of the kind. */
    default Optional<ConvexPolygon> convex() {
        return Optional.empty();
    }

    /** An axis-parallel rectangle. */
    record Rectangle(Envelope box) implements Region {

        @Override
        public double area() {
            return box.getArea();
        }

        @Override
        public List<Region> parts() {
            return List.of(this);
        }

        @Override
        public Geometry toGeometry() {
            return FACTORY.toGeometry(box);
        }

        @Override
        public Optional<ConvexPolygon> convex() {
            return Optional.of(new ConvexPolygon(List.of(
                    new Vertex(box.getMinX(), box.getMinY()),
                    new Vertex(box.getMaxX(), box.getMinY()),
                    new Vertex(box.getMaxX(), box.getMaxY()),
                    new Vertex(box.getMinX(), box.getMaxY()))));
        }

        @Override
        public Optional<BitMask> mask() {
            if (box.getArea() > MAX_PIXELS
                    || !isWhole(box)
                    || !MaskRasterizer.followsPixelEdges(FACTORY.toGeometry(box))) {
                return Optional.empty();
            }
            BitMask mask =
                    new BitMask((int) box.getMinX(), (int) box.getMinY(), (int) box.getWidth(), (int) box.getHeight());
            for (int row = 0; row < mask.height(); row++) {
                mask.setRun(row, 0, mask.width());
            }
            return Optional.of(mask);
        }
    }

    /** A convex polygon of few corners, such as a turned box or a part of one. */
    record Convex(ConvexPolygon polygon, double area, Envelope box) implements Region {

        /** Corners of a box, and as many again that a window may have cut it at; the last one closes the ring. */
        private static final int MOST_POINTS = 9;

        Convex(ConvexPolygon polygon) {
            this(polygon, polygon.area(), new Envelope(polygon.minX(), polygon.maxX(), polygon.minY(), polygon.maxY()));
        }

        static Optional<ConvexPolygon> polygon(Geometry polygonal) {
            if (!(polygonal instanceof Polygon polygon)
                    || polygon.getNumInteriorRing() > 0
                    || polygon.getNumPoints() > MOST_POINTS) {
                return Optional.empty();
            }
            Coordinate[] ring = polygon.getExteriorRing().getCoordinates();
            int size = ring.length - 1;
            int turn = Orientation.COLLINEAR;
            for (int i = 0; i < size; i++) {
                int here = Orientation.index(ring[i], ring[i + 1], ring[(i + 2) % size]);
                if (here != Orientation.COLLINEAR && turn != Orientation.COLLINEAR && here != turn) {
                    return Optional.empty();
                }
                turn = here == Orientation.COLLINEAR ? turn : here;
            }
            List<Vertex> vertices = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                vertices.add(new Vertex(ring[i].x, ring[i].y));
            }
            return Optional.of(new ConvexPolygon(vertices));
        }

        @Override
        public List<Region> parts() {
            return List.of(this);
        }

        @Override
        public Geometry toGeometry() {
            List<Vertex> vertices = polygon.vertices();
            Coordinate[] ring = new Coordinate[vertices.size() + 1];
            for (int i = 0; i < ring.length; i++) {
                Vertex vertex = vertices.get(i % vertices.size());
                ring[i] = new Coordinate(vertex.x(), vertex.y());
            }
            return FACTORY.createPolygon(ring);
        }

        @Override
        public Optional<ConvexPolygon> convex() {
            return Optional.of(polygon);
        }
    }

    /** Whole pixels. */
    record Pixels(BitMask bits, double area, Envelope box) implements Region {

        static Optional<Region> of(BitMask bits) {
            long count = bits.cardinality();
            Envelope box = new Envelope(
                    bits.x(), (double) bits.x() + bits.width(), bits.y(), (double) bits.y() + bits.height());
            return count > 0 ? Optional.of(new Pixels(bits, count, box)) : Optional.empty();
        }

        @Override
        public List<Region> parts() {
            return ConnectedComponents.of(bits).stream()
                    .flatMap(component -> of(component).stream())
                    .toList();
        }

        @Override
        public Geometry toGeometry() {
            return FACTORY.createMultiPolygon(MaskVectorizer.polygons(bits).toArray(Polygon[]::new));
        }

        @Override
        public Optional<BitMask> mask() {
            return Optional.of(bits);
        }
    }

    /** Any other shape. */
    record Outline(Geometry geometry, double area, Envelope box) implements Region {

        Outline(Geometry geometry) {
            this(geometry, geometry.getArea(), geometry.getEnvelopeInternal());
        }

        @Override
        public List<Region> parts() {
            List<Region> parts = new ArrayList<>(geometry.getNumGeometries());
            for (int i = 0; i < geometry.getNumGeometries(); i++) {
                Geometry part = geometry.getGeometryN(i);
                if (part.getArea() > 0) {
                    parts.add(new Outline(part));
                }
            }
            return parts;
        }

        @Override
        public Geometry toGeometry() {
            return geometry;
        }
    }
}
