package org.gsprelabel.wps;

import java.util.Map;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.geotools.process.factory.DescribeResults;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** Keeps the predictions that satisfy criteria. */
@DescribeProcess(
        title = "Filter predictions",
        description = "Keeps the predictions that satisfy criteria, unchanged and in their order; the report counts the"
                + " others by reason.",
        version = "1.0.0")
public final class FilterPredictions {

    @DescribeResults({
        @DescribeResult(name = "result", description = "features that are kept", type = SimpleFeatureCollection.class),
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
            @DescribeParameter(
                            name = "classes",
                            description = "names of the classes wanted, separated by commas; default: all",
                            min = 0)
                    @Nullable
                    String classes,
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
                            name = "roi",
                            description =
                                    "polygon in the features' CRS unless it says otherwise; features that share a point"
                                            + " with it are kept",
                            min = 0)
                    @Nullable
                    Geometry roi,
            @Nullable ProgressListener progress) {
        return Failures.asProcessException(() -> {
            PreLabelResult result = new FeatureFilter(
                            Inputs.criteria(minConfidence, classes, minArea, maxArea), Inputs.optional(roi))
                    .filter(features, new ProgressBridge(progress));
            return Map.of("result", result.features(), "report", result.report());
        });
    }
}
