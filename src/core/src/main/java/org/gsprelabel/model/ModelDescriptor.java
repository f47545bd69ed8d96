package org.gsprelabel.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * All that the pipeline needs to know of a model; the neutral form that {@code model.json} and embedded metadata are
 * read into.
 *
 * @param id name of the model package, as clients write it
 * @param title one line for people
 * @param family how outputs are read
 * @param licence of the weights, when known
 * @param image image input
 * @param geometry window to input frame
 * @param output outputs
 * @param classes names by class index; the background of a segmentation has a name, too. Of an open vocabulary: the phrases
 *     looked for unless a request says otherwise, and may be empty
 * @param defaults thresholds
 * @param raster resolution and tiles
 */
public record ModelDescriptor(
        String id,
        String title,
        Family family,
        Optional<Licence> licence,
        ImageSpec image,
        GeometrySpec geometry,
        OutputSpec output,
        List<String> classes,
        Defaults defaults,
        RasterSpec raster) {

    /** Whether it answers prompts. */
    public boolean isPromptable() {
        return output instanceof OutputSpec.Promptable;
    }

    /**
     * How its detections in one tile are suppressed; empty where the graph does that, or there is nothing to suppress.
     * Detections of a transformer are a set without duplicates, which is left alone unless the IoU is below 1.
     */
    public Optional<NmsRules> nms() {
        return defaults.nms()
                .or(() -> output instanceof OutputSpec.Detr && defaults.iou() == 1
                        ? Optional.empty()
                        : NmsRules.of(family, output, defaults.iou()));
    }

    public ModelDescriptor {
        classes = List.copyOf(classes);
        if (classes.isEmpty() && !family.isOpenVocabulary()) {
            throw new IllegalArgumentException("classes must name at least one class");
        }
        if (classes.stream().anyMatch(String::isBlank) || new HashSet<>(classes).size() != classes.size()) {
            throw new IllegalArgumentException("classes must be distinct and not blank, got " + classes);
        }
        if (!output.describes(family)) {
            throw new IllegalArgumentException(
                    "output does not describe the family " + family.id() + ", got " + output);
        }
    }
}
