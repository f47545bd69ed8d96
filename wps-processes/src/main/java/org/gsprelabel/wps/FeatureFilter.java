package org.gsprelabel.wps;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
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

    PreLabelResult filter(SimpleFeatureCollection features, ProgressBridge progress) {
        CoordinateReferenceSystem crs = features.getSchema().getCoordinateReferenceSystem();
        RejectionCounts rejections = new RejectionCounts();
        ToDoubleFunction<Geometry> area = area(crs);
        Optional<PreparedGeometry> region =
                roi.map(given -> PreparedGeometryFactory.prepare(RegionOfInterest.toCrs(given, crs)));
        if (!features.isEmpty()) {
            requireAttributes(features.getSchema());
        }
        SelectedFeatures.Builder kept = new SelectedFeatures.Builder();
        long total = features.size();
        int count = 0;
        try (SimpleFeatureIterator iterator = features.features()) {
            while (iterator.hasNext()) {
                SimpleFeature feature = iterator.next();
                Optional<Rejection> rejection = rejectionOf(feature, region, area);
                rejection.ifPresent(rejections::add);
                kept.add(feature, rejection.isEmpty());
                count++;
                progress.features(count, total);
            }
        }
        return new PreLabelResult(kept.of(features), ReportJson.of(count, kept.size(), rejections, List.of()));
    }

    private Optional<Rejection> rejectionOf(
            SimpleFeature feature, Optional<PreparedGeometry> region, ToDoubleFunction<Geometry> area) {
        Optional<Geometry> polygon = PolygonRepair.polygonal(feature.getDefaultGeometry());
        if (polygon.isEmpty()) {
            return Optional.of(Rejection.BAD_GEOMETRY);
        }
        Optional<String> className = className(feature);
        OptionalDouble confidence = confidence(feature);
        if (className.isEmpty() || confidence.isEmpty()) {
            return Optional.of(Rejection.BAD_ATTRIBUTE);
        }
        if (region.isPresent() && !region.get().intersects(polygon.get())) {
            return Optional.of(Rejection.OUTSIDE_ROI);
        }
        return criteria.rejectionOf(className.get(), confidence.getAsDouble(), () -> area.applyAsDouble(polygon.get()));
    }

    /** The class; any text where no class is asked for, since features of other origin may have none. */
    private Optional<String> className(SimpleFeature feature) {
        if (criteria.classes().isEmpty()) {
            return Optional.of("");
        }
        return feature.getAttribute(PredictionSchema.CLASS_NAME) instanceof String name
                ? Optional.of(name)
                : Optional.empty();
    }

    /** The confidence; 1 where none is asked for. */
    private OptionalDouble confidence(SimpleFeature feature) {
        if (criteria.minConfidence() == 0) {
            return OptionalDouble.of(1);
        }
        return feature.getAttribute(PredictionSchema.CONFIDENCE) instanceof Number number
                        && Double.isFinite(number.doubleValue())
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private void requireAttributes(SimpleFeatureType schema) {
        if (criteria.minConfidence() > 0) {
            Inputs.requireAttribute(schema, PredictionSchema.CONFIDENCE, "minConfidence");
        }
        if (!criteria.classes().isEmpty()) {
            Inputs.requireAttribute(schema, PredictionSchema.CLASS_NAME, "classes");
        }
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
