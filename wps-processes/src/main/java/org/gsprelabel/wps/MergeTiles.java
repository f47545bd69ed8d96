package org.gsprelabel.wps;

import java.util.Map;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.geotools.process.factory.DescribeResults;
import org.gsprelabel.merge.Agreement;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.wps.limits.Safeguards;
import org.jspecify.annotations.Nullable;

/** Makes one feature of the pieces of every object that tiles have cut. */
@DescribeProcess(
        title = "Merge tiles",
        description = "Makes one feature of the pieces of every object that tiles have cut. Features say by tile_id and"
                + " tile_grid which tile saw them; without these they are merged by the overlap of their shapes.",
        version = "1.0.0")
public final class MergeTiles {

    private final Safeguards safeguards;

    /** @param safeguards what requests are held against */
    public MergeTiles(Safeguards safeguards) {
        this.safeguards = safeguards;
    }

    @DescribeResults({
        @DescribeResult(name = "result", description = "merged features", type = SimpleFeatureCollection.class),
        @DescribeResult(name = "report", description = "what was merged, JSON", type = String.class)
    })
    public Map<String, Object> execute(
            @DescribeParameter(name = "features", description = "predictions, of one request or of several")
                    SimpleFeatureCollection features,
            @DescribeParameter(
                            name = "merge",
                            description = "what becomes of the pieces of one object",
                            min = 0,
                            defaultValue = "UNION")
                    @Nullable
                    MergeStrategy merge,
            @DescribeParameter(
                            name = "agreement",
                            description = "how shapes of two tiles are compared: intersection over union (IOU), or over"
                                    + " the smaller of the two (IOS), which takes a part for its whole",
                            min = 0,
                            defaultValue = "IOU")
                    @Nullable
                    Agreement agreement,
            @DescribeParameter(
                            name = "minAgreement",
                            description = "least agreement of one object in two tiles, above 0",
                            min = 0,
                            minValue = 0,
                            maxValue = 1,
                            defaultValue = "0.5")
                    @Nullable
                    Double minAgreement,
            @DescribeParameter(
                            name = "classAware",
                            description = "whether different classes are different objects; without, the more confident"
                                    + " class wins",
                            min = 0,
                            defaultValue = "true")
                    @Nullable
                    Boolean classAware,
            @DescribeParameter(
                            name = "simplify",
                            description =
                                    "largest distance in metres that simplification may move an outline; neighbours"
                                            + " that share an edge go on sharing it",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double simplify,
            @DescribeParameter(
                            name = "smooth",
                            description = "largest distance in metres that smoothing may move an outline after that",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double smooth,
            @DescribeParameter(
                            name = "square",
                            description =
                                    "makes outlines of buildings right-angled on the ground, and dissolves details"
                                            + " of less than so many metres",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double square,
            @DescribeParameter(
                            name = "minHoleArea",
                            description = "holes of less than so many square metres on the ellipsoid are filled",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double minHoleArea,
            @DescribeParameter(
                            name = "minWidth",
                            description =
                                    "objects, and parts of them, that are thinner than so many metres are dropped",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double minWidth,
            @Nullable ProgressListener progress) {
        return Failures.asProcessException(safeguards, progress, following -> {
            PreLabelResult result = new FeatureMerger(
                            Inputs.mergeRules(merge, agreement, minAgreement, classAware),
                            Inputs.shapeCleaning(minHoleArea, minWidth, simplify, smooth, square))
                    .merge(LimitedFeatures.of(features, "features", safeguards), following);
            return Map.of("result", result.features(), "report", result.report());
        });
    }
}
