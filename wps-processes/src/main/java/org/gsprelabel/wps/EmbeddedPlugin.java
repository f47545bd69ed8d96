package org.gsprelabel.wps;

import java.nio.file.Path;
import java.util.List;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.onnx.OnnxModelRepository;
import org.gsprelabel.onnx.OnnxRuntime;
import org.gsprelabel.onnx.RuntimeLimits;
import org.gsprelabel.pipeline.RunResources;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.wps.estimate.MeasuredRates;
import org.gsprelabel.wps.limits.ModelLimits;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.Safeguards;

/** The plugin without a server: the same processes in the same registry, wired by hand instead of by Spring. */
public final class EmbeddedPlugin implements AutoCloseable {

    private final OnnxRuntime.Use runtime;
    private final ModelRepository models;
    private final PreLabelProcessFactory factory;
    private final Safeguards safeguards;

    private EmbeddedPlugin(
            OnnxRuntime.Use runtime, ModelRepository models, PreLabelProcessFactory factory, Safeguards safeguards) {
        this.runtime = runtime;
        this.models = models;
        this.safeguards = safeguards;
        this.factory = factory;
    }

    /**
     * As {@link #open(Path, CoverageRepository, EmbeddingCache)}, with embeddings remembered in memory while it is open.
     */
    public static EmbeddedPlugin open(Path modelsDirectory, CoverageRepository coverages) {
        return open(modelsDirectory, coverages, EmbeddingMemory.of(PreLabelSettings.defaults()));
    }

    /**
     * As {@link #open(Path, CoverageRepository, EmbeddingCache, Safeguards)}, for a single user, who has the machine: nothing
     * is limited.
     */
    public static EmbeddedPlugin open(Path modelsDirectory, CoverageRepository coverages, EmbeddingCache embeddings) {
        return open(modelsDirectory, coverages, embeddings, Safeguards.none());
    }

    /**
     * Registers the processes with GeoTools until closed.
     *
     * @param modelsDirectory where the model packages are
     * @param coverages what {@code coverageName} may name
     * @param embeddings where embeddings of promptable models are remembered
     * @param safeguards what requests are held against; closed with the plugin
     */
    public static EmbeddedPlugin open(
            Path modelsDirectory, CoverageRepository coverages, EmbeddingCache embeddings, Safeguards safeguards) {
        OnnxRuntime.Use runtime = OnnxRuntime.use();
        ModelRepository models = new OnnxModelRepository(
                modelsDirectory, limits(safeguards.settings().models()));
        MeasuredRates rates = MeasuredRates.in(safeguards.settings().cache().folder());
        PreLabelProcessFactory factory = new PreLabelProcessFactory(List.of(
                new PreLabelCoverage(
                        models, coverages, embeddings, RunResources.NONE, safeguards, rates, Publishing.NONE),
                new EstimatePreLabel(models, coverages, safeguards, rates, Publishing.NONE),
                new MergeTiles(safeguards),
                new FilterPredictions(safeguards),
                new ListModels(models, safeguards)));
        factory.register();
        return new EmbeddedPlugin(runtime, models, factory, safeguards);
    }

    /** What the settings leave to models. */
    private static RuntimeLimits limits(ModelLimits models) {
        return new RuntimeLimits(models.gpuPermits(), models.threads(), models.maxLoaded());
    }

    /** The models that {@code model} may name. */
    public ModelRepository models() {
        return models;
    }

    @Override
    public void close() {
        factory.unregister();
        safeguards.close();
        models.close();
        runtime.close();
    }
}
