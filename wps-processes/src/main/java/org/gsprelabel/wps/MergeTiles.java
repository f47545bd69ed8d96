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
            @DescribeParameter(name = "agreement", description = InputTexts.AGREEMENT, min = 0, defaultValue = "IOU")
                    @Nullable
                    Agreement agreement,
            @DescribeParameter(
                            name = "minAgreement",
                            description = InputTexts.MIN_AGREEMENT,
                            min = 0,
                            minValue = 0,
                            maxValue = 1,
                            defaultValue = "0.5")
                    @Nullable
                    Double minAgreement,
            @DescribeParameter(
                            name = "classAware",
                            description = InputTexts.CLASS_AWARE,
                            min = 0,
                            defaultValue = "true")
                    @Nullable
                    Boolean classAware,
            @DescribeParameter(name = "simplify", description = InputTexts.SIMPLIFY, min = 0, minValue = 0) @Nullable
                    Double simplify,
            @DescribeParameter(name = "smooth", description = InputTexts.SMOOTH, min = 0, minValue = 0) @Nullable
                    Double smooth,
            @DescribeParameter(name = "square", description = InputTexts.SQUARE, min = 0, minValue = 0) @Nullable
                    Double square,
            @DescribeParameter(name = "minHoleArea", description = InputTexts.MIN_HOLE_AREA, min = 0, minValue = 0)
                    @Nullable
                    Double minHoleArea,
            @DescribeParameter(name = "minWidth", description = InputTexts.MIN_WIDTH, min = 0, minValue = 0) @Nullable
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
