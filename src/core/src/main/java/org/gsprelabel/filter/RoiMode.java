package org.gsprelabel.filter;

/** What a region of interest does to a feature that it does not hold whole. */
public enum RoiMode {
    /** Kept, whole, when it shares a point with the region. */
    INTERSECTS,
    /** Rejected: only what lies in the region is kept; its border belongs to it. */
    WITHIN,
    /** Cut to the region. */
    CLIP
}
