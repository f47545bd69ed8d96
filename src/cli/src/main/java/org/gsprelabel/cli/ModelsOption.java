package org.gsprelabel.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the models are. */
final class ModelsOption {

    @Option(
            names = "--models",
            paramLabel = "DIR",
            defaultValue = "${env:PRELABEL_MODELS:-models}",
            description = {
                "Folder of the models: one folder with a model.json each, or bare .onnx files with metadata of their own.",
                "Default: $PRELABEL_MODELS, else ./models."
            })
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    Path folder() {
        if (!Files.isDirectory(folder)) {
            throw CommandException.unusableInput(
                    "There is no models folder " + folder + "; name it with --models DIR.", null);
        }
        return folder;
    }
}
