package org.gsprelabel.wps;

import java.util.Map;
import java.util.Optional;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.util.ProgressListener;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.process.ProcessException;
import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.geotools.process.factory.DescribeResults;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.merge.Agreement;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.pipeline.RunPlan;
import org.gsprelabel.pipeline.RunResources;
import org.gsprelabel.pipeline.TileCache;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.wps.estimate.MeasuredRates;
import org.gsprelabel.wps.limits.Safeguards;
import org.gsprelabel.wps.publish.Publication;
import org.gsprelabel.wps.publish.PublishMode;
import org.gsprelabel.wps.publish.PublishRequest;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** Runs a model tile by tile over a coverage and returns what it finds as features. */
@DescribeProcess(
        title = "Pre-label a coverage",
        description = "Runs a model tile by tile over a coverage and returns what it finds as a georeferenced feature"
                + " collection, merged across tiles, with a report of what was done.",
        version = "1.0.0")
public final class PreLabelCoverage {

    private final ModelRepository models;
    private final CoverageRepository coverages;
    private final EmbeddingCache embeddings;
    private final RunResources resources;
    private final Safeguards safeguards;
    private final MeasuredRates rates;
    private final Publishing publishing;

    /** A process that remembers no tiles. */
    public PreLabelCoverage(
            ModelRepository models, CoverageRepository coverages, EmbeddingCache embeddings, Safeguards safeguards) {
        this(models, coverages, embeddings, RunResources.NONE, safeguards, MeasuredRates.inMemory(), Publishing.NONE);
    }

    /**
     * @param embeddings where embeddings of promptable models are remembered from request to request
     * @param tiles where what models say of tiles is remembered from request to request
     * @param safeguards what requests are held against
     * @param rates where it is told how long tiles took
     * @param publishing what {@code publishTo} does
     */
    public PreLabelCoverage(
            ModelRepository models,
            CoverageRepository coverages,
            EmbeddingCache embeddings,
            TileCache tiles,
            Safeguards safeguards,
            MeasuredRates rates,
            Publishing publishing) {
        this(models, coverages, embeddings, RunResources.remembering(tiles), safeguards, rates, publishing);
    }

    PreLabelCoverage(
            ModelRepository models,
            CoverageRepository coverages,
            EmbeddingCache embeddings,
            RunResources resources,
            Safeguards safeguards,
            MeasuredRates rates,
            Publishing publishing) {
        this.models = models;
        this.coverages = coverages;
        this.embeddings = embeddings;
        this.resources = resources.within(safeguards.runLimits());
        this.safeguards = safeguards;
        this.rates = rates;
        this.publishing = publishing;
    }

    @DescribeResults({
        @DescribeResult(
                name = "result",
                description = "the objects found, one feature each",
                type = SimpleFeatureCollection.class),
        @DescribeResult(name = "report", description = "what the run did, JSON", type = String.class)
    })
    public Map<String, Object> execute(
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
            @Nullable ProgressListener progress)
            throws ProcessException {
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
            Optional<Publication> publication = publishing.prepare(
                    PublishRequest.of(publishTo, publishMode, style),
                    request.targetCRS().orElse(source.crs()));
            PreLabelResult found = new PreLabelEngine(models, embeddings, safeguards, rates)
                    .run(source, request, following, resources);
            PreLabelResult result = publication
                    .map(checked -> publishing.publish(found, checked, following))
                    .orElse(found);
            return Map.of("result", result.features(), "report", result.report());
        });
    }
}
