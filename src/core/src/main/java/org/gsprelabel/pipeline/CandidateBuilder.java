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
import org.gsprelabel.detect.ValidArea;
import org.gsprelabel.inference.TileParameters;
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
 * Detections of one window become candidates in pixels of the working grid: those that are wanted only, cut to the valid pixels
 * of the raster as {@link ValidArea} has it, vectorised. Where the grid has a margin, masks end with the view of their tile ({@link
 * ViewCut}).
 */
final class CandidateBuilder {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final List<String> classNames;
    private final TileGrid grid;
    private final TileParameters parameters;
    private final ViewCut viewCut;

    CandidateBuilder(List<String> classNames, TileGrid grid, TileParameters parameters, ViewCut viewCut) {
        this.classNames = classNames;
        this.grid = grid;
        this.parameters = parameters;
        this.viewCut = viewCut;
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
            Optional<Rejection> rejection = parameters.rejectionOf(className, detection.score());
            if (rejection.isPresent()) {
                rejections.add(rejection.get());
                continue;
            }
            for (Shape shape : viewCut.cut(detection.shape(), tile, rejections)) {
                Optional<Geometry> outline = area.part(shape, parameters.minValidFraction(), rejections)
                        .flatMap(part -> outline(part, rejections));
                outline.ifPresent(local -> {
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
        }
        return candidates;
    }

    private static Optional<Geometry> outline(Shape shape, RejectionCounts rejections) {
        if (shape instanceof Shape.OfBox box) {
            return Optional.of(outline(box.box()));
        }
        if (shape instanceof Shape.OfPolygon polygon) {
            Optional<Polygon> hull = snapped(polygon.polygon());
            if (hull.isEmpty()) {
                rejections.add(Rejection.EMPTY_SHAPE);
            }
            return hull.map(Geometry.class::cast);
        }
        return Optional.of(outline(((Shape.OfMask) shape).mask()));
    }

    private static Geometry outline(Box box) {
        return GEOMETRIES.createPolygon(new Coordinate[] {
            new Coordinate(box.minX(), box.minY()),
            new Coordinate(box.minX(), box.maxY()),
            new Coordinate(box.maxX(), box.maxY()),
            new Coordinate(box.maxX(), box.minY()),
            new Coordinate(box.minX(), box.minY())
        });
    }

    private static Geometry outline(BitMask mask) {
        List<Polygon> polygons = MaskVectorizer.polygons(mask);
        return polygons.size() == 1 ? polygons.get(0) : GEOMETRIES.createMultiPolygon(polygons.toArray(new Polygon[0]));
    }

    /**
     * The convex hull of the snapped vertices, which stays valid where two of them fall together or a corner is bent inwards.
     * Its ring runs as that of a box: from the uppermost vertex, the left one of two, counter-clockwise as seen.
     */
    private static Optional<Polygon> snapped(ConvexPolygon polygon) {
        Coordinate[] vertices = polygon.vertices().stream()
                .map(vertex -> new Coordinate(Candidate.snapped(vertex.x()), Candidate.snapped(vertex.y())))
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
}
