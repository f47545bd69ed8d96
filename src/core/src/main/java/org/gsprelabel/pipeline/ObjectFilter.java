package org.gsprelabel.pipeline;

import java.util.Optional;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.filter.GroundMeasure;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * Stage two: the outlines of whole objects, as they are delivered, are held against the region and the criteria.
 */
final class ObjectFilter {

    private final RunParameters parameters;
    private final Optional<PreparedGeometry> region;
    private final GroundMeasure ground;
    private final RunCounts counts;
    private final SpillStore<Candidate> kept;
    private final RunLimits limits;

    ObjectFilter(
            RunParameters parameters,
            GroundMeasure ground,
            RunCounts counts,
            SpillStore<Candidate> kept,
            RunLimits limits) {
        this.parameters = parameters;
        this.region = parameters.roi().map(PreparedGeometryFactory::prepare);
        this.ground = ground;
        this.counts = counts;
        this.kept = kept;
        this.limits = limits;
    }

    /**
     * Takes a merged candidate whose outline was cleaned.
     *
     * @throws IllegalArgumentException when there are more than may be
     */
    void accept(Candidate merged) {
        Geometry outline = merged.geometry();
        if (region.isPresent() && !region.get().intersects(outline)) {
            counts.reject(Rejection.OUTSIDE_ROI);
            return;
        }
        Optional<Rejection> rejection =
                parameters.criteria().rejectionOf(merged.className(), merged.confidence(), outline, ground);
        if (rejection.isPresent()) {
            counts.reject(rejection.get());
        } else {
            limits.requireFeatures(kept.size() + 1);
            kept.add(merged);
        }
    }
}
