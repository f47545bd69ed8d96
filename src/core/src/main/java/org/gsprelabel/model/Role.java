package org.gsprelabel.model;

import java.util.Arrays;
import java.util.Optional;

/** What a graph of a model package does; descriptors write its {@link #id()}. Most packages have one graph, {@link #MODEL}. */
public enum Role {
    /** Image in, answer out. */
    MODEL("model"),
    /** Image in, embedding out. */
    ENCODER("encoder"),
    /** Embedding and prompts in, masks out. */
    DECODER("decoder"),
    /** Token ids in, text embedding out. */
    TEXT_ENCODER("textEncoder");

    private final String id;

    Role(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** The role of an id; empty when there is none. */
    public static Optional<Role> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id.equals(id)).findFirst();
    }
}
