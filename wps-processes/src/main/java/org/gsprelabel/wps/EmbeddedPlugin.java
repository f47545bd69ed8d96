package org.gsprelabel.wps;

import java.nio.file.Path;
import java.util.List;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.onnx.OnnxModelRepository;

/** The plugin without a server: the same processes in the same registry, wired by hand instead of by Spring. */
public final class EmbeddedPlugin implements AutoCloseable {

    private final ModelRepository models;
    private final PreLabelProcessFactory factory;

    private EmbeddedPlugin(ModelRepository models, PreLabelProcessFactory factory) {
        this.models = models;
        this.factory = factory;
    }

    /**
     * Registers the processes with GeoTools until closed.
     *
     * @param modelsDirectory where the model packages are
     * @param coverages what {@code coverageName} may name
     */
    public static EmbeddedPlugin open(Path modelsDirectory, CoverageRepository coverages) {
        ModelRepository models = new OnnxModelRepository(modelsDirectory);
        PreLabelProcessFactory factory = new PreLabelProcessFactory(List.of(
                new PreLabelCoverage(models, coverages),
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
