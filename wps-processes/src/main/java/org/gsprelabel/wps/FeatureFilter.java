package org.gsprelabel.wps;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.geotools.features.PolygonRepair;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.gsprelabel.geotools.referencing.GroundArea;
import org.gsprelabel.geotools.referencing.RegionOfInterest;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/** Finds out which features satisfy criteria; the result reads the original collection again and leaves the others out. */
final class FeatureFilter {

    private final FilterCriteria criteria;
    private final Optional<Geometry> roi;

    /**
     * @param roi polygon; in the features' CRS unless it has one of its own
     */
    FeatureFilter(FilterCriteria criteria, Optional<Geometry> roi) {
        this.criteria = criteria;
        this.roi = roi;
    }

    PreLabelResult filter(SimpleFeatureCollection features) {
        CoordinateReferenceSystem crs = features.getSchema().getCoordinateReferenceSystem();
        RejectionCounts rejections = new RejectionCounts();
        ToDoubleFunction<Geometry> area = area(crs);
        Optional<PreparedGeometry> region =
                roi.map(given -> PreparedGeometryFactory.prepare(RegionOfInterest.toCrs(given, crs)));
        BitSet kept = new BitSet();
        int count = 0;
        try (SimpleFeatureIterator iterator = features.features()) {
            while (iterator.hasNext()) {
                Optional<Rejection> rejection = rejectionOf(iterator.next(), region, area);
                if (rejection.isPresent()) {
                    rejections.add(rejection.get());
                } else {
                    kept.set(count);
                }
                count++;
            }
        }
        return new PreLabelResult(
                new SelectedFeatures(features, kept), ReportJson.of(count, kept.cardinality(), rejections, List.of()));
    }

    private Optional<Rejection> rejectionOf(
            SimpleFeature feature, Optional<PreparedGeometry> region, ToDoubleFunction<Geometry> area) {
        Optional<Geometry> polygon = PolygonRepair.polygonal(feature.getDefaultGeometry());
        if (polygon.isEmpty()) {
            return Optional.of(Rejection.BAD_GEOMETRY);
        }
        if (!(feature.getAttribute(PredictionSchema.CLASS_NAME) instanceof String className)
                || !(feature.getAttribute(PredictionSchema.CONFIDENCE) instanceof Number confidence)
                || !Double.isFinite(confidence.doubleValue())) {
            return Optional.of(Rejection.BAD_ATTRIBUTE);
        }
        if (region.isPresent() && !region.get().intersects(polygon.get())) {
            return Optional.of(Rejection.OUTSIDE_ROI);
        }
        return criteria.rejectionOf(className, confidence.doubleValue(), () -> area.applyAsDouble(polygon.get()));
    }

    private static ToDoubleFunction<Geometry> area(@Nullable CoordinateReferenceSystem crs) {
        if (crs == null) {
            return geometry -> {
                throw new IllegalArgumentException(
                        "minArea and maxArea need features with a coordinate reference system, these have none");
            };
        }
        GroundArea ground = new GroundArea(crs, new GridToWorld(1, 0, 0, 1, 0, 0));
        return ground::squareMetresOfWorld;
    }
}
