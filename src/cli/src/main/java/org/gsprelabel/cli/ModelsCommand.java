package org.gsprelabel.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.gsprelabel.wps.EmbeddedPlugin;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists the models that there are. */
@Command(
        name = "models",
        description = {"Lists the models of a folder, and what is wrong with those that cannot be used.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PreLabel.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 done, 2 wrong option, 3 no such folder."})
final class ModelsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ModelsOption models = new ModelsOption();

    @Option(names = "--json", description = "Write JSON instead of a table.")
    private boolean json;

    @Option(
            names = "--check",
            description =
                    "Also load every model and hold it against its descriptor; needs the time and memory of that.")
    private boolean check;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String text = listed();
        JsonNode list = JsonMapper.shared().readTree(text);
        if (json) {
            out.println(text);
        } else if (list.isEmpty()) {
            out.println("There are no models in " + models.folder() + ".");
        } else {
            printTable(list, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    /** What the process says. */
    private String listed() {
        EmbeddedPlugin plugin = EmbeddedPlugin.open(models.folder(), RasterFile.NONE);
        try {
            return ProcessCall.text("ListModels", Map.of("check", check));
        } finally {
            plugin.close();
        }
    }

    private static void printTable(JsonNode list, PrintWriter out) {
        int idWidth = list.valueStream()
                .mapToInt(model -> model.path("id").asString().length())
                .max()
                .orElse(0);
        for (JsonNode model : list) {
            String id = model.path("id").asString();
            String indent = " ".repeat(idWidth + 2);
            String head = id + " ".repeat(idWidth + 2 - id.length());
            JsonNode problem = model.path("problem");
            if (!problem.isNull()) {
                out.println(head + "cannot be used: " + problem.asString());
                continue;
            }
            out.println(head + model.path("title").asString());
            out.println(indent + model.path("family").asString() + ": "
                    + model.path("classes")
                            .valueStream()
                            .map(JsonNode::asString)
                            .collect(Collectors.joining(", ")));
            out.println(indent + reading(model));
            if (model.path("licence").isObject()) {
                out.println(indent + "licence: "
                        + model.path("licence").path("name").asString());
            }
            if (model.path("device").isString()) {
                out.println(indent + "device: " + model.path("device").asString());
            }
            if (model.path("fallback").isString()) {
                out.println(indent + "fallback: " + model.path("fallback").asString());
            }
        }
    }

    /** {@code bands 1, 2, 3 at 0.3 m}. */
    private static String reading(JsonNode model) {
        JsonNode bands = model.path("inputs").path("bands");
        String numbers = bands.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
        JsonNode metres = model.path("metresPerPixel");
        return (bands.size() == 1 ? "band " : "bands ")
                + numbers
                + (metres.isNumber() ? " at " + metres.asString() + " m" : "");
    }
}
