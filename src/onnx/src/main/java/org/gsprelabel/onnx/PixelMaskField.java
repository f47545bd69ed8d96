package org.gsprelabel.onnx;

import java.util.Optional;
import java.util.Set;
import org.gsprelabel.model.OutputSpec.PixelMask;

/** The field {@code output.pixelMask}, of graphs that want to be told which pixels are no padding. */
final class PixelMaskField {

    static final String NAME = "pixelMask";

    private static final Set<String> TYPES = Set.of("int64", "int32", "bool");

    private PixelMaskField() {}

    static Optional<PixelMask> read(JsonFields output) {
        if (!output.has(NAME)) {
            return Optional.empty();
        }
        JsonFields field = output.object(NAME, "name", "size");
        return Optional.of(new PixelMask(
                field.text("name", "pixel_mask"), field.integer("size").orElse(0)));
    }

    static void check(PixelMask mask, GraphCheck graph) {
        String side = mask.size() > 0 ? Integer.toString(mask.size()) : "H";
        graph.input(mask.name(), TYPES, "N", side, side);
    }
}
