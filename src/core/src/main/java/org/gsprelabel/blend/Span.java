package org.gsprelabel.blend;

import java.util.ArrayList;
import java.util.List;

/**
 * Pixels along one axis of a window that the same tiles see.
 *
 * @param start first pixel, relative to the window
 * @param length in pixels, at least 1
 * @param side where the other tile lies that sees them: -1 before, 1 after; 0 where there is none
 */
record Span(int start, int length, int side) {

    /**
     * The spans of a window, in order.
     *
     * @param index of the tile along the axis
     * @param count number of tiles along the axis
     * @param size of a window in pixels
     * @param overlap pixels that neighbours share, less than half of the size
     */
    static List<Span> of(int index, int count, int size, int overlap) {
        int before = index > 0 ? overlap : 0;
        int after = index < count - 1 ? overlap : 0;
        List<Span> spans = new ArrayList<>(3);
        if (before > 0) {
            spans.add(new Span(0, before, -1));
        }
        spans.add(new Span(before, size - before - after, 0));
        if (after > 0) {
            spans.add(new Span(size - after, after, 1));
        }
        return List.copyOf(spans);
    }

    /** First pixel behind it. */
    int end() {
        return start + length;
    }

    /** Steps along the axis from this tile to those that see the span. */
    int[] sharers() {
        return side == 0 ? new int[] {0} : new int[] {Math.min(side, 0), Math.max(side, 0)};
    }

    /** The side on which a tile so many steps away has the span. */
    int sideSeenFrom(int step) {
        return step == 0 ? side : -step;
    }

    /**
     * Weights of the pixels for one of the {@link #sharers}: a linear ramp that falls towards the end of its window, in
     * halves of a pixel, so that the weights of the two tiles add up to twice the length everywhere and none is 0. 1
     * where there is no other tile.
     *
     * @param step from this tile to the one weighted
     */
    int[] weights(int step) {
        int[] weights = new int[length];
        int seen = sideSeenFrom(step);
        for (int i = 0; i < length; i++) {
            weights[i] = seen == 0 ? 1 : seen < 0 ? 2 * i + 1 : 2 * (length - i) - 1;
        }
        return weights;
    }
}
