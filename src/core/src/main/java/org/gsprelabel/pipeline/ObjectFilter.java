package org.gsprelabel.pipeline;

import java.util.Optional;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.filter.AreaCalculator;
import org.gsprelabel.filter.PolygonSimplifier;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * Stage two: whole objects are simplified, and the outline that is delivered is held against the region and the criteria.
 */
final class ObjectFilter {

    private final RunParameters parameters;
    private final Optional<PreparedGeometry> region;
    private final AreaCalculator area;
    private final RunCounts counts;
    private final SpillStore<Candidate> kept;

    ObjectFilter(RunParameters parameters, AreaCalculator area, RunCounts counts, SpillStore<Candidate> kept) {
        this.parameters = parameters;
        this.region = parameters.roi().map(PreparedGeometryFactory::prepare);
        this.area = area;
        this.counts = counts;
        this.kept = kept;
    }

    /** @param extent of all pieces; not needed here */
    void accept(Candidate merged, Envelope extent) {
        Geometry outline = PolygonSimplifier.simplify(merged.geometry(), parameters.simplifyPixels());
        if (region.isPresent() && !region.get().intersects(outline)) {
            counts.reject(Rejection.OUTSIDE_ROI);
            return;
        }
        Optional<Rejection> rejection = parameters
                .criteria()
                .rejectionOf(merged.className(), merged.confidence(), () -> area.squareMetres(outline));
        if (rejection.isPresent()) {
            counts.reject(rejection.get());
        } else {
            kept.add(merged.withGeometry(outline));
        }
    }
}
