package org.gsprelabel.wps;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.filter.GroundMeasure;
import org.gsprelabel.filter.RoiMode;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.geotools.features.PolygonRepair;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.gsprelabel.geotools.referencing.GroundArea;
import org.gsprelabel.geotools.referencing.OutsideCrsException;
import org.gsprelabel.geotools.referencing.RegionOfInterest;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Finds out which features satisfy criteria; the result reads the original collection again and leaves the others out.
 * A feature that fails several is counted under the first of: geometry, attributes, class, confidence, region, area,
 * compactness, number. Area and compactness are those of the shape that is given: of what is cut to a region, the part.
 */
final class FeatureFilter {

    /** One pass over a collection, with what is held for it. */
    private final class Pass {

        private final SimpleFeatureCollection features;
        private final Verdicts verdicts = new Verdicts();
        private final Optional<StrongestFeatures> strongest;
        private final Optional<RegionFilter> region;
        private final @Nullable GroundMeasure ground;
        private final TreeSet<String> classesNotSeen;
        private final BitSet cut = new BitSet();

        Pass(SimpleFeatureCollection features) {
            this.features = features;
            SimpleFeatureType schema = features.getSchema();
            @Nullable CoordinateReferenceSystem crs = schema.getCoordinateReferenceSystem();
            this.region = roi.map(given -> new RegionFilter(RegionOfInterest.toCrs(given, crs), roiMode));
            // Where nothing is measured, any CRS will do, such as that of a drawing.
            this.ground =
                    crs == null || !measures(schema) ? null : new GroundArea(crs, new GridToWorld(1, 0, 0, 1, 0, 0));
            this.strongest = maxFeatures.isPresent()
                    ? Optional.of(new StrongestFeatures(maxFeatures.getAsInt()))
                    : Optional.empty();
            this.classesNotSeen = new TreeSet<>(criteria.confidence().byClass().keySet());
            if (!features.isEmpty()) {
                requireAttributes(schema);
                requireCrs(schema);
            }
        }

        FilterResult filter(ProgressBridge progress) {
            long total = features.size();
            try (SimpleFeatureIterator iterator = features.features()) {
                while (iterator.hasNext()) {
                    judge(iterator.next());
                    progress.features(verdicts.size(), total);
                }
            }
            return new FilterResult(
                    kept(),
                    SelectedFeatures.rejected(features, verdicts),
                    ReportJson.of(verdicts.size(), verdicts.kept(), verdicts.rejections(), notes()));
        }

        private void judge(SimpleFeature feature) {
            Optional<Rejection> rejection = rejectionOf(feature);
            int position = verdicts.add(feature, rejection);
            if (rejection.isEmpty() && strongest.isPresent()) {
                strongest
                        .get()
                        .add(position, confidence(feature).orElseThrow(), feature)
                        .ifPresent(this::rejectWeakest);
            }
        }

        private void rejectWeakest(int position) {
            verdicts.reject(position, Rejection.BEYOND_MAX_FEATURES);
            cut.clear(position);
        }

        private Optional<Rejection> rejectionOf(SimpleFeature feature) {
            Optional<String> className = className(feature);
            className.ifPresent(classesNotSeen::remove);
            Optional<Geometry> polygon = PolygonRepair.polygonal(feature.getDefaultGeometry());
            if (polygon.isEmpty()) {
                return Optional.of(Rejection.BAD_GEOMETRY);
            }
            OptionalDouble confidence = confidence(feature);
            if (className.isEmpty() || confidence.isEmpty()) {
                return Optional.of(Rejection.BAD_ATTRIBUTE);
            }
            return criteria.rejectionByScore(className.get(), confidence.getAsDouble())
                    .or(() -> region.flatMap(filter -> filter.rejectionOf(polygon.get())))
                    .or(() -> rejectionByShape(polygon.get()));
        }

        private Optional<Rejection> rejectionByShape(Geometry polygon) {
            boolean isCut = region.isPresent() && region.get().cuts(polygon);
            Optional<Geometry> given = isCut ? region.get().part(polygon) : Optional.of(polygon);
            if (given.isEmpty()) {
                return Optional.of(Rejection.OUTSIDE_ROI);
            }
            Geometry shape = given.get();
            try {
                if (isCut && ClippedForm.measures(features.getSchema())) {
                    Objects.requireNonNull(ground).squareMetres(shape);
                }
                Optional<Rejection> rejection = criteria.measures()
                        ? criteria.rejectionByShape(shape, Objects.requireNonNull(ground))
                        : Optional.empty();
                cut.set(verdicts.size(), isCut && rejection.isEmpty());
                return rejection;
            } catch (OutsideCrsException e) {
                return Optional.of(Rejection.BAD_GEOMETRY);
            }
        }

        private boolean measures(SimpleFeatureType schema) {
            return criteria.measures() || (clips() && ClippedForm.measures(schema));
        }

        private boolean clips() {
            return region.isPresent() && region.get().mode() == RoiMode.CLIP;
        }

        private SimpleFeatureCollection kept() {
            if (!clips()) {
                return SelectedFeatures.kept(features, verdicts, features.getSchema(), feature -> feature);
            }
            ClippedForm form = new ClippedForm(
                    features.getSchema(),
                    region.orElseThrow(),
                    ClippedForm.measures(features.getSchema()) ? Optional.ofNullable(ground) : Optional.empty());
            return SelectedFeatures.kept(features, verdicts, form.type(), form::of);
        }

        private List<String> notes() {
            List<String> notes = new ArrayList<>();
            int count = cut.cardinality();
            if (count > 0) {
                notes.add(count == 1 ? "1 feature was cut to the roi" : count + " features were cut to the roi");
            }
            if (verdicts.size() > 0 && !classesNotSeen.isEmpty()) {
                notes.add("classConfidence names classes that no feature has: " + classesNotSeen);
            }
            return notes;
        }

        private void requireCrs(SimpleFeatureType schema) {
            if (ground == null && criteria.measures()) {
                throw new IllegalArgumentException("minArea, maxArea and minCompactness need features with a coordinate"
                        + " reference system, these have none");
            }
            if (ground == null && clips() && ClippedForm.measures(schema)) {
                throw new IllegalArgumentException("roiMode CLIP measures area_m2 anew and needs features with a"
                        + " coordinate reference system, these have none");
            }
        }
    }

    private final FilterCriteria criteria;
    private final Optional<Geometry> roi;
    private final RoiMode roiMode;
    private final OptionalInt maxFeatures;

    /**
     * @param roi polygon; in the features' CRS unless it has one of its own
     * @param maxFeatures how many features are kept at most, the most confident ones; at least 1
     */
    FeatureFilter(FilterCriteria criteria, Optional<Geometry> roi, RoiMode roiMode, OptionalInt maxFeatures) {
        this.criteria = criteria;
        this.roi = roi;
        this.roiMode = roiMode;
        this.maxFeatures = maxFeatures;
    }

    FilterResult filter(SimpleFeatureCollection features, ProgressBridge progress) {
        return new Pass(features).filter(progress);
    }

    /** The class; any text where no class matters, since features of other origin may have none. */
    private Optional<String> className(SimpleFeature feature) {
        if (!needsClass()) {
            return Optional.of("");
        }
        return feature.getAttribute(PredictionSchema.CLASS_NAME) instanceof String name
                ? Optional.of(name)
                : Optional.empty();
    }

    /** The confidence; 1 where none is asked for. */
    private OptionalDouble confidence(SimpleFeature feature) {
        if (!needsConfidence()) {
            return OptionalDouble.of(1);
        }
        return feature.getAttribute(PredictionSchema.CONFIDENCE) instanceof Number number
                        && Double.isFinite(number.doubleValue())
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private boolean needsClass() {
        return !criteria.classes().isEmpty() || !criteria.confidence().byClass().isEmpty();
    }

    private boolean needsConfidence() {
        return !criteria.confidence().allowAll() || maxFeatures.isPresent();
    }

    private void requireAttributes(SimpleFeatureType schema) {
        if (needsConfidence()) {
            Inputs.requireAttribute(
                    schema,
                    PredictionSchema.CONFIDENCE,
                    criteria.confidence().general() > 0
                            ? "minConfidence"
                            : maxFeatures.isPresent() ? "maxFeatures" : "classConfidence");
        }
        if (needsClass()) {
            Inputs.requireAttribute(
                    schema, PredictionSchema.CLASS_NAME, criteria.classes().isEmpty() ? "classConfidence" : "classes");
        }
    }
}
