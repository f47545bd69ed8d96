package org.gsprelabel.wps.publish;

/** What becomes of a layer that features are published to. */
public enum PublishMode {
    /** A new layer is made; there must be none of its name. */
    CREATE,
    /** Features are added to those of the layer. */
    APPEND,
    /** Features take the place of those of the layer. */
    REPLACE
}
