package org.gsprelabel.wps;

import java.util.Map;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.geotools.process.factory.DescribeResults;
import org.gsprelabel.filter.RoiMode;
import org.gsprelabel.wps.limits.Safeguards;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** Keeps the predictions that satisfy criteria. */
@DescribeProcess(
        title = "Filter predictions",
        description =
                "Keeps the predictions that satisfy criteria, in their order; the report counts the others by reason,"
                        + " and rejected gives them.",
        version = "1.0.0")
public final class FilterPredictions {

    private final Safeguards safeguards;

    /** @param safeguards what requests are held against */
    public FilterPredictions(Safeguards safeguards) {
        this.safeguards = safeguards;
    }

    @DescribeResults({
        @DescribeResult(name = "result", description = "features that are kept", type = SimpleFeatureCollection.class),
        @DescribeResult(
                name = "rejected",
                description = "the other features, each with its reason in the attribute reason",
                type = SimpleFeatureCollection.class),
        @DescribeResult(name = "report", description = "what was rejected and why, JSON", type = String.class)
    })
    public Map<String, Object> execute(
            @DescribeParameter(name = "features", description = "predictions") SimpleFeatureCollection features,
            @DescribeParameter(
                            name = "minConfidence",
                            description = "least confidence",
                            min = 0,
                            minValue = 0,
                            maxValue = 1)
                    @Nullable
                    Double minConfidence,
            @DescribeParameter(name = "classConfidence", description = InputTexts.CLASS_CONFIDENCE, min = 0) @Nullable
                    String classConfidence,
            @DescribeParameter(name = "classes", description = InputTexts.CLASSES, min = 0) @Nullable String classes,
            @DescribeParameter(
                            name = "minArea",
                            description = "least area in square metres on the ellipsoid",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double minArea,
            @DescribeParameter(
                            name = "maxArea",
                            description = "largest area in square metres on the ellipsoid",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double maxArea,
            @DescribeParameter(
                            name = "minCompactness",
                            description =
                                    "least compactness, 4 pi A / P^2 of area and length of outlines on the ellipsoid,"
                                            + " from 0 to 1: a disc has 1, a square 0.785, a thin or ragged shape less",
                            min = 0,
                            minValue = 0,
                            maxValue = 1)
                    @Nullable
                    Double minCompactness,
            @DescribeParameter(
                            name = "roi",
                            description =
                                    "region of interest: a polygon, in the features' CRS unless it says otherwise",
                            min = 0)
                    @Nullable
                    Geometry roi,
            @DescribeParameter(
                            name = "roiMode",
                            description =
                                    "what becomes of features: those that share a point with the roi are kept whole"
                                            + " (INTERSECTS), only those that lie in it are kept (WITHIN), or they are cut to it"
                                            + " and then held against areas and compactness (CLIP)",
                            min = 0,
                            defaultValue = "INTERSECTS")
                    @Nullable
                    RoiMode roiMode,
            @DescribeParameter(
                            name = "maxFeatures",
                            description = "how many features are kept at most, the most confident of those that satisfy"
                                    + " everything else",
                            min = 0,
                            minValue = 1)
                    @Nullable
                    Integer maxFeatures,
            @Nullable ProgressListener progress) {
        return Failures.asProcessException(safeguards, progress, following -> {
            FilterResult result = new FeatureFilter(
                            Inputs.criteria(minConfidence, classConfidence, classes, minArea, maxArea, minCompactness),
                            Inputs.optional(roi),
                            Inputs.roiMode(roiMode, roi),
                            Inputs.optionalInt(maxFeatures))
                    .filter(LimitedFeatures.of(features, "features", safeguards), following);
            return Map.of("result", result.features(), "rejected", result.rejected(), "report", result.report());
        });
    }
}
