package org.gsprelabel.wps;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.gsprelabel.candidate.Provenance;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.geotools.features.PredictionWriter;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.pipeline.RunCancelledException;
import org.gsprelabel.pipeline.RunResources;
import org.gsprelabel.prompt.RoutedPrompts;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.sam.MaskGeneratorParameters;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.wps.estimate.MeasuredRates;
import org.gsprelabel.wps.limits.Safeguards;

/** Brings a coverage, a model and a request together into one run. */
public final class PreLabelEngine {

    private final ModelRepository models;
    private final EmbeddingCache embeddings;
    private final Safeguards safeguards;
    private final MeasuredRates rates;

    /** @param embeddings where embeddings of promptable models are remembered */
    public PreLabelEngine(ModelRepository models, EmbeddingCache embeddings) {
        this(models, embeddings, Safeguards.none(), MeasuredRates.inMemory());
    }

    /**
     * @param embeddings where embeddings of promptable models are remembered
     * @param safeguards what requests are held against
     * @param rates where it is told how long tiles took
     */
    public PreLabelEngine(
            ModelRepository models, EmbeddingCache embeddings, Safeguards safeguards, MeasuredRates rates) {
        this.models = models;
        this.embeddings = embeddings;
        this.safeguards = safeguards;
        this.rates = rates;
    }

    /** Limits are checked before a model is loaded or a window is read. */
    PreLabelResult run(
            CoverageSource source, PreLabelRequest request, ProgressBridge following, RunResources resources) {
        MemoryFit fit = MemoryFit.of(
                request,
                PlannedRequest.of(source, request, models, safeguards.runLimits()),
                source,
                safeguards.memory());
        PlannedRequest planned = fit.planned();
        safeguards.requireAllowed(planned.extent(), models.places(request.models()));
        fit.requireAllowed();
        try (ModelLease lease = models.lease(request.models(), following.caller())) {
            following.works();
            return prepare(source, request, planned, lease::model, following.caller())
                    .execute(
                            request,
                            following,
                            resources.forCaller(following.caller()),
                            report -> Work.measure(rates, Work.of(request, planned), report, following.worksAlone()),
                            fit.note());
        } catch (CancellationException e) {
            throw new RunCancelledException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Checks a request and works out its run; no pixel is read for it. The models stay loaded.
     *
     * @throws IllegalArgumentException with one sentence when the request cannot be fulfilled
     * @throws org.gsprelabel.model.ModelException when there is no such model, or it cannot be opened
     */
    public PreparedRun prepare(CoverageSource source, PreLabelRequest request) {
        return prepare(
                source,
                request,
                PlannedRequest.of(source, request, models, safeguards.runLimits()),
                models::get,
                Caller.patient());
    }

    /**
     * Works out what a request comes to, and what it gets of the memory that the server allows; no pixel is read and no model is
     * loaded for it.
     *
     * @throws IllegalArgumentException with one sentence when the request cannot be fulfilled
     * @throws org.gsprelabel.model.ModelException when there is no such model
     */
    public MemoryFit plan(CoverageSource source, PreLabelRequest request) {
        return MemoryFit.of(
                request,
                PlannedRequest.of(source, request, models, safeguards.runLimits()),
                source,
                safeguards.memory());
    }

    /**
     * As {@link #prepare(CoverageSource, PreLabelRequest)}, with models that are held until the lease is closed.
     *
     * @param planned what {@link #plan} makes of the request
     * @param following for whom models are called
     * @param patience how long to wait for models
     * @throws org.gsprelabel.model.ModelsNotReadyException when they are not there in time
     * @throws RunCancelledException when the request is dismissed, or the thread interrupted, meanwhile
     */
    public LeasedRun lease(
            CoverageSource source,
            PreLabelRequest request,
            PlannedRequest planned,
            ProgressBridge following,
            Duration patience) {
        ModelLease lease = leaseWithin(List.of(request.model()), following, patience);
        following.works();
        try {
            return new LeasedRun(prepare(source, request, planned, lease::model, following.caller()), lease);
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    private ModelLease leaseWithin(List<String> ids, ProgressBridge following, Duration patience) {
        try {
            return models.leaseWithin(ids, following.caller(), patience);
        } catch (CancellationException e) {
            throw new RunCancelledException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A run and the models that it needs.
     *
     * @param run that has not begun
     * @param models to be given back when all work of the run has ended
     */
    public record LeasedRun(PreparedRun run, ModelLease models) {}

    private PreparedRun prepare(
            CoverageSource source,
            PreLabelRequest request,
            PlannedRequest planned,
            Function<String, Model> loaded,
            Caller caller) {
        Model model = loaded.apply(request.model());
        Optional<Model> segmenter = request.segmenter().map(loaded);
        DetectionTask asked = task(request, planned, model, segmenter).withEmbeddings(embeddings.forCaller(caller));
        DetectionTask task = planned.nms().map(asked::withNms).orElse(asked);
        Provenance provenance = new Provenance(
                task.label(),
                source.info().name(),
                task.text().or(request::prompt).map(TextPrompt::text).orElse(""),
                request.timestamp());
        PredictionWriter writer = planned.writer(request.targetCRS(), provenance);
        return new PreparedRun(
                source,
                task,
                planned.run(),
                planned.parameters().in(Optional.empty()),
                planned.ground(),
                planned.gridToWorld(),
                provenance,
                writer);
    }

    private static DetectionTask task(
            PreLabelRequest request, PlannedRequest planned, Model model, Optional<Model> segmenter) {
        double least = planned.thresholds().least();
        if (planned.prompts().isPresent()) {
            RoutedPrompts routed = planned.prompts().get();
            RequestCheck.requireClasses(request, routed.classNames(), "the collection of prompts");
            return new DetectionTask(model, least).withPrompts(routed);
        }
        boolean isFrozen = planned.model().family().hasFrozenVocabulary();
        DetectionTask task = DetectionTask.of(model, least, isFrozen ? Optional.empty() : request.prompt());
        RequestCheck.requireClasses(
                request, task.classNames(), "model '" + planned.model().id() + "'");
        if (request.maskGenerator().isPresent()) {
            return task.withMaskGenerator(MaskGeneratorParameters.parse(
                    request.maskGenerator().get(), MaskGeneratorParameters.of(planned.model())));
        }
        return segmenter.map(task::withSegmenter).orElse(task);
    }
}
