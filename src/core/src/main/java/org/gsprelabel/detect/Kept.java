package org.gsprelabel.detect;

import java.util.Arrays;
import java.util.List;

/**
 * A box that suppression keeps.
 *
 * @param index of the box
 * @param score that it keeps, 0 to 1
 */
public record Kept(int index, double score) {

    /** Boxes that keep the score they have. */
    static List<Kept> unchanged(ScoredBoxes boxes, int... indices) {
        return Arrays.stream(indices)
                .mapToObj(index -> new Kept(index, boxes.score(index)))
                .toList();
    }
}
