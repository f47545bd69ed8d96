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
                            name = "nms",
                            description = "which objects of one tile are taken for the same, for models that leave that"
                                    + " open: name=value pairs of method (greedy, soft-linear, soft-gaussian), measure"
                                    + " (box, mask, turned-box, prob-iou), iou or ios, sigma, class_aware, as in"
                                    + " measure=mask iou=0.6; default: the model's",
                            min = 0)
                    @Nullable
                    String nms,
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
                            name = "minConfidence",
                            description = "least score; default: the model's",
                            min = 0,
                            minValue = 0,
                            maxValue = 1)
                    @Nullable
                    Double minConfidence,
            @DescribeParameter(
                            name = "classConfidence",
                            description = "least confidence of single classes, in place of minConfidence: pairs such as"
                                    + " 'roof:0.4, tree:0.7'",
                            min = 0)
                    @Nullable
                    String classConfidence,
            @DescribeParameter(
                            name = "minArea",
                            description = "least area of a whole object in square metres on the ellipsoid",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double minArea,
            @DescribeParameter(
                            name = "maxArea",
                            description = "largest area of a whole object in square metres on the ellipsoid",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double maxArea,
            @DescribeParameter(
                            name = "minCompactness",
                            description =
                                    "least compactness of a whole object, 4 pi A / P^2 of area and length of outlines on the"
                                            + " ellipsoid, from 0 to 1: a disc has 1, a square 0.785, a thin or ragged shape less",
                            min = 0,
                            minValue = 0,
                            maxValue = 1)
                    @Nullable
                    Double minCompactness,
            @DescribeParameter(
                            name = "classes",
                            description = "names of the classes wanted, separated by commas; default: all",
                            min = 0)
                    @Nullable
                    String classes,
            @DescribeParameter(
                            name = "merge",
                            description = "what becomes of the pieces of one object from several tiles",
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
            @DescribeParameter(name = "targetCRS", description = "CRS of the result; default: the coverage's", min = 0)
                    @Nullable
                    CoordinateReferenceSystem targetCRS,
            @DescribeParameter(
                            name = "timestamp",
                            description = "instant that the features carry, ISO 8601 in UTC; default: now",
                            min = 0)
                    @Nullable
                    String timestamp,
            @DescribeParameter(
                            name = "publishTo",
                            description = "workspace:store:layer that the features are published to, in a store that is"
                                    + " there; checked before the run; default: they are only returned",
                            min = 0)
                    @Nullable
                    String publishTo,
            @DescribeParameter(
                            name = "publishMode",
                            description =
                                    "whether publishTo makes a new layer (CREATE, the default), adds to one that is"
                                            + " there (APPEND), or replaces its features (REPLACE)",
                            min = 0)
                    @Nullable
                    PublishMode publishMode,
            @DescribeParameter(
                            name = "style",
                            description = "name of the style of a new layer; default: that of the plugin by class",
                            min = 0)
                    @Nullable
                    String style,
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
