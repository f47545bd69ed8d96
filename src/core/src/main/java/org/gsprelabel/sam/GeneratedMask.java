package org.gsprelabel.sam;

import org.gsprelabel.detect.Box;
import org.gsprelabel.sam.MaskPrompt.Point;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;

/**
 * A mask that a {@link MaskGenerator} found, in pixels of the window.
 *
 * @param mask with at least one pixel, as small as they allow
 * @param predictedIou the model's own estimate; may be a little above 1
 * @param stabilityScore area of the mask at the raised threshold, as a share of that at the lowered one
 * @param box from the first to the last column and row of the mask; the reference writes it as XYWH, that is {@code minX},
 *     {@code minY} and the differences, which are one less than the mask is wide and high
 * @param point the prompt
 * @param crop the part of the window in which the mask was found
 */
public record GeneratedMask(
        BitMask mask, float predictedIou, float stabilityScore, Box box, Point point, PixelRect crop) {

    static Box boxOf(BitMask trimmed) {
        return new Box(
                trimmed.x(), trimmed.y(), trimmed.x() + trimmed.width() - 1.0, trimmed.y() + trimmed.height() - 1.0);
    }

    /** The same finding with another mask, trimmed. */
    GeneratedMask withMask(BitMask other) {
        return new GeneratedMask(other, predictedIou, stabilityScore, boxOf(other), point, crop);
    }
}
