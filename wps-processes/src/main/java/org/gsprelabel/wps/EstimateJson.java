package org.gsprelabel.wps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.pipeline.Limit;
import org.gsprelabel.pipeline.RunLimits;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.wps.estimate.Rate;
import org.gsprelabel.wps.limits.Safeguards;
import org.gsprelabel.wps.rights.Audience;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes estimates as JSON text, fields in a fixed order. */
final class EstimateJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EstimateJson() {}

    /**
     * An estimate.
     *
     * @param fit the request as it would be run
     * @param places that its models need in memory
     * @param rate measured; empty where nothing was
     * @param audience who is told: what there is of devices, memory and caches is not for everybody
     */
    static String of(
            PreLabelRequest request,
            MemoryFit fit,
            int places,
            Safeguards safeguards,
            Optional<Rate> rate,
            MemoryEstimate memory,
            Audience audience) {
        boolean inside = audience.mayKnowWhatIsFor(Audience.LOGGED_IN);
        PlannedRequest planned = fit.planned();
        TileGrid grid = planned.run().tileGrid();
        long needed = planned.extent().tiles();
        ObjectNode json = JSON.createObjectNode();
        json.put("model", request.model());
        request.segmenter().ifPresent(id -> json.put("segmenter", id));
        ObjectNode image = json.putObject("image");
        image.put("width", grid.width());
        image.put("height", grid.height());
        ObjectNode tiles = json.putObject("tiles");
        tiles.put("size", grid.tileSize());
        tiles.put("overlap", grid.overlap());
        tiles.put("total", grid.size());
        tiles.put("needed", needed);
        tiles.put("leftOut", grid.size() - needed);
        json.put("pixels", planned.extent().pixels());
        ObjectNode time = json.putObject("time");
        if (rate.isPresent()) {
            time.put("seconds", rate.get().secondsPerTile() * needed);
            time.put("secondsPerTile", rate.get().secondsPerTile());
            time.put("measuredTiles", rate.get().tiles());
            time.put("alone", rate.get().alone());
            if (inside) {
                time.put("device", PublicDevice.of(rate.get().device()));
            }
        } else {
            time.putNull("seconds");
            time.put(
                    "reason",
                    "unknown: no such work has been measured on this server, with this model, tile size, threads and batch");
        }
        if (inside) {
            putMemory(json, memory);
        }
        ObjectNode held = json.putObject("limits");
        RunLimits limits = safeguards.runLimits();
        put(held, limits.tiles(), needed);
        put(held, limits.pixels(), planned.extent().pixels());
        if (inside) {
            put(held, safeguards.settings().models().models(), places);
            ObjectNode megabytes = held.putObject(safeguards.memory().name());
            megabytes.put("allowed", MemoryFit.megabytes(safeguards.memory().most()));
            megabytes.put("needed", MemoryFit.megabytes(fit.bytes()));
            megabytes.put("exceeded", fit.refusal().isPresent());
        }
        ObjectNode features = held.putObject(limits.features().name());
        features.put("allowed", limits.features().most());
        features.putNull("needed");
        features.putNull("exceeded");
        List<String> exceeded = new ArrayList<>(safeguards.refusals(planned.extent(), places));
        fit.refusal().ifPresent(exceeded::add);
        json.put("allowed", exceeded.isEmpty());
        ArrayNode refusals = json.putArray("refusals");
        exceeded.forEach(refusals::add);
        ArrayNode notes = json.putArray("notes");
        notes.add("tiles that turn out to be without data are skipped, and remembered ones take no time");
        if (request.roi().isPresent()) {
            notes.add("objects of the region may reach into further tiles");
        }
        if (!planned.extent().complete()) {
            notes.add(
                    "the region is so intricate that counting ended where it needs too many tiles; there are more, and what"
                            + " is left out is less");
        }
        if (inside) {
            fit.note().ifPresent(notes::add);
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static void putMemory(ObjectNode json, MemoryEstimate memory) {
        ObjectNode bytes = json.putObject("memory");
        memory.parts().forEach(bytes::put);
        bytes.put("known", memory.known());
        bytes.put("graphs", memory.graphs());
        bytes.put(
                "unknown", "the weights of the models; and how far their graphs differ from those that were measured");
    }

    private static void put(ObjectNode limits, Limit limit, long needed) {
        ObjectNode node = limits.putObject(limit.name());
        node.put("allowed", limit.most());
        node.put("needed", needed);
        node.put("exceeded", !limit.allows(needed));
    }
}
