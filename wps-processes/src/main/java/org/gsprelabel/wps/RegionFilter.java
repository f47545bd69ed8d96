package org.gsprelabel.wps;

import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.filter.RoiMode;
import org.gsprelabel.geotools.features.PolygonRepair;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.relateng.RelateNG;
import org.locationtech.jts.operation.relateng.RelatePredicate;

/** Holds shapes against a region of interest. */
final class RegionFilter {

    private final PreparedGeometry region;
    /** Prepared shapes look at all of their outline where another one shares a vertex with it; this one has an index for that, too. */
    private final RelateNG relation;

    private final LocalRegion local;
    private final RoiMode mode;

    /** @param region valid polygon or multipolygon in the CRS of the shapes */
    RegionFilter(Geometry region, RoiMode mode) {
        this.region = PreparedGeometryFactory.prepare(region);
        this.relation = RelateNG.prepare(region);
        this.local = new LocalRegion(region);
        this.mode = mode;
    }

    RoiMode mode() {
        return mode;
    }

    /**
     * Why a shape is to be dropped; empty to keep it. One that is cut is kept as long as some area is left.
     *
     * @param shape valid polygon or multipolygon
     */
    Optional<Rejection> rejectionOf(Geometry shape) {
        if (!region.intersects(shape)) {
            return Optional.of(Rejection.OUTSIDE_ROI);
        }
        return mode == RoiMode.WITHIN && !covers(shape) ? Optional.of(Rejection.PARTLY_OUTSIDE_ROI) : Optional.empty();
    }

    /** Whether a shape is to be cut: it is what the mode asks for, and the shape goes on outside. */
    boolean cuts(Geometry shape) {
        return mode == RoiMode.CLIP && !covers(shape);
    }

    private boolean covers(Geometry shape) {
        return relation.evaluate(shape, RelatePredicate.covers());
    }

    /**
     * What a shape has in the region; empty where they share no area.
     *
     * @param shape valid polygon or multipolygon
     */
    Optional<Geometry> part(Geometry shape) {
        try {
            Geometry common =
                    OverlayNGRobust.overlay(shape, local.around(shape.getEnvelopeInternal()), OverlayNG.INTERSECTION);
            return PolygonRepair.polygonal(LocalRegion.areas(common));
        } catch (TopologyException e) {
            // Of coordinates that doubles cannot tell apart, nothing can be cut.
            return Optional.empty();
        }
    }
}
