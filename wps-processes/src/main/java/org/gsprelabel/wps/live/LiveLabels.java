package org.gsprelabel.wps.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.geotools.api.coverage.grid.GridGeometry;
import org.geotools.api.data.Query;
import org.geotools.api.util.ProgressListener;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.coverage.grid.GridEnvelope2D;
import org.geotools.coverage.grid.GridGeometry2D;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.process.ProcessException;
import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.model.ModelsNotReadyException;
import org.gsprelabel.pipeline.Limit;
import org.gsprelabel.pipeline.RunPlan;
import org.gsprelabel.pipeline.RunResources;
import org.gsprelabel.pipeline.TileCache;
import org.gsprelabel.pipeline.TilePool;
import org.gsprelabel.pipeline.TimeBudget;
import org.gsprelabel.pipeline.TimeIsUpException;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.wps.CoverageRepository;
import org.gsprelabel.wps.Failures;
import org.gsprelabel.wps.InputTexts;
import org.gsprelabel.wps.Inputs;
import org.gsprelabel.wps.MemoryFit;
import org.gsprelabel.wps.PlannedRequest;
import org.gsprelabel.wps.PreLabelEngine;
import org.gsprelabel.wps.PreLabelRequest;
import org.gsprelabel.wps.ProgressBridge;
import org.gsprelabel.wps.estimate.MeasuredRates;
import org.gsprelabel.wps.limits.Safeguards;
import org.jspecify.annotations.Nullable;

/**
 * Labels the part of a coverage that a map shows, from remembered tiles where there are any. A rendering transformation, since it
 * has a method {@link #invertGridGeometry}; a process like any other, too.
 *
 * <p>Pixels are read by the coverage's name, never from the coverage that a map server hands over: that one is cut out for the
 * map and resampled to it, so its tiles would change with every step of the map.
 */
@DescribeProcess(
        title = "Live labels",
        description =
                "Labels the part of a coverage that a map shows, for use as a rendering transformation: reads what the"
                        + " map needs, remembers what models say of tiles, and shows what is ready in time.",
        version = "1.0.0")
public final class LiveLabels {

    /** Most pixels along a side of what is read for the map itself: it is not looked at, and must not be empty. */
    private static final int MAX_READ = 256;

    private final PreLabelEngine engine;
    private final CoverageRepository coverages;
    private final RunResources resources;
    private final Safeguards safeguards;
    private final TilePool pool;

    /**
     * @param embeddings where embeddings of promptable models are remembered
     * @param tiles where what models say of tiles is remembered
     * @param safeguards what requests are held against
     * @param pool threads of all maps together; to be closed after the safeguards and before the models
     */
    public LiveLabels(
            ModelRepository models,
            CoverageRepository coverages,
            EmbeddingCache embeddings,
            TileCache tiles,
            Safeguards safeguards,
            TilePool pool) {
        this.engine = new PreLabelEngine(models, embeddings, safeguards, MeasuredRates.inMemory());
        this.coverages = coverages;
        this.resources = RunResources.remembering(tiles).within(safeguards.runLimits());
        this.safeguards = safeguards;
        this.pool = pool;
    }

    @DescribeResult(
            name = "result",
            description =
                    "the objects that share a point with the map, one feature each; and places that have a message",
            type = SimpleFeatureCollection.class)
    public SimpleFeatureCollection execute(
            @DescribeParameter(
                            name = "data",
                            description =
                                    "the coverage as a map server hands it over; its extent is that of the map where"
                                            + " outputBBOX is not given, its pixels are not looked at",
                            min = 0)
                    @Nullable
                    GridCoverage2D data,
            @DescribeParameter(
                            name = "coverageName",
                            description =
                                    "name of the published coverage, workspace:layer; read by window and overview")
                    String coverageName,
            @DescribeParameter(name = "model", description = InputTexts.MODEL) String model,
            @DescribeParameter(
                            name = "outputBBOX",
                            description = "extent of the map, env('wms_bbox') in a style",
                            min = 0)
                    @Nullable
                    ReferencedEnvelope outputBBOX,
            @DescribeParameter(
                            name = "scaleDenominator",
                            description = "scale of the map, env('wms_scale_denominator') in a style",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double scaleDenominator,
            @DescribeParameter(
                            name = "maxScaleDenominator",
                            description =
                                    "coarsest scale at which maps are labelled; default: whatever maxTiles allows",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double maxScaleDenominator,
            @DescribeParameter(
                            name = "maxTiles",
                            description =
                                    "most tiles that a map may need, not more than the server allows; one that needs"
                                            + " more shows a message instead; default: what the server allows",
                            min = 0,
                            minValue = 1)
                    @Nullable
                    Integer maxTiles,
            @DescribeParameter(
                            name = "maxSeconds",
                            description =
                                    "how long a map waits for its model and tiles, not longer than the server allows; tiles that are"
                                            + " not ready are shown as such; default: as long as the server allows",
                            min = 0,
                            minValue = 0)
                    @Nullable
                    Double maxSeconds,
            @DescribeParameter(
                            name = "prompt",
                            description = "what a model that takes text is to find, as in 'solar panel. crane:0.4.'",
                            min = 0)
                    @Nullable
                    String prompt,
            @DescribeParameter(
                            name = "minConfidence",
                            description = InputTexts.MIN_CONFIDENCE,
                            min = 0,
                            minValue = 0,
                            maxValue = 1)
                    @Nullable
                    Double minConfidence,
            @DescribeParameter(name = "classes", description = InputTexts.CLASSES, min = 0) @Nullable String classes,
            @DescribeParameter(name = "minArea", description = InputTexts.MIN_AREA, min = 0, minValue = 0) @Nullable
                    Double minArea,
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
            @Nullable ProgressListener progress)
            throws ProcessException {
        return Failures.asProcessException(safeguards, progress, following -> {
            safeguards.settings().live().requireAllowed();
            TimeBudget budget = TimeBudget.ofSeconds(pool, seconds(maxSeconds));
            PreLabelRequest request = new PreLabelRequest(
                    model,
                    Inputs.optional(prompt).map(TextPrompt::parse),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Inputs.optionalInt(tileSize),
                    Inputs.optionalDouble(overlap),
                    Inputs.optionalDouble(resolution),
                    Inputs.optionalDouble(minConfidence),
                    Inputs.classConfidence(null),
                    Inputs.shapeCriteria(minArea, null, null),
                    Inputs.names(classes),
                    Inputs.mergeRules(null, null, null, null),
                    Optional.empty(),
                    Inputs.shapeCleaning(null, null, null, null, null),
                    Optional.empty(),
                    Inputs.instant(null),
                    safeguards.settings().models().threads(),
                    1);
            ReferencedEnvelope extent = extent(outputBBOX, data);
            CoverageSource source = CoverageSource.of(coverageName, coverages.reader(coverageName));
            MemoryFit fit = engine.plan(source, request);
            LiveMap map = new LiveMap(fit.planned(), extent);
            if (!map.showsTheCoverage()) {
                return map.nothing();
            }
            Optional<String> refusal = map.refusal(
                            tiles(Inputs.optionalInt(maxTiles)),
                            Inputs.optionalDouble(scaleDenominator),
                            Inputs.optionalDouble(maxScaleDenominator))
                    .or(fit::refusal);
            return refusal.map(map::withMessage)
                    .orElseGet(() -> labelled(map, source, request, fit.planned(), following, budget));
        });
    }

    private SimpleFeatureCollection labelled(
            LiveMap map,
            CoverageSource source,
            PreLabelRequest request,
            PlannedRequest planned,
            ProgressBridge following,
            TimeBudget budget) {
        try {
            PreLabelEngine.LeasedRun leased = engine.lease(source, request, planned, following, budget.left());
            try {
                return map.label(
                        leased.run(), following, resources.within(budget).forCaller(following.caller()));
            } finally {
                // Tiles may go on in the background, and need the model until they end.
                budget.afterwards(leased.models()::close);
            }
        } catch (ModelsNotReadyException | TimeIsUpException e) {
            return map.withMessage(e.getMessage() + ", ask for the map again");
        }
    }

    /**
     * Found by its name: what a map server is to read before it calls the process. As little as possible, since the process
     * reads by itself.
     *
     * @param targetQuery what the style asks for
     * @param targetGridGeometry the pixels of the map
     */
    public GridGeometry invertGridGeometry(@Nullable Query targetQuery, GridGeometry targetGridGeometry) {
        if (!(targetGridGeometry instanceof GridGeometry2D map)) {
            return targetGridGeometry;
        }
        int width = Math.max(1, Math.min(MAX_READ, map.getGridRange2D().width));
        int height = Math.max(1, Math.min(MAX_READ, map.getGridRange2D().height));
        return new GridGeometry2D(new GridEnvelope2D(0, 0, width, height), map.getEnvelope2D());
    }

    private static ReferencedEnvelope extent(@Nullable ReferencedEnvelope outputBBOX, @Nullable GridCoverage2D data) {
        if (outputBBOX != null) {
            return outputBBOX;
        }
        if (data != null) {
            return data.getEnvelope2D();
        }
        throw new IllegalArgumentException("give outputBBOX, the extent of the map; neither it nor data was given");
    }

    /** What binds: the least of what the server allows a map, what it allows any request, and what the style asks for. */
    private Limit tiles(OptionalInt asked) {
        List<Limit> limits = new ArrayList<>(List.of(
                safeguards.settings().live().tiles(), safeguards.runLimits().tiles()));
        asked.ifPresent(most -> limits.add(new Limit("maxTiles", most)));
        return Collections.min(limits, Comparator.comparingLong(Limit::most));
    }

    private double seconds(@Nullable Double maxSeconds) {
        int most = safeguards.settings().live().maxSeconds();
        if (maxSeconds == null) {
            return most;
        }
        if (!(maxSeconds >= 0)) {
            throw new IllegalArgumentException("maxSeconds must be at least 0, got " + maxSeconds);
        }
        return Math.min(maxSeconds, most);
    }
}
