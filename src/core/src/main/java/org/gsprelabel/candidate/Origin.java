package org.gsprelabel.candidate;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a detection carries beside its class and score: what asked for it, and what its segmenter thinks of it. Ordered, so
 * that ties are broken the same way whatever the order in which candidates come.
 *
 * @param label text that came with the prompt, or the phrase that a model found; not blank
 * @param promptId id of the prompt that was answered; not blank. Candidates of different prompts are different objects
 * @param maskIou predicted IoU of the mask, 0..1, where a segmenter made it of a detector's box: the detector's score is the
 *     confidence then
 */
public record Origin(Optional<String> label, Optional<String> promptId, OptionalDouble maskIou)
        implements Comparable<Origin> {

    /** Of what nobody asked for in particular. */
    public static final Origin NONE = new Origin(Optional.empty(), Optional.empty(), OptionalDouble.empty());

    private static final Comparator<Origin> ORDER = Comparator.comparing((Origin origin) -> origin.promptId.orElse(""))
            .thenComparing(origin -> origin.label.orElse(""))
            .thenComparing(origin -> origin.maskIou.orElse(-1), Comparator.reverseOrder());

    public Origin {
        requireText("label", label);
        requireText("prompt id", promptId);
        if (maskIou.isPresent() && !(maskIou.getAsDouble() >= 0 && maskIou.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "predicted IoU of a mask must be from 0 to 1, got " + maskIou.getAsDouble());
        }
    }

    /** Of what carries a text alone. */
    public static Origin ofLabel(String label) {
        return new Origin(Optional.of(label), Optional.empty(), OptionalDouble.empty());
    }

    /** The same origin, of a mask that a segmenter made. */
    public Origin withMaskIou(double iou) {
        return new Origin(label, promptId, OptionalDouble.of(iou));
    }

    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }

    private static void requireText(String what, Optional<String> text) {
        if (text.isPresent() && text.get().isBlank()) {
            throw new IllegalArgumentException(what + " of a detection must not be blank, got '" + text.get() + "'");
        }
    }
}
