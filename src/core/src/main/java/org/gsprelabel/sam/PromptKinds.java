package org.gsprelabel.sam;

/**
 * What an export understands of a prompt besides foreground points.
 *
 * @param boxes a box
 * @param maskInput the mask of an earlier answer
 * @param backgroundPoints points that are not on the object
 * @param maxPoints most points of one prompt, {@link Integer#MAX_VALUE} where the export sets no limit
 */
public record PromptKinds(boolean boxes, boolean maskInput, boolean backgroundPoints, int maxPoints) {

    public PromptKinds {
        if (maxPoints < 1) {
            throw new IllegalArgumentException("maxPoints must be at least 1, got " + maxPoints);
        }
    }
}
