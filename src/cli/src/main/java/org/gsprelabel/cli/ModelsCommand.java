package org.gsprelabel.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.gsprelabel.wps.EmbeddedPlugin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the models that there are. */
@Command(
        name = "models",
        description = {"Lists the models of a folder, and what is wrong with those that cannot be used.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PreLabel.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 done, 2 wrong option, 3 no such folder."})
final class ModelsCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ModelsOption models = new ModelsOption();

    @Option(names = "--json", description = "Write JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (EmbeddedPlugin plugin = EmbeddedPlugin.open(models.folder(), RasterFile.NONE)) {
            List<ModelEntry> entries = plugin.models().list();
            if (json) {
                out.println(asJson(entries));
            } else if (entries.isEmpty()) {
                out.println("There are no models in " + models.folder() + ".");
            } else {
                printTable(entries, out);
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void printTable(List<ModelEntry> entries, PrintWriter out) {
        int idWidth =
                entries.stream().mapToInt(entry -> entry.id().length()).max().orElse(0);
        for (ModelEntry entry : entries) {
            String indent = " ".repeat(idWidth + 2);
            String head = entry.id() + " ".repeat(idWidth + 2 - entry.id().length());
            if (!entry.problem().isEmpty()) {
                out.println(head + "cannot be used: " + entry.problem());
            } else {
                out.println(head + (entry.title().isEmpty() ? entry.id() : entry.title()));
                out.println(indent + entry.family() + ": " + String.join(", ", entry.classes()));
                if (!entry.licence().isEmpty()) {
                    out.println(indent + "licence: " + entry.licence());
                }
            }
        }
    }

    private static String asJson(List<ModelEntry> entries) {
        ArrayNode array = JSON.createArrayNode();
        for (ModelEntry entry : entries) {
            ObjectNode node = array.addObject();
            node.put("id", entry.id());
            node.put("title", entry.title());
            node.put("family", entry.family());
            ArrayNode classes = node.putArray("classes");
            entry.classes().forEach(classes::add);
            node.put("licence", entry.licence());
            node.put("problem", entry.problem());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array);
    }
}
