package org.gsprelabel.wps;

import java.nio.file.Path;
import java.util.List;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.onnx.OnnxModelRepository;
import org.gsprelabel.sam.EmbeddingCache;

/** The plugin without a server: the same processes in the same registry, wired by hand instead of by Spring. */
public final class EmbeddedPlugin implements AutoCloseable {

    private final ModelRepository models;
    private final PreLabelProcessFactory factory;

    private EmbeddedPlugin(ModelRepository models, PreLabelProcessFactory factory) {
        this.models = models;
        this.factory = factory;
    }

    /**
     * As {@link #open(Path, CoverageRepository, EmbeddingCache)}, with embeddings remembered in memory while it is open.
     */
    public static EmbeddedPlugin open(Path modelsDirectory, CoverageRepository coverages) {
        return open(modelsDirectory, coverages, new EmbeddingCache(EmbeddingMemory.defaultBytes()));
    }

    /**
     * Registers the processes with GeoTools until closed.
     *
     * @param modelsDirectory where the model packages are
     * @param coverages what {@code coverageName} may name
     * @param embeddings where embeddings of promptable models are remembered
     */
    public static EmbeddedPlugin open(Path modelsDirectory, CoverageRepository coverages, EmbeddingCache embeddings) {
        ModelRepository models = new OnnxModelRepository(modelsDirectory);
        PreLabelProcessFactory factory = new PreLabelProcessFactory(List.of(
                new PreLabelCoverage(models, coverages, embeddings),
                new MergeTiles(),
                new FilterPredictions(),
                new ListModels(models)));
        factory.register();
        return new EmbeddedPlugin(models, factory);
    }

    /** The models that {@code model} may name. */
    public ModelRepository models() {
        return models;
    }

    @Override
    public void close() {
        factory.unregister();
        models.close();
    }
}
