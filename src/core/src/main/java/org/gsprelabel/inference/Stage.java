package org.gsprelabel.inference;

import java.util.Locale;

/** The stages whose time a report splits. */
public enum Stage {
    READ,
    PREPARE,
    INFER,
    DECODE,
    BLEND,
    VECTORIZE,
    MERGE,
    SHAPE;

    /** How reports write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
