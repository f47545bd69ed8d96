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
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.pipeline.RunListener;
import org.gsprelabel.pipeline.RunParameters;
import org.gsprelabel.pipeline.RunPlan;
import org.gsprelabel.pipeline.RunResources;
import org.gsprelabel.prompt.RoutedPrompts;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.sam.MaskGeneratorParameters;
import org.gsprelabel.shape.Ground;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.tile.TileGrid;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Brings a coverage, a model and a request together into one run. */
public final class PreLabelEngine {

    /** Least part of a box that must lie on valid pixels. */
    static final double MIN_VALID_FRACTION = 0.25;

    private final ModelRepository models;

    private final EmbeddingCache embeddings;

    /** @param embeddings where embeddings of promptable models are remembered */
    public PreLabelEngine(ModelRepository models, EmbeddingCache embeddings) {
        this.models = models;
        this.embeddings = embeddings;
    }

    PreLabelResult run(CoverageSource source, PreLabelRequest request, RunListener listener, RunResources resources) {
        return prepare(source, request).execute(request, listener, resources);
    }

    /**
     * Checks a request and works out its run; no pixel is read for it.
     *
     * @throws IllegalArgumentException with one sentence when the request cannot be fulfilled
     * @throws org.gsprelabel.model.ModelException when there is no such model, or it cannot be opened
     */
    public PreparedRun prepare(CoverageSource source, PreLabelRequest request) {
        Model model = models.get(request.model());
        Optional<Model> segmenter = request.segmenter().map(models::get);
        RequestCheck.check(request, model, segmenter);
        Optional<NmsRules> nms = request.nms().map(text -> NmsRules.parse(text, model.descriptor()));
        RasterInfo info = source.info();
        segmenter.ifPresent(masks -> RunPlan.requireBands(info, masks.descriptor()));
        RunPlan tiles =
                RunPlan.of(info, model.descriptor(), request.tileSize(), request.overlap(), request.resolution());
        CoordinateReferenceSystem crs = source.crs();
        GridToWorld gridToWorld = info.gridToWorld()
                .scaled(tiles.workingGrid().scaleX(), tiles.workingGrid().scaleY());
        GroundArea area = new GroundArea(crs, gridToWorld);
        Ground ground = new Ground(area, new LocalFrames(crs, gridToWorld));
        TileParameters plain = new TileParameters(
                RequestCheck.wantedClasses(request, model.descriptor()),
                thresholds(request, model),
                MIN_VALID_FRACTION);
        TileParameters tile = request.maskCleaning()
                .map(text -> plain.cleaning(text, metresPerPixel(area, tiles.tileGrid())))
                .orElse(plain);
        // An answer to a prompt comes from one tile alone, so there is no neighbour to leave anything to.
        RunPlan plan = request.prompts().isPresent() ? tiles : tiles.withReach(tile.reach());
        DetectionTask asked =
                task(request, model, segmenter, crs, gridToWorld, plan).withEmbeddings(embeddings);
        DetectionTask task = nms.map(asked::withNms).orElse(asked);
        Provenance provenance = new Provenance(
                task.label(),
                info.name(),
                task.text().or(request::prompt).map(TextPrompt::text).orElse(""),
                request.timestamp());
        PredictionWriter writer = new PredictionWriter(
                crs, plan.tileGrid(), gridToWorld, request.targetCRS(), area, candidate -> provenance);
        return new PreparedRun(source, task, plan, parameters(request, tile), ground, gridToWorld, provenance, writer);
    }

    private static DetectionTask task(
            PreLabelRequest request,
            Model model,
            Optional<Model> segmenter,
            CoordinateReferenceSystem crs,
            GridToWorld gridToWorld,
            RunPlan plan) {
        if (request.prompts().isPresent()) {
            RoutedPrompts routed =
                    RoutedPrompts.of(PromptReader.read(request.prompts().get(), crs, gridToWorld), plan.tileGrid());
            RequestCheck.requireClasses(request, routed.classNames(), "the collection of prompts");
            return new DetectionTask(model, thresholds(request, model).least()).withPrompts(routed);
        }
        boolean isFrozen = model.descriptor().family().hasFrozenVocabulary();
        DetectionTask task = DetectionTask.of(
                model, thresholds(request, model).least(), isFrozen ? Optional.empty() : request.prompt());
        RequestCheck.requireClasses(
                request, task.classNames(), "model '" + model.descriptor().id() + "'");
        if (request.maskGenerator().isPresent()) {
            return task.withMaskGenerator(MaskGeneratorParameters.parse(
                    request.maskGenerator().get(), MaskGeneratorParameters.of(model.descriptor())));
        }
        return segmenter.map(task::withSegmenter).orElse(task);
    }

    private static ConfidenceThresholds thresholds(PreLabelRequest request, Model model) {
        return RequestCheck.thresholds(
                request,
                request.minConfidence().orElse(leastConfidence(model.descriptor())),
                model.descriptor().family().isOpenVocabulary() ? request.prompt() : Optional.empty());
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

    private static RunParameters parameters(PreLabelRequest request, TileParameters tile) {
        return new RunParameters(
                tile,
                request.merge(),
                request.shape(),
                request.criteria(),
                Optional.empty(),
                request.threads(),
                request.batch());
    }
}
