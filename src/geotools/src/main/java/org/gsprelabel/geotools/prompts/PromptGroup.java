package org.gsprelabel.geotools.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.prompt.ObjectPrompt;

/** Gathers the features of one id: what each of them says of the object, and what cannot be used of them. */
final class PromptGroup {

    private final String id;
    private final List<ObjectPrompt.Point> points = new ArrayList<>();
    private final List<Rejection> leftOut = new ArrayList<>();
    private Optional<Rejection> foregroundLeftOut = Optional.empty();
    private Optional<ObjectPrompt.Outline> outline = Optional.empty();
    private Optional<String> className = Optional.empty();
    private Optional<String> label = Optional.empty();

    /**
     * @param id for messages
     */
    PromptGroup(String id) {
        this.id = id;
    }

    /**
     * Takes what a feature says; one that says nothing leaves it to the others.
     *
     * @throws IllegalArgumentException when the features contradict each other
     */
    void describe(Optional<String> newClass, Optional<String> newLabel) {
        className = agreed(PromptReader.CLASS_NAME, className, newClass);
        label = agreed(PromptReader.LABEL, label, newLabel);
    }

    private Optional<String> agreed(String attribute, Optional<String> before, Optional<String> now) {
        if (before.isPresent() && now.isPresent() && !before.equals(now)) {
            throw new IllegalArgumentException("prompt '" + id + "' must have one " + attribute + ", got '"
                    + before.get() + "' and '" + now.get() + "'");
        }
        return now.isPresent() ? now : before;
    }

    void point(ObjectPrompt.Point given) {
        points.add(given);
    }

    /** @throws IllegalArgumentException when there is one already */
    void outline(ObjectPrompt.Outline given) {
        if (outline.isPresent()) {
            throw new IllegalArgumentException("prompt '" + id
                    + "' must have at most one box or polygon, got several; give those of different objects different"
                    + " ids");
        }
        outline = Optional.of(given);
    }

    /**
     * Takes note of a point or shape that cannot be used.
     *
     * @param foreground whether it would have shown the object
     */
    void leaveOut(Rejection reason, boolean foreground) {
        leftOut.add(reason);
        if (foreground && foregroundLeftOut.isEmpty()) {
            foregroundLeftOut = Optional.of(reason);
        }
    }

    /** What cannot be used, in the order of the features. */
    List<Rejection> leftOut() {
        return List.copyOf(leftOut);
    }

    /**
     * Why this is no prompt, where something that cannot be used is the reason: that of the first that would have shown the
     * object.
     */
    Optional<Rejection> fault() {
        if (ObjectPrompt.showsObject(points, outline)) {
            return Optional.empty();
        }
        return foregroundLeftOut.or(() -> leftOut.stream().findFirst());
    }

    String className() {
        return className.orElse(PromptReader.DEFAULT_CLASS);
    }

    /**
     * The prompt of what can be used.
     *
     * @param name that the answer carries
     * @throws IllegalArgumentException when the features show no object at all
     */
    ObjectPrompt prompt(String name) {
        return new ObjectPrompt(name, className(), label, points, outline);
    }
}
