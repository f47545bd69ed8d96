package org.gsprelabel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A process's report as a few lines for people. Says only what the report says. */
final class Summary {

    private static final int LABEL_WIDTH = 12;

    private final JsonNode report;
    private final List<String> lines = new ArrayList<>();

    private Summary(JsonNode report) {
        this.report = report;
    }

    /** The lines, without line ends. */
    static List<String> of(JsonNode report) {
        Summary summary = new Summary(report);
        summary.addAll();
        return List.copyOf(summary.lines);
    }

    private void addAll() {
        if (report.has("model")) {
            add(
                    "model",
                    report.path("model").asString() + " on "
                            + report.path("provider").asString());
        }
        JsonNode tiles = report.path("tiles");
        if (tiles.isObject()) {
            add(
                    "tiles",
                    number(tiles, "total") + " of " + number(tiles, "size") + " px, " + number(tiles, "overlap")
                            + " px shared: " + number(tiles, "run") + " run, " + number(tiles, "skipped")
                            + " skipped (no data)");
        }
        if (report.has("detections")) {
            add("detections", number(report, "detections") + " in tiles");
        }
        if (report.has("featuresIn")) {
            add("read", number(report, "featuresIn") + " features");
        }
        add("rejected", rejected());
        JsonNode merge = report.path("merge");
        if (merge.isObject()) {
            add("merged", merged(merge));
        }
        for (Map.Entry<String, JsonNode> step : report.path("shape").properties()) {
            add("outlines", shaped(step.getKey(), step.getValue()));
        }
        add("features", number(report, "features"));
        JsonNode seconds = report.path("seconds");
        if (seconds.isObject()) {
            add("time", time(seconds));
        }
        for (JsonNode note : report.path("notes")) {
            add("note", note.asString());
        }
    }

    private String rejected() {
        List<String> parts = new ArrayList<>();
        long sum = 0;
        for (Map.Entry<String, JsonNode> reason : report.path("rejected").properties()) {
            sum += reason.getValue().asLong();
            parts.add(reason.getKey() + " " + reason.getValue().asLong());
        }
        return parts.isEmpty() ? "0" : sum + " (" + String.join(", ", parts) + ")";
    }

    private static String merged(JsonNode merge) {
        return number(merge, "candidates") + " candidates to " + number(merge, "objects") + " objects, "
                + number(merge, "groups") + " groups of up to " + number(merge, "largestGroup") + " pieces ("
                + merge.path("strategy").asString() + ")";
    }

    private static String shaped(String step, JsonNode counts) {
        return step + ": " + number(counts, "changed") + " changed, " + number(counts, "heldBack") + " held back, "
                + number(counts, "fellBack") + " kept as they were";
    }

    private static String time(JsonNode seconds) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> stage : seconds.properties()) {
            if (!stage.getKey().equals("wall")) {
                parts.add(stage.getKey() + " " + seconds(stage.getValue()));
            }
        }
        return seconds(seconds.path("wall")) + " s; summed over threads: " + String.join(", ", parts);
    }

    private static String seconds(JsonNode value) {
        return String.format(Locale.ROOT, "%.2f", value.asDouble(0));
    }

    private static String number(JsonNode node, String name) {
        return Long.toString(node.path(name).asLong(0));
    }

    private void add(String label, String text) {
        lines.add("  " + label + " ".repeat(LABEL_WIDTH - label.length()) + text);
    }
}
