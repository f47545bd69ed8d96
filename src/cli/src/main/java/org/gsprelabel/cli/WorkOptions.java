package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which model looks at which image, and for what. */
final class WorkOptions {

    @Parameters(index = "0", paramLabel = "IMAGE", description = "GeoTIFF with a coordinate reference system.")
    @SuppressWarnings("NullAway.Init")
    private Path image;

    @Option(
            names = "--model",
            paramLabel = "ID",
            required = true,
            description = "Model to run; 'prelabel models' lists those there are.")
    @SuppressWarnings("NullAway.Init")
    private String model;

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description =
                    "What a model that takes text is to find: phrases that end with a period, each with a least score"
                            + " if wanted, as in 'solar panel. crane:0.4.'; they are the classes of what is found. Default: the"
                            + " classes of the model.")
    private @Nullable String prompt;

    @Mixin
    private final ModelsOption models = new ModelsOption();

    Path image() {
        return image;
    }

    /** Folder of the models. */
    Path models() {
        return models.folder();
    }

    void addTo(Map<String, Object> inputs) {
        inputs.put("model", model);
        Inputs.put(inputs, "prompt", prompt);
    }
}
