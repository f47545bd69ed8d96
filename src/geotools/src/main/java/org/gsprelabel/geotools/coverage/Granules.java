package org.gsprelabel.geotools.coverage;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.geotools.api.data.Query;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.filter.FilterFactory;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.coverage.grid.io.GranuleSource;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.geotools.coverage.grid.io.StructuredGridCoverage2DReader;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.factory.CommonFactoryFinder;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * The images that a mosaic consists of, by their footprints. Between them a mosaic has no data, whatever a reader draws
 * there. Safe for use by several threads.
 */
final class Granules {

    private final StructuredGridCoverage2DReader reader;
    private final String coverage;
    private final CoordinateReferenceSystem crs;

    private Granules(StructuredGridCoverage2DReader reader, String coverage, CoordinateReferenceSystem crs) {
        this.reader = reader;
        this.coverage = coverage;
        this.crs = crs;
    }

    /**
     * The granules of a reader, if it is one of a mosaic.
     *
     * @param crs of the footprints: the one of the reader
     */
    static Optional<Granules> of(GridCoverage2DReader reader, CoordinateReferenceSystem crs) throws IOException {
        if (!(reader instanceof StructuredGridCoverage2DReader structured)) {
            return Optional.empty();
        }
        String[] names = reader.getGridCoverageNames();
        return names == null || names.length == 0
                ? Optional.empty()
                : Optional.of(new Granules(structured, names[0], crs));
    }

    /**
     * A pixel inside some granule.
     *
     * @param pixelToCrs pixel corners of the native image to the CRS of the reader
     * @throws IOException when there is no granule
     */
    Point pixel(AffineTransform pixelToCrs) throws IOException {
        List<Geometry> any = new ArrayList<>();
        forEach(Optional.empty(), any::add);
        if (any.isEmpty()) {
            throw new IOException("the mosaic has no granules");
        }
        Coordinate inside = any.get(0).getInteriorPoint().getCoordinate();
        try {
            Point2D pixel = pixelToCrs.inverseTransform(new Point2D.Double(inside.x, inside.y), null);
            return new Point((int) Math.floor(pixel.getX()), (int) Math.floor(pixel.getY()));
        } catch (NoninvertibleTransformException e) {
            throw new IOException(e);
        }
    }

    /**
     * Where granules are.
     *
     * @param toCrs pixels of an image to the CRS of the reader
     * @param rect in pixels of the image
     */
    Footprint footprint(AffineTransform toCrs, Rectangle rect) throws IOException {
        Rectangle2D bounds = toCrs.createTransformedShape(rect).getBounds2D();
        ReferencedEnvelope box =
                new ReferencedEnvelope(bounds.getMinX(), bounds.getMaxX(), bounds.getMinY(), bounds.getMaxY(), crs);
        Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
        forEach(Optional.of(box), footprint -> append(outline, footprint));
        try {
            return Footprint.inside(toCrs.createInverse().createTransformedShape(outline));
        } catch (NoninvertibleTransformException e) {
            throw new IOException(e);
        }
    }

    private interface Action {
        void accept(Geometry footprint);
    }

    /** All granules that a box may meet, or any one. */
    private void forEach(Optional<ReferencedEnvelope> box, Action action) throws IOException {
        GranuleSource source = reader.getGranules(coverage, true);
        try {
            SimpleFeatureType schema = source.getSchema();
            Query query = new Query(schema.getTypeName());
            if (box.isPresent()) {
                FilterFactory filters = CommonFactoryFinder.getFilterFactory();
                String geometry = schema.getGeometryDescriptor().getLocalName();
                query.setFilter(filters.bbox(filters.property(geometry), box.get()));
            } else {
                query.setMaxFeatures(1);
            }
            try (SimpleFeatureIterator granules = source.getGranules(query).features()) {
                while (granules.hasNext()) {
                    if (granules.next().getDefaultGeometry() instanceof Geometry footprint) {
                        action.accept(footprint);
                    }
                }
            }
        } finally {
            source.dispose();
        }
    }

    private static void append(Path2D outline, Geometry footprint) {
        for (int i = 0; i < footprint.getNumGeometries(); i++) {
            if (footprint.getGeometryN(i) instanceof Polygon polygon) {
                append(outline, polygon.getExteriorRing());
            }
        }
    }

    /** All rings turn the same way, so that granules that overlap do not cancel each other. */
    private static void append(Path2D outline, LinearRing ring) {
        LinearRing turned = Orientation.isCCW(ring.getCoordinateSequence()) ? ring : ring.reverse();
        Coordinate[] corners = turned.getCoordinates();
        outline.moveTo(corners[0].x, corners[0].y);
        for (int i = 1; i < corners.length - 1; i++) {
            outline.lineTo(corners[i].x, corners[i].y);
        }
        outline.closePath();
    }
}
