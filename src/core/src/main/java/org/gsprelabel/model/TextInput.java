package org.gsprelabel.model;

/** What an input beside the image takes; L tokens, N images. */
public enum TextInput {
    /** Token ids, {@code [N,L]}. */
    IDS,
    /** Zeros, since there is one text, {@code [N,L]}. */
    TYPES,
    /** 1 at tokens, 0 at padding, {@code [N,L]}. */
    ATTENTION,
    /** 1 where the token of the row attends to the token of the column, {@code [N,L,L]}. */
    SUB_SENTENCES,
    /** {@link #ATTENTION} where the graph declares rank 2, {@link #SUB_SENTENCES} where it declares rank 3. */
    ATTENTION_OR_SUB_SENTENCES,
    /** Where each token stands in its phrase, {@code [N,L]}. */
    POSITIONS,
    /** No text: 1 at pixels of the window, 0 at padding, {@code [N,H,W]}. */
    PIXELS
}
