package org.gsprelabel.merge;

/** What becomes of the candidates of one group. */
public enum MergeStrategy {
    /** No merging: every tile's candidates as they are. */
    NONE,
    /** The union of all pieces; confidence is the highest. */
    UNION,
    /** The piece of the highest confidence. */
    BEST,
    /** The piece of the largest area; confidence is its own. */
    LARGEST,
    /** For boxes alone: the mean box, each side weighted by the confidence of those that saw it; see {@link BoxFusion}. */
    WEIGHTED
}
