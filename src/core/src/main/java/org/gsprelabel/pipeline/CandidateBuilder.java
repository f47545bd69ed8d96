package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Box;
import org.gsprelabel.detect.ConvexPolygon;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.detect.Shape;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.locationtech.jts.algorithm.ConvexHull;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateList;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * Detections of one window become candidates in pixels of the working grid: wanted classes only, cut to the valid pixels
 * of the raster, vectorised.
 *
 * <p>What a model sees in the reflection beyond the raster's edge is no object: that part of a detection is cut off and
 * not counted. Of the rest, masks are cut to the valid pixels, and boxes, oriented ones too, must have at least {@link
 * TileParameters#minValidFraction()} of them: how far a mask reaches into nodata says nothing, since the model saw the samples
 * beside it there.
 */
final class CandidateBuilder {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final List<String> classNames;
    private final TileGrid grid;
    private final TileParameters parameters;

    CandidateBuilder(List<String> classNames, TileGrid grid, TileParameters parameters) {
        this.classNames = classNames;
        this.grid = grid;
        this.parameters = parameters;
    }

    /**
     * @param valid valid pixels of the tile's window, bit {@code row * width + column}
     * @param detections in pixels of the window
     * @param rejections where every detection that is dropped is counted
     */
    List<Candidate> candidates(Tile tile, BitSet valid, List<Detection> detections, RejectionCounts rejections) {
        PixelRect inside = tile.window().intersection(grid.bounds()).orElseThrow();
        ValidArea area = new ValidArea(tile.window().width(), inside.width(), inside.height(), valid);
        List<Candidate> candidates = new ArrayList<>();
        for (Detection detection : detections) {
            String className = classNames.get(detection.classIndex());
            if (!parameters.classes().isEmpty() && !parameters.classes().contains(className)) {
                rejections.add(Rejection.CLASS_NOT_WANTED);
                continue;
            }
            Optional<Geometry> shape = shapeOf(detection.shape(), area, rejections);
            shape.ifPresent(local -> {
                Geometry geometry = AffineTransformation.translationInstance(
                                tile.window().x(), tile.window().y())
                        .transform(local);
                candidates.add(new Candidate(
                        geometry,
                        className,
                        detection.score(),
                        tile.id(),
                        grid.cutSides(tile.id(), geometry.getEnvelopeInternal()),
                        1,
                        detection.origin()));
            });
        }
        return candidates;
    }

    private Optional<Geometry> shapeOf(Shape shape, ValidArea area, RejectionCounts rejections) {
        if (shape instanceof Shape.OfBox box) {
            return boxShape(box.box(), area, rejections);
        }
        if (shape instanceof Shape.OfPolygon polygon) {
            return polygonShape(polygon.polygon(), area, rejections);
        }
        return maskShape(((Shape.OfMask) shape).mask(), area, rejections);
    }

    private Optional<Geometry> boxShape(Box box, ValidArea area, RejectionCounts rejections) {
        double left = Math.max(0, snapped(box.minX()));
        double top = Math.max(0, snapped(box.minY()));
        double right = Math.min(area.width, snapped(box.maxX()));
        double bottom = Math.min(area.height, snapped(box.maxY()));
        if (!(left < right && top < bottom)) {
            rejections.add(
                    box.minX() >= area.width || box.minY() >= area.height
                            ? Rejection.OUTSIDE_RASTER
                            : Rejection.EMPTY_SHAPE);
            return Optional.empty();
        }
        if (!area.isAllValid() && area.validFraction(left, top, right, bottom) < parameters.minValidFraction()) {
            rejections.add(Rejection.NODATA);
            return Optional.empty();
        }
        return Optional.of(GEOMETRIES.createPolygon(new Coordinate[] {
            new Coordinate(left, top),
            new Coordinate(left, bottom),
            new Coordinate(right, bottom),
            new Coordinate(right, top),
            new Coordinate(left, top)
        }));
    }

    private Optional<Geometry> polygonShape(ConvexPolygon polygon, ValidArea area, RejectionCounts rejections) {
        Optional<ConvexPolygon> inside = polygon.clippedTo(new Box(0, 0, area.width, area.height));
        Optional<Polygon> snapped = inside.flatMap(CandidateBuilder::snapped);
        if (snapped.isEmpty()) {
            rejections.add(
                    polygon.minX() >= area.width || polygon.minY() >= area.height
                            ? Rejection.OUTSIDE_RASTER
                            : Rejection.EMPTY_SHAPE);
            return Optional.empty();
        }
        if (!area.isAllValid() && area.validFraction(inside.orElseThrow()) < parameters.minValidFraction()) {
            rejections.add(Rejection.NODATA);
            return Optional.empty();
        }
        return Optional.of(snapped.get());
    }

    /**
     * The convex hull of the snapped vertices, which stays valid where two of them fall together or a corner is bent inwards.
     * Its ring runs as that of a box: from the uppermost vertex, the left one of two, counter-clockwise as seen.
     */
    private static Optional<Polygon> snapped(ConvexPolygon polygon) {
        Coordinate[] vertices = polygon.vertices().stream()
                .map(vertex -> new Coordinate(snapped(vertex.x()), snapped(vertex.y())))
                .toArray(Coordinate[]::new);
        if (!(new ConvexHull(vertices, GEOMETRIES).getConvexHull() instanceof Polygon hull)) {
            return Optional.empty();
        }
        CoordinateList ring = new CoordinateList(hull.getExteriorRing().getCoordinates());
        // y points down, so what is seen counter-clockwise is clockwise to JTS
        if (Orientation.isCCW(ring.toCoordinateArray())) {
            Collections.reverse(ring);
        }
        ring.remove(ring.size() - 1);
        Coordinate first = Collections.min(
                ring, Comparator.comparingDouble(Coordinate::getY).thenComparing(Coordinate::getX));
        Collections.rotate(ring, -ring.indexOf(first));
        ring.closeRing();
        return Optional.of(GEOMETRIES.createPolygon(ring.toCoordinateArray()));
    }

    private static double snapped(double coordinate) {
        return Math.rint(coordinate * Candidate.FRACTIONS) / Candidate.FRACTIONS;
    }

    private Optional<Geometry> maskShape(BitMask mask, ValidArea area, RejectionCounts rejections) {
        if (mask.cardinality() == 0) {
            rejections.add(Rejection.EMPTY_SHAPE);
            return Optional.empty();
        }
        BitMask kept = mask;
        if (!area.isAllValid() || !area.holds(mask)) {
            ValidArea.Cut cut = area.cut(mask);
            if (cut.inside() == 0) {
                rejections.add(Rejection.OUTSIDE_RASTER);
                return Optional.empty();
            }
            if (cut.valid() == 0) {
                rejections.add(Rejection.NODATA);
                return Optional.empty();
            }
            kept = cut.mask();
        }
        List<Polygon> polygons = MaskVectorizer.polygons(kept);
        return Optional.of(
                polygons.size() == 1
                        ? polygons.get(0)
                        : GEOMETRIES.createMultiPolygon(polygons.toArray(new Polygon[0])));
    }
}
