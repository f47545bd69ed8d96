package org.gsprelabel.wps;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * What a region has around a shape: to cut the shape takes the time of that alone, not of the whole outline of the region. Squares are
 * divided in four, each with a rim of half its side so that small shapes always fit into one, when they are first asked for. What is given
 * depends on region and shape alone.
 */
final class LocalRegion {

    /** A region of so many vertices is not worth dividing. */
    private static final int FEW_VERTICES = 256;

    private static final int MOST_DIVISIONS = 24;

    private final Geometry region;
    private final Envelope square;
    private final int divisions;
    private final boolean isDivisible;
    private final @Nullable LocalRegion[] quarters = new LocalRegion[4];

    /** @param region valid polygon or multipolygon */
    LocalRegion(Geometry region) {
        this(region, square(region.getEnvelopeInternal()), 0);
    }

    private static Envelope square(Envelope extent) {
        double side = Math.max(extent.getWidth(), extent.getHeight());
        return new Envelope(extent.getMinX(), extent.getMinX() + side, extent.getMinY(), extent.getMinY() + side);
    }

    private LocalRegion(Geometry region, Envelope square, int divisions) {
        this.region = region;
        this.square = square;
        this.divisions = divisions;
        this.isDivisible = divisions < MOST_DIVISIONS && region.getNumPoints() > FEW_VERTICES;
    }

    /**
     * A region that is the same as the whole one within an extent and a little beyond.
     *
     * @param extent of a shape
     */
    Geometry around(Envelope extent) {
        LocalRegion local = this;
        for (LocalRegion next = quarter(extent); next != null; next = next.quarter(extent)) {
            local = next;
        }
        return local.region;
    }

    /** The quarter that an extent fits into; null where there is none. */
    private @Nullable LocalRegion quarter(Envelope extent) {
        double width = square.getWidth() / 2;
        double height = square.getHeight() / 2;
        // A shape that ends with the square would get vertices where the region was cut.
        if (!isDivisible || extent.getWidth() > width / 2 || extent.getHeight() > height / 2) {
            return null;
        }
        boolean right = extent.getMinX() + extent.getMaxX() > square.getMinX() + square.getMaxX();
        boolean upper = extent.getMinY() + extent.getMaxY() > square.getMinY() + square.getMaxY();
        double x = square.getMinX() + (right ? width : 0);
        double y = square.getMinY() + (upper ? height : 0);
        Envelope rimmed = new Envelope(x - width / 2, x + 1.5 * width, y - height / 2, y + 1.5 * height);
        if (!rimmed.contains(extent)) {
            return null;
        }
        int index = (right ? 1 : 0) + (upper ? 2 : 0);
        LocalRegion quarter = quarters[index];
        if (quarter == null) {
            quarter = new LocalRegion(within(rimmed), new Envelope(x, x + width, y, y + height), divisions + 1);
            quarters[index] = quarter;
        }
        return quarter;
    }

    private Geometry within(Envelope part) {
        try {
            return areas(OverlayNGRobust.overlay(region, region.getFactory().toGeometry(part), OverlayNG.INTERSECTION));
        } catch (TopologyException e) {
            // The whole is right, too.
            return region;
        }
    }

    /** The polygons of a geometry: where two shapes touch, there may be lines and points besides in what they share. */
    static Geometry areas(Geometry geometry) {
        List<Polygon> areas = new ArrayList<>();
        for (Object polygon : PolygonExtracter.getPolygons(geometry)) {
            if (((Polygon) polygon).getArea() > 0) {
                areas.add((Polygon) polygon);
            }
        }
        GeometryFactory factory = geometry.getFactory();
        return factory.createMultiPolygon(areas.toArray(new Polygon[0]));
    }
}
