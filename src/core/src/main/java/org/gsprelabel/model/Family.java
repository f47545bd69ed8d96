package org.gsprelabel.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A way to read the outputs of a model; written in descriptors by its {@link #id()}. */
public enum Family {
    /** A class for every pixel. */
    SEMSEG("semseg"),
    /** Boxes with classes. */
    YOLO("yolo"),
    /** Boxes with classes, and masks from prototypes. */
    YOLO_SEG("yolo-seg");

    private final String id;

    Family(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /**
     * The family of an id.
     *
     * @throws IllegalArgumentException that lists the known ids
     */
    public static Family of(String id) {
        return Arrays.stream(values())
                .filter(family -> family.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("family must be one of "
                        + Arrays.stream(values()).map(Family::id).collect(Collectors.joining(", ")) + ", got '" + id
                        + "'"));
    }
}
