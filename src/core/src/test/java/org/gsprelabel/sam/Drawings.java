package org.gsprelabel.sam;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.vectorize.BitMask;

/** Masks from drawings: {@code #} is set, anything else is not. */
final class Drawings {

    private Drawings() {}

    static BitMask mask(String... rows) {
        BitMask mask = new BitMask(0, 0, rows[0].length(), rows.length);
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length(); column++) {
                if (rows[row].charAt(column) == '#') {
                    mask.set(column, row);
                }
            }
        }
        return mask;
    }

    /** A window of pixels, wherever the mask lies in it. */
    static List<String> window(BitMask mask, int width, int height) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < height; row++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < width; column++) {
                text.append(mask.get(column - mask.x(), row - mask.y()) ? '#' : '.');
            }
            rows.add(text.toString());
        }
        return rows;
    }
}
