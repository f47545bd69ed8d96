package org.gsprelabel.wps;

import java.util.List;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.Licence;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.wps.rights.Audience;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes models as JSON: the same fields for every model, in a fixed order, null for what is not known. */
public final class ModelsJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ModelsJson() {}

    /** For anybody what a description offers, for those who have logged in what they are, for administrators how they are. */
    static String of(List<ModelEntry> entries, Audience audience) {
        ArrayNode array = JSON.createArrayNode();
        for (ModelEntry entry : entries) {
            array.add(
                    switch (audience) {
                        case ANONYMOUS -> name(entry);
                        case LOGGED_IN -> model(entry);
                        case ADMINISTRATORS -> withState(entry);
                    });
        }
        return text(array);
    }

    /** What a model is, where it runs and what is wrong with it. */
    public static ObjectNode withState(ModelEntry entry) {
        ObjectNode node = model(entry);
        node.put("device", entry.device().isEmpty() ? null : entry.device());
        node.put("fallback", entry.fallback().isEmpty() ? null : entry.fallback());
        node.put("problem", entry.problem().isEmpty() ? null : entry.problem());
        return node;
    }

    /** Readable text. */
    public static String text(JsonNode json) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static ObjectNode name(ModelEntry entry) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", entry.id());
        entry.descriptor().ifPresent(descriptor -> node.put("title", descriptor.title()));
        return node;
    }

    private static ObjectNode model(ModelEntry entry) {
        ObjectNode node = name(entry);
        entry.descriptor().ifPresent(descriptor -> describe(descriptor, node));
        return node;
    }

    private static void describe(ModelDescriptor model, ObjectNode node) {
        node.put("family", model.family().id());
        model.licence().ifPresentOrElse(licence -> putLicence(licence, node), () -> node.putNull("licence"));
        ObjectNode inputs = node.putObject("inputs");
        ArrayNode bands = inputs.putArray("bands");
        model.image().bands().forEach(bands::add);
        putRange(model.image().valueRange(), inputs);
        putSize(model.geometry().size(), inputs);
        ArrayNode classes = node.putArray("classes");
        model.classes().forEach(classes::add);
        node.put(
                "metresPerPixel",
                model.raster().metresPerPixel().isPresent()
                        ? model.raster().metresPerPixel().getAsDouble()
                        : null);
    }

    private static void putLicence(Licence licence, ObjectNode node) {
        ObjectNode json = node.putObject("licence");
        json.put("name", licence.name());
        json.put("url", licence.url().isEmpty() ? null : licence.url());
    }

    /** As descriptors write it: one number, or height and width; null where any size fits. */
    private static void putSize(InputSize size, ObjectNode inputs) {
        if (size.isSquare()) {
            inputs.put("size", size.isAny() ? null : size.height());
        } else {
            inputs.putArray("size").add(size.height()).add(size.width());
        }
    }

    /** As descriptors write it. */
    private static void putRange(ValueRange range, ObjectNode inputs) {
        if (range instanceof ValueRange.Fixed fixed) {
            inputs.putObject("valueRange").put("min", fixed.min()).put("max", fixed.max());
        } else if (range instanceof ValueRange.Percentiles percentiles) {
            inputs.putObject("valueRange")
                    .putArray("percentiles")
                    .add(percentiles.low())
                    .add(percentiles.high());
        } else {
            inputs.put("valueRange", "auto");
        }
    }
}
