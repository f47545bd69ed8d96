package org.gsprelabel.wps;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.candidate.Provenance;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStatistics;
import org.gsprelabel.pipeline.RunReport;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.shape.ShapeCounts;
import org.gsprelabel.shape.ShapeStep;
import org.gsprelabel.wps.publish.PublishRequest;
import org.gsprelabel.wps.publish.Published;
import org.gsprelabel.wps.rights.Audience;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes reports as JSON text, fields in a fixed order. */
final class ReportJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ReportJson() {}

    /**
     * Report of a run; where it ran, what it remembered and what it got of the server are not for everybody.
     *
     * @param serverNote one more of the notes that are not for everybody
     */
    static String of(RunReport report, Provenance provenance, Optional<String> serverNote, Audience audience) {
        boolean inside = audience.mayKnowWhatIsFor(Audience.LOGGED_IN);
        ObjectNode json = JSON.createObjectNode();
        json.put("model", provenance.model());
        json.put("source", provenance.source());
        if (!provenance.prompt().isEmpty()) {
            json.put("prompt", provenance.prompt());
        }
        json.put("timestamp", provenance.timestamp().toString());
        if (inside) {
            json.put("provider", PublicDevice.of(report.device()));
        }
        ArrayNode ranges = json.putArray("radiometry");
        for (Radiometry.Range range : report.radiometry().ranges()) {
            ranges.addArray().add(range.min()).add(range.max());
        }
        ObjectNode image = json.putObject("image");
        image.put("width", report.plan().workingGrid().width());
        image.put("height", report.plan().workingGrid().height());
        image.put("nativeColumnsPerPixel", report.plan().workingGrid().scaleX());
        image.put("nativeRowsPerPixel", report.plan().workingGrid().scaleY());
        ObjectNode tiles = json.putObject("tiles");
        tiles.put("size", report.plan().tileGrid().tileSize());
        tiles.put("overlap", report.plan().tileGrid().overlap());
        tiles.put("margin", report.plan().tileGrid().margin());
        tiles.put("total", report.tilesRun() + report.tilesSkipped());
        tiles.put("run", report.tilesRun());
        tiles.put("skipped", report.tilesSkipped());
        if (inside) {
            tiles.put("remembered", report.tilesRemembered());
        }
        report.prompts().ifPresent(prompts -> {
            ObjectNode node = json.putObject("prompts");
            node.put("given", prompts.given());
            node.put("answered", prompts.answered());
        });
        json.put("detections", report.detections());
        putRejected(json, report.rejected());
        putMerge(json, report.mergeRules(), report.merge());
        putShape(json, report.shape());
        json.put("features", report.features());
        ObjectNode seconds = json.putObject("seconds");
        report.seconds().forEach((stage, value) -> seconds.put(stage.key(), milliseconds(value)));
        seconds.put("wall", milliseconds(report.wallSeconds()));
        List<String> notes = new ArrayList<>(report.notes());
        if (inside) {
            serverNote.ifPresent(notes::add);
            notes.addAll(report.serverNotes());
        }
        putNotes(json, notes);
        return text(json);
    }

    /** Report of a step that takes features and gives features. */
    static String of(long featuresIn, long featuresOut, RejectionCounts rejected, Iterable<String> notes) {
        ObjectNode json = JSON.createObjectNode();
        json.put("featuresIn", featuresIn);
        putRejected(json, rejected.asMap());
        json.put("features", featuresOut);
        putNotes(json, notes);
        return text(json);
    }

    /** Report of merging. */
    static String of(
            long featuresIn,
            long featuresOut,
            RejectionCounts rejected,
            MergeRules rules,
            MergeStatistics merge,
            ShapeCounts shapes,
            Iterable<String> notes) {
        ObjectNode json = JSON.createObjectNode();
        json.put("featuresIn", featuresIn);
        putRejected(json, rejected.asMap());
        putMerge(json, rules, merge);
        putShape(json, shapes.asMap());
        json.put("features", featuresOut);
        putNotes(json, notes);
        return text(json);
    }

    /** A report that also says what was published. */
    static String withPublished(String report, PublishRequest request, Published published) {
        ObjectNode json = (ObjectNode) JSON.readTree(report);
        ObjectNode node = json.putObject("published");
        node.put("layer", published.layer());
        node.put("mode", request.mode().name());
        node.put("features", published.features());
        putNotes(node, published.notes());
        return text(json);
    }

    /**
     * A report that also says what was not published.
     *
     * @param kept name of the file on the server that has the features
     */
    static String withUnpublished(String report, PublishRequest request, String problem, Optional<String> kept) {
        ObjectNode json = (ObjectNode) JSON.readTree(report);
        ObjectNode node = json.putObject("published");
        node.put("layer", request.target().layerName());
        node.put("mode", request.mode().name());
        node.put("features", 0);
        node.put("problem", problem);
        node.put("kept", kept.orElse(null));
        return text(json);
    }

    private static void putRejected(ObjectNode json, Map<Rejection, Long> counts) {
        ObjectNode rejected = json.putObject("rejected");
        counts.forEach((reason, count) -> rejected.put(reason.key(), count));
    }

    private static void putMerge(ObjectNode json, MergeRules rules, MergeStatistics merge) {
        ObjectNode node = json.putObject("merge");
        node.put("strategy", rules.strategy().name());
        node.put("agreement", rules.agreement().name());
        node.put("minAgreement", rules.minAgreement());
        node.put("classAware", rules.classAware());
        node.put("candidates", merge.candidatesIn());
        node.put("groups", merge.groupsMerged());
        node.put("largestGroup", merge.largestGroup());
        node.put("objects", merge.candidatesOut());
    }

    private static void putShape(ObjectNode json, Map<ShapeStep, ShapeCounts.Tally> steps) {
        if (steps.isEmpty()) {
            return;
        }
        ObjectNode node = json.putObject("shape");
        steps.forEach((step, tally) -> {
            ObjectNode counts = node.putObject(step.key());
            counts.put("changed", tally.changed());
            counts.put("heldBack", tally.heldBack());
            counts.put("fellBack", tally.fellBack());
        });
    }

    private static void putNotes(ObjectNode json, Iterable<String> notes) {
        ArrayNode array = json.putArray("notes");
        notes.forEach(array::add);
    }

    private static double milliseconds(double seconds) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", seconds));
    }

    private static String text(ObjectNode json) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }
}
