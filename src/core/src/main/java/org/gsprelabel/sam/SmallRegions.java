package org.gsprelabel.sam;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.ConnectedComponents;
import org.gsprelabel.vectorize.Connectivity;

/**
 * Clears small holes, then small islands from a mask, as {@code remove_small_regions} of segment-anything: 8-connected,
 * small is an area below a limit. Any small component of the background counts as a hole, also one that touches the edge
 * of the window. Where all islands are small the largest is kept; of several that large, the one whose first block of 2 x
 * 2 pixels comes first, row by row, which is the order in which OpenCV numbers components.
 */
final class SmallRegions {

    /**
     * A mask after the clean-up.
     *
     * @param mask trimmed
     * @param touched whether there was a small hole or island, be it the one that is kept
     */
    record Cleaned(BitMask mask, boolean touched) {}

    private SmallRegions() {}

    /**
     * @param mask with at least one pixel, inside the window
     * @param limit area in pixels from which regions stay
     */
    static Cleaned clean(BitMask mask, int limit, int windowWidth, int windowHeight) {
        BitMask window = new BitMask(0, 0, windowWidth, windowHeight);
        window.or(mask);
        boolean touched = false;
        for (BitMask hole : ConnectedComponents.of(window.inverse(), Connectivity.EIGHT)) {
            if (hole.cardinality() < limit) {
                window.or(hole);
                touched = true;
            }
        }
        List<BitMask> islands = ConnectedComponents.of(window, Connectivity.EIGHT);
        List<BitMask> kept = new ArrayList<>(islands);
        kept.removeIf(island -> island.cardinality() < limit);
        if (kept.size() < islands.size()) {
            touched = true;
            window = new BitMask(0, 0, windowWidth, windowHeight);
            for (BitMask island : kept.isEmpty() ? List.of(largest(islands)) : kept) {
                window.or(island);
            }
        }
        return new Cleaned(window.trimmed().orElse(mask), touched);
    }

    private static BitMask largest(List<BitMask> islands) {
        BitMask largest = islands.get(0);
        for (BitMask island : islands) {
            long more = island.cardinality() - largest.cardinality();
            if (more > 0 || (more == 0 && firstBlock(island) < firstBlock(largest))) {
                largest = island;
            }
        }
        return largest;
    }

    /** Place of the first block of 2 x 2 pixels of the window that the island has a pixel in. */
    private static long firstBlock(BitMask island) {
        int row = island.y() & ~1;
        int column = Integer.MAX_VALUE;
        for (int y = row; y < row + 2; y++) {
            for (int x = 0; x < island.width(); x++) {
                if (island.get(x, y - island.y())) {
                    column = Math.min(column, island.x() + x);
                    break;
                }
            }
        }
        return ((long) row << 32) | (column >>> 1);
    }
}
