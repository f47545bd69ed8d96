package org.gsprelabel.candidate;

import java.util.Locale;

/** Why a detection or candidate was dropped. */
public enum Rejection {
    /** The score or the box was NaN or infinite. */
    NOT_FINITE,
    /**
     * The score is below the threshold. Counted for whole objects; a dense head scores every anchor, nearly all of which
     * are no objects, so its weak ones are not counted.
     */
    LOW_CONFIDENCE,
    /** A mask of an automatic mask generator changes too much with the threshold that makes it of the model's logits. */
    LOW_STABILITY,
    /** A mask of an automatic mask generator ends at the edge of a crop, where its object goes on. */
    CUT_AT_CROP_EDGE,
    /** The class was not asked for. */
    CLASS_NOT_WANTED,
    /** A box with too few valid pixels, or a mask with none; a prompt on a pixel without data, or a box around such. */
    NODATA,
    /**
     * It lies in the reflection with which a window is filled up beyond the edge of the raster; or it is a prompt beyond the
     * edge, or where the raster's CRS does not reach.
     */
    OUTSIDE_RASTER,
    /** Nothing was left of the shape: an empty mask, or a box without area. */
    EMPTY_SHAPE,
    /** Nothing was left of a mask, or of a region of a class map, when it had been cleaned as asked. */
    CLEANED_AWAY,
    /**
     * It lies so near a side of its tile that cleaning would need to know what is behind it; the neighbouring tile, which does, has
     * its say.
     */
    LEFT_TO_NEIGHBOUR,
    /** A stronger detection overlaps it, by the rules of non-maximum suppression. */
    SUPPRESSED,
    /** More detections in one tile than the model's maxDetections. */
    TOO_MANY_IN_TILE,
    /**
     * No tile holds all of a prompt, and the best one sees nothing of it that shows the object; or, of a part of a prompt, it lies
     * outside the tile that answers the rest.
     */
    PROMPT_TOO_LARGE,
    /** The geometry is null, no polygon, or beyond repair. */
    BAD_GEOMETRY,
    /** A mandatory attribute is missing or has a value that cannot be used. */
    BAD_ATTRIBUTE,
    /** Thinner than minWidth throughout. */
    TOO_THIN,
    /** Smaller than minArea. */
    TOO_SMALL,
    /** Larger than maxArea. */
    TOO_LARGE,
    /** Less compact than minCompactness: thin, ragged or in pieces. */
    NOT_COMPACT,
    /** Outside the region of interest. */
    OUTSIDE_ROI,
    /** It meets the region of interest, but goes on outside, and only what lies within is wanted. */
    PARTLY_OUTSIDE_ROI,
    /** Others of higher confidence are as many as maxFeatures. */
    BEYOND_MAX_FEATURES;

    /** How reports write it: {@code lowConfidence}. */
    public String key() {
        StringBuilder key = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            key.append(key.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return key.toString();
    }
}
