package org.gsprelabel.wps.rest;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.gsprelabel.model.ModelRepository.Reload;
import org.gsprelabel.onnx.OnnxRuntime;
import org.gsprelabel.wps.ModelsJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the state of models and devices as JSON, fields in a fixed order, null for what is not known. */
final class StateJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StateJson() {}

    static JsonNode models(List<ModelEntry> entries) {
        ArrayNode array = JSON.arrayNode();
        entries.forEach(entry -> array.add(ModelsJson.withState(entry)));
        return array;
    }

    /** What a list says of a model, and what its requests work with unless they say otherwise. */
    static JsonNode detail(ModelEntry entry) {
        ObjectNode node = ModelsJson.withState(entry);
        node.put("loaded", !entry.device().isEmpty());
        if (entry.descriptor().isPresent()) {
            ModelDescriptor model = entry.descriptor().get();
            ObjectNode defaults = node.putObject("defaults");
            defaults.put("confidence", model.defaults().confidence());
            defaults.put("iou", model.defaults().iou());
            defaults.put("maxDetections", model.defaults().maxDetections());
            OptionalInt tileSize = model.raster().tileSize();
            defaults.put("tileSize", tileSize.isPresent() ? tileSize.getAsInt() : null);
            OptionalDouble overlap = model.raster().overlap();
            defaults.put("overlap", overlap.isPresent() ? overlap.getAsDouble() : null);
        }
        return node;
    }

    static JsonNode problems(List<ModelEntry> entries) {
        ObjectNode node = JSON.objectNode();
        node.put("runtime", OnnxRuntime.problem().orElse(null));
        ArrayNode models = node.putArray("models");
        for (ModelEntry entry : entries) {
            if (!entry.problem().isEmpty()) {
                models.addObject().put("id", entry.id()).put("problem", entry.problem());
            }
        }
        return node;
    }

    static JsonNode reloaded(Reload done, List<ModelEntry> entries) {
        ObjectNode node = JSON.objectNode();
        ArrayNode closed = node.putArray("closed");
        done.closed().forEach(closed::add);
        ArrayNode inUse = node.putArray("inUse");
        done.inUse().forEach(inUse::add);
        node.set("models", models(entries));
        return node;
    }

    static JsonNode devices(List<ModelEntry> entries) {
        ObjectNode node = JSON.objectNode();
        Optional<String> problem = OnnxRuntime.problem();
        ObjectNode runtime = node.putObject("runtime");
        runtime.put("name", "ONNX Runtime");
        runtime.put("version", problem.isEmpty() ? OnnxRuntime.version() : null);
        ArrayNode providers = runtime.putArray("providers");
        if (problem.isEmpty()) {
            OnnxRuntime.providers().forEach(providers::add);
        }
        runtime.put("problem", problem.orElse(null));
        ArrayNode models = node.putArray("models");
        for (ModelEntry entry : entries) {
            if (!entry.device().isEmpty()) {
                ObjectNode model = models.addObject();
                model.put("id", entry.id());
                model.put("device", entry.device());
                model.put("fallback", entry.fallback().isEmpty() ? null : entry.fallback());
            }
        }
        return node;
    }
}
