package org.gsprelabel.wps;

import java.util.Optional;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.gsprelabel.candidate.ConfidenceThresholds;
import org.gsprelabel.candidate.Provenance;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.geotools.features.PredictionWriter;
import org.gsprelabel.geotools.prompts.PromptReader;
import org.gsprelabel.geotools.referencing.GroundArea;
import org.gsprelabel.geotools.referencing.LocalFrames;
import org.gsprelabel.geotools.referencing.RegionOfInterest;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.Detectors;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.pipeline.RunExtent;
import org.gsprelabel.pipeline.RunLimits;
import org.gsprelabel.pipeline.RunParameters;
import org.gsprelabel.pipeline.RunPlan;
import org.gsprelabel.prompt.RoutedPrompts;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.shape.Ground;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.tile.TileGrid;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * What a request comes to for a coverage: all that is known of it before a model is loaded or a window is read.
 *
 * @param model what finds objects
 * @param segmenter what makes their masks
 * @param crs of the coverage
 * @param gridToWorld from working pixels
 * @param area of working pixels
 * @param ground under them
 * @param run resolution and tiles
 * @param parameters of the run
 * @param thresholds least score of each class
 * @param prompts at their tiles
 * @param nms which objects of one tile are the same, where the request says so
 * @param extent how much there is to do
 */
public record PlannedRequest(
        ModelDescriptor model,
        Optional<ModelDescriptor> segmenter,
        CoordinateReferenceSystem crs,
        GridToWorld gridToWorld,
        GroundArea area,
        Ground ground,
        RunPlan run,
        RunParameters parameters,
        ConfidenceThresholds thresholds,
        Optional<RoutedPrompts> prompts,
        Optional<NmsRules> nms,
        RunExtent extent) {

    /** Least part of a box that must lie on valid pixels. */
    private static final double MIN_VALID_FRACTION = 0.25;

    /**
     * Works it out.
     *
     * @param limits that it is going to be held against
     * @throws IllegalArgumentException with one sentence when inputs contradict each other, the model or the coverage
     * @throws org.gsprelabel.model.ModelException when there is no such model
     */
    static PlannedRequest of(CoverageSource source, PreLabelRequest request, ModelRepository models, RunLimits limits) {
        ModelDescriptor model = models.descriptor(request.model());
        Optional<ModelDescriptor> segmenter = request.segmenter().map(models::descriptor);
        RequestCheck.check(request, model, segmenter);
        DetectionTask.requireText(
                model, request.prompt().isPresent() && !model.family().hasFrozenVocabulary());
        Optional<NmsRules> nms = request.nms().map(text -> NmsRules.parse(text, model));
        RasterInfo info = source.info();
        segmenter.ifPresent(masks -> RunPlan.requireBands(info, masks));
        RunPlan tiles = RunPlan.of(info, model, request.tileSize(), request.overlap(), request.resolution());
        CoordinateReferenceSystem crs = source.crs();
        GridToWorld gridToWorld = info.gridToWorld()
                .scaled(tiles.workingGrid().scaleX(), tiles.workingGrid().scaleY());
        GroundArea area = new GroundArea(crs, gridToWorld);
        Ground ground = new Ground(area, new LocalFrames(crs, gridToWorld));
        ConfidenceThresholds thresholds = thresholds(request, model);
        TileParameters plain =
                new TileParameters(RequestCheck.wantedClasses(request, model), thresholds, MIN_VALID_FRACTION);
        TileParameters tile = request.maskCleaning()
                .map(text -> plain.cleaning(text, metresPerPixel(area, tiles.tileGrid())))
                .orElse(plain);
        // An answer to a prompt comes from one tile alone, so there is no neighbour to leave anything to.
        RunPlan plan = request.prompts().isPresent() ? tiles : tiles.withReach(tile.reach());
        Optional<RoutedPrompts> prompts = request.prompts()
                .map(given -> RoutedPrompts.of(PromptReader.read(given, crs, gridToWorld), plan.tileGrid()));
        Optional<Geometry> region = request.roi()
                .map(roi -> RegionOfInterest.toPixels(
                        roi, crs, gridToWorld, plan.tileGrid().bounds()));
        RunParameters parameters = new RunParameters(
                tile, request.merge(), request.shape(), request.criteria(), region, request.threads(), request.batch());
        boolean blends = Detectors.blends(model, prompts.isPresent(), segmenter.isPresent());
        RunExtent extent = RunExtent.of(source, plan, parameters, ground, prompts, blends, limits);
        return new PlannedRequest(
                model, segmenter, crs, gridToWorld, area, ground, plan, parameters, thresholds, prompts, nms, extent);
    }

    /** The same, with other threads and another batch, which never change a result. */
    PlannedRequest with(int threads, int batch) {
        return new PlannedRequest(
                model,
                segmenter,
                crs,
                gridToWorld,
                area,
                ground,
                run,
                parameters.with(threads, batch),
                thresholds,
                prompts,
                nms,
                extent);
    }

    /**
     * A region in working pixels; empty where it does not meet the coverage.
     *
     * @param region polygon in the CRS of its user data
     * @throws IllegalArgumentException when it is none, or cannot be brought to the coverage's CRS
     */
    public Optional<Geometry> inPixels(Geometry region) {
        return RegionOfInterest.meeting(region, crs, gridToWorld, run.tileGrid().bounds());
    }

    /** What makes features, in a CRS or in that of the coverage. */
    public PredictionWriter writer(Optional<CoordinateReferenceSystem> targetCRS, Provenance provenance) {
        return new PredictionWriter(crs, run.tileGrid(), gridToWorld, targetCRS, area, candidate -> provenance);
    }

    private static ConfidenceThresholds thresholds(PreLabelRequest request, ModelDescriptor model) {
        return RequestCheck.thresholds(
                request,
                request.minConfidence().orElse(leastConfidence(model)),
                model.family().isOpenVocabulary() ? request.prompt() : Optional.<TextPrompt>empty());
    }

    /**
     * Whoever asks for an object wants to see the answer, however good the model thinks it is; and where everything is looked
     * for, the generator's own threshold decides.
     */
    private static double leastConfidence(ModelDescriptor model) {
        return model.isPromptable() ? 0 : model.defaults().confidence();
    }

    /** How long a pixel is: the side of a square with the area of the pixel in the middle of the image. */
    private static double metresPerPixel(GroundArea area, TileGrid grid) {
        int x = grid.width() / 2;
        int y = grid.height() / 2;
        return Math.sqrt(area.squareMetres(new GeometryFactory().toGeometry(new Envelope(x, x + 1, y, y + 1))));
    }
}
