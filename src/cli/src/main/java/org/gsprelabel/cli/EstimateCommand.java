package org.gsprelabel.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gsprelabel.wps.EmbeddedPlugin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what {@code run} would have to do. */
@Command(
        name = "estimate",
        description = {
            "Tells as JSON what 'run' would have to do for an image, without running: tiles, pixels and memory.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = PreLabel.Version.class,
        sortOptions = false,
        customSynopsis = "${COMMAND-FULL-NAME} --model=ID [OPTIONS] IMAGE",
        footer = {
            "",
            "Example:",
            "  prelabel estimate city.tif --model roofs --tile-size 1024 --threads 8",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong request, 3 image or model missing or",
            "damaged."
        })
final class EstimateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final WorkOptions work = new WorkOptions();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Override
    @SuppressWarnings("try") // the plugin serves the registry while it is open
    public Integer call() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        work.addTo(inputs);
        options.addTo(inputs);
        inputs.put("coverageName", work.image().getFileName().toString());
        PrintWriter out = spec.commandLine().getOut();
        try (RasterFile raster = RasterFile.open(work.image());
                EmbeddedPlugin plugin = EmbeddedPlugin.open(work.models(), name -> raster.reader())) {
            out.println(ProcessCall.text("EstimatePreLabel", inputs));
        }
        out.flush();
        return ExitCode.OK;
    }
}
