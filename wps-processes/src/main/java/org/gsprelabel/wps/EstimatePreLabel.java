package org.gsprelabel.wps;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.geotools.api.util.ProgressListener;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.pipeline.RunPlan;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.wps.estimate.MeasuredRates;
import org.gsprelabel.wps.limits.Safeguards;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** Tells what {@link PreLabelCoverage} would have to do, without a model being loaded or a window being read. */
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

    /**
     * @param safeguards what requests are held against
     * @param rates how long tiles took
     */
    public EstimatePreLabel(
            ModelRepository models, CoverageRepository coverages, Safeguards safeguards, MeasuredRates rates) {
        this.models = models;
        this.coverages = coverages;
        this.safeguards = safeguards;
        this.rates = rates;
    }

    @DescribeResult(name = "result", description = "the estimate, JSON", type = String.class)
    public String execute(
            @DescribeParameter(name = "coverage", description = "the raster itself; give this or coverageName", min = 0)
                    @Nullable
                    GridCoverage2D coverage,
            @DescribeParameter(
                            name = "coverageName",
                            description = "name of a published coverage, workspace:layer; read by window and overview,"
                                    + " so the way to go for large rasters",
                            min = 0)
                    @Nullable
                    String coverageName,
            @DescribeParameter(name = "model", description = "id of a model package on this server") String model,
            @DescribeParameter(
                            name = "prompt",
                            description =
                                    "what a model that takes text is to find: phrases that end with a period, each with"
                                            + " a least score if wanted, as in 'solar panel. crane:0.4.'; the phrases are the"
                                            + " classes; default: those of the model",
                            min = 0)
                    @Nullable
                    String prompt,
            @DescribeParameter(
                            name = "prompts",
                            description = "what is known of single objects, for a model that answers prompts: points,"
                                    + " multipoints, boxes (axis-parallel rectangles) or polygons, in any CRS; attributes"
                                    + " class_name, label, id (equal ids are one object), foreground (true or false) or"
                                    + " point_label (1 or 0) of points. Each gives one object that carries its id",
                            min = 0)
                    @Nullable
                    SimpleFeatureCollection prompts,
            @DescribeParameter(
                            name = "segmenter",
                            description =
                                    "id of a model that answers prompts: it makes the masks of what the model finds;"
                                            + " default: none",
                            min = 0)
                    @Nullable
                    String segmenter,
            @DescribeParameter(
                            name = "maskGenerator",
                            description = "how a model that answers prompts looks for everything when there are none:"
                                    + " name=value pairs with the names of the reference generator, as in"
                                    + " points_per_side=16, pred_iou_thresh=0.9; default: the reference's values",
                            min = 0)
                    @Nullable
                    String maskGenerator,
            @DescribeParameter(
                            name = "roi",
                            description = "region of interest, polygon in the coverage's CRS unless it says otherwise;"
                                    + " objects that share a point with it are returned whole",
                            min = 0)
                    @Nullable
                    Geometry roi,
            @DescribeParameter(
                            name = "tileSize",
                            description = "side of a tile in pixels at working resolution; default: the model's",
                            min = 0,
                            minValue = 8,
                            maxValue = RunPlan.MAX_TILE_SIZE)
                    @Nullable
                    Integer tileSize,
            @DescribeParameter(
                            name = "overlap",
                            description = "part of a tile that neighbours share; default: the model's, else 0.125",
                            min = 0,
                            minValue = 0,
                            maxValue = 0.45)
                    @Nullable
                    Double overlap,
            @DescribeParameter(
                            name = "resolution",
                            description = "working resolution in metres per pixel; default: the model's, else native",
                            min = 0)
                    @Nullable
                    Double resolution,
            @DescribeParameter(
                            name = "maskCleaning",
                            description =
                                    "what is done to masks before they become polygons, step by step: erode, dilate, open or"
                                            + " close by a disc of a radius, fill holes or remove islands up to an area; in pixels, or with"
                                            + " m and m2 in metres and square metres, as in 'open=1, close=0.5m, fill=20, remove=2m2';"
                                            + " default: nothing",
                            min = 0)
                    @Nullable
                    String maskCleaning,
            @DescribeParameter(
                            name = "threads",
                            description =
                                    "tiles worked on at once, no more than the server allows; never changes the result;"
                                            + " default: all processors",
                            min = 0,
                            minValue = 1,
                            maxValue = 256)
                    @Nullable
                    Integer threads,
            @DescribeParameter(
                            name = "batch",
                            description = "tiles given to the model at once; never changes the result",
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
                    Inputs.optional((String) null),
                    Inputs.optional(roi),
                    Inputs.optionalInt(tileSize),
                    Inputs.optionalDouble(overlap),
                    Inputs.optionalDouble(resolution),
                    Inputs.optionalDouble(null),
                    Map.of(),
                    FilterCriteria.ALL,
                    Set.of(),
                    Inputs.mergeRules(null, null, null, null),
                    Inputs.optional(maskCleaning),
                    Inputs.shapeCleaning(null, null, null, null, null),
                    Inputs.optional(null),
                    Inputs.instant(null),
                    safeguards.threads(threads),
                    batch == null ? 1 : batch);
            CoverageSource source = CoverageInput.open(coverage, coverageName, coverages);
            PlannedRequest planned = PlannedRequest.of(source, request, models);
            return EstimateJson.of(
                    request,
                    planned,
                    models.places(request.models()),
                    safeguards,
                    rates.of(Work.of(request, planned)),
                    MemoryEstimate.of(
                            request,
                            planned,
                            source,
                            id -> models.places(List.of(id)) > 0,
                            safeguards.settings().cache().embeddings().memoryBytes()),
                    following.audience());
        });
    }
}
