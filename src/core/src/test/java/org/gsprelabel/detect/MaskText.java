package org.gsprelabel.detect;

import org.gsprelabel.vectorize.BitMask;

/** Draws masks. */
final class MaskText {

    private MaskText() {}

    /** The mask of a detection in its window: # for a pixel that is set, rows ended by line feeds. */
    static String of(Detection detection, int width, int height) {
        BitMask mask = ((Shape.OfMask) detection.shape()).mask();
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                text.append(mask.get(column - mask.x(), row - mask.y()) ? '#' : '.');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
