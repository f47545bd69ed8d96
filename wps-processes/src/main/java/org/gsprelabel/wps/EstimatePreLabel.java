package org.gsprelabel.wps;

import java.util.List;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.util.ProgressListener;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.merge.Agreement;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.pipeline.RunPlan;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.wps.estimate.MeasuredRates;
import org.gsprelabel.wps.limits.Safeguards;
import org.gsprelabel.wps.publish.PublishMode;
import org.gsprelabel.wps.publish.PublishRequest;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Tells what {@link PreLabelCoverage} would have to do, without a model being loaded or a window being read. It has every input
 * of that process, so a request can be estimated as it is, and refuses what that process refuses before it runs.
 */
@DescribeProcess(
        title = "Estimate pre-labelling",
        description = "Tells as JSON what PreLabelCoverage would have to do for the same inputs: tiles, pixels, seconds"
                + " where such work has been measured, memory, and whether the limits of the server allow it. Reads no"
                + " pixels and loads no model.",
        version = "1.0.0")
public final class EstimatePreLabel {

    private final ModelRepository models;
    private final CoverageRepository coverages;
    private final Safeguards safeguards;
    private final MeasuredRates rates;
    private final Publishing publishing;

    /**
     * @param safeguards what requests are held against
     * @param rates how long tiles took
     * @param publishing checks what {@code publishTo} would do, and publishes nothing
     */
    public EstimatePreLabel(
            ModelRepository models,
            CoverageRepository coverages,
            Safeguards safeguards,
            MeasuredRates rates,
            Publishing publishing) {
        this.models = models;
        this.coverages = coverages;
        this.safeguards = safeguards;
        this.rates = rates;
        this.publishing = publishing;
    }

    @DescribeResult(name = "result", description = "the estimate, JSON", type = String.class)
    public String execute(
            @DescribeParameter(name = "coverage", description = InputTexts.COVERAGE, min = 0) @Nullable
                    GridCoverage2D coverage,
            @DescribeParameter(name = "coverageName", description = InputTexts.COVERAGE_NAME, min = 0) @Nullable
                    String coverageName,
            @DescribeParameter(name = "model", description = InputTexts.MODEL) String model,
            @DescribeParameter(name = "prompt", description = InputTexts.PROMPT, min = 0) @Nullable String prompt,
            @DescribeParameter(name = "prompts", description = InputTexts.PROMPTS, min = 0) @Nullable
                    SimpleFeatureCollection prompts,
            @DescribeParameter(name = "segmenter", description = InputTexts.SEGMENTER, min = 0) @Nullable
                    String segmenter,
            @DescribeParameter(name = "maskGenerator", description = InputTexts.MASK_GENERATOR, min = 0) @Nullable
                    String maskGenerator,
            @DescribeParameter(name = "nms", description = InputTexts.NMS, min = 0) @Nullable String nms,
            @DescribeParameter(name = "roi", description = InputTexts.ROI, min = 0) @Nullable Geometry roi,
            @DescribeParameter(
                            name = "tileSize",
                            description = InputTexts.TILE_SIZE,
                            min = 0,
                            minValue = 8,
                            maxValue = RunPlan.MAX_TILE_SIZE)
                    @Nullable
                    Integer tileSize,
            @DescribeParameter(
                            name = "overlap",
                            description = InputTexts.OVERLAP,
                            min = 0,
                            minValue = 0,
                            maxValue = 0.45)
                    @Nullable
                    Double overlap,
            @DescribeParameter(name = "resolution", description = InputTexts.RESOLUTION, min = 0) @Nullable
                    Double resolution,
            @DescribeParameter(
                            name = "minConfidence",
                            description = InputTexts.MIN_CONFIDENCE,
                            min = 0,
                            minValue = 0,
                            maxValue = 1)
                    @Nullable
                    Double minConfidence,
            @DescribeParameter(name = "classConfidence", description = InputTexts.CLASS_CONFIDENCE, min = 0) @Nullable
                    String classConfidence,
            @DescribeParameter(name = "minArea", description = InputTexts.MIN_AREA, min = 0, minValue = 0) @Nullable
                    Double minArea,
            @DescribeParameter(name = "maxArea", description = InputTexts.MAX_AREA, min = 0, minValue = 0) @Nullable
                    Double maxArea,
            @DescribeParameter(
                            name = "minCompactness",
                            description = InputTexts.MIN_COMPACTNESS,
                            min = 0,
                            minValue = 0,
                            maxValue = 1)
                    @Nullable
                    Double minCompactness,
            @DescribeParameter(name = "classes", description = InputTexts.CLASSES, min = 0) @Nullable String classes,
            @DescribeParameter(name = "merge", description = InputTexts.MERGE, min = 0, defaultValue = "UNION")
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
            @DescribeParameter(name = "maskCleaning", description = InputTexts.MASK_CLEANING, min = 0) @Nullable
                    String maskCleaning,
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
            @DescribeParameter(name = "targetCRS", description = InputTexts.TARGET_CRS, min = 0) @Nullable
                    CoordinateReferenceSystem targetCRS,
            @DescribeParameter(name = "timestamp", description = InputTexts.TIMESTAMP, min = 0) @Nullable
                    String timestamp,
            @DescribeParameter(name = "publishTo", description = InputTexts.PUBLISH_TO, min = 0) @Nullable
                    String publishTo,
            @DescribeParameter(name = "publishMode", description = InputTexts.PUBLISH_MODE, min = 0) @Nullable
                    PublishMode publishMode,
            @DescribeParameter(name = "style", description = InputTexts.STYLE, min = 0) @Nullable String style,
            @DescribeParameter(
                            name = "threads",
                            description = InputTexts.THREADS,
                            min = 0,
                            minValue = 1,
                            maxValue = 256)
                    @Nullable
                    Integer threads,
            @DescribeParameter(
                            name = "batch",
                            description = InputTexts.BATCH,
                            min = 0,
                            minValue = 1,
                            maxValue = 64,
                            defaultValue = "1")
                    @Nullable
                    Integer batch,
            @Nullable ProgressListener progress) {
        return Failures.asProcessException(safeguards, progress, following -> {
            PreLabelRequest request = new PreLabelRequest(
                    model,
                    Inputs.optional(prompt).map(TextPrompt::parse),
                    Inputs.optional(prompts).map(all -> LimitedFeatures.of(all, "prompts", safeguards)),
                    Inputs.optional(segmenter),
                    Inputs.optional(maskGenerator),
                    Inputs.optional(nms),
                    Inputs.optional(roi),
                    Inputs.optionalInt(tileSize),
                    Inputs.optionalDouble(overlap),
                    Inputs.optionalDouble(resolution),
                    Inputs.optionalDouble(minConfidence),
                    Inputs.classConfidence(classConfidence),
                    Inputs.shapeCriteria(minArea, maxArea, minCompactness),
                    Inputs.names(classes),
                    Inputs.mergeRules(merge, agreement, minAgreement, classAware),
                    Inputs.optional(maskCleaning),
                    Inputs.shapeCleaning(minHoleArea, minWidth, simplify, smooth, square),
                    Inputs.optional(targetCRS),
                    Inputs.instant(timestamp),
                    safeguards.threads(threads),
                    batch == null ? 1 : batch);
            CoverageSource source = CoverageInput.open(coverage, coverageName, coverages);
            publishing.prepare(
                    PublishRequest.of(publishTo, publishMode, style),
                    request.targetCRS().orElse(source.crs()));
            MemoryFit fit = MemoryFit.of(
                    request,
                    PlannedRequest.of(source, request, models, safeguards.runLimits()),
                    source,
                    safeguards.memory());
            return EstimateJson.of(
                    request,
                    fit,
                    models.places(request.models()),
                    safeguards,
                    rates.of(Work.of(request, fit.planned())),
                    MemoryEstimate.of(
                            request,
                            fit.planned(),
                            source,
                            id -> models.places(List.of(id)) > 0,
                            safeguards.settings().cache().embeddings().memoryBytes()),
                    following.audience());
        });
    }
}
