package org.gsprelabel.sam;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.ConnectedComponents;
import org.gsprelabel.vectorize.Connectivity;

/**
 * Clears small holes, then small islands from a mask, as {@code remove_small_regions} of segment-anything: 8-connected,
 * small is an area below a limit. Any small component of the background counts as a hole, also one that touches the edge
 * of the image. Where all islands are small the largest is kept; of several that large, the one whose first block of 2 x
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
     * @param mask with at least one pixel, inside the image
     * @param limit area in pixels from which regions stay
     * @param image its pixels, in the frame of the mask
     */
    static Cleaned clean(BitMask mask, int limit, PixelRect image) {
        BitMask whole = empty(image);
        whole.or(mask);
        boolean touched = false;
        for (BitMask hole : ConnectedComponents.of(whole.inverse(), Connectivity.EIGHT)) {
            if (hole.cardinality() < limit) {
                whole.or(hole);
                touched = true;
            }
        }
        List<BitMask> islands = ConnectedComponents.of(whole, Connectivity.EIGHT);
        List<BitMask> kept = new ArrayList<>(islands);
        kept.removeIf(island -> island.cardinality() < limit);
        if (kept.size() < islands.size()) {
            touched = true;
            whole = empty(image);
            for (BitMask island : kept.isEmpty() ? List.of(largest(islands, image)) : kept) {
                whole.or(island);
            }
        }
        return new Cleaned(whole.trimmed().orElse(mask), touched);
    }

    private static BitMask empty(PixelRect image) {
        return new BitMask(image.x(), image.y(), image.width(), image.height());
    }

    private static BitMask largest(List<BitMask> islands, PixelRect image) {
        BitMask largest = islands.get(0);
        for (BitMask island : islands) {
            long more = island.cardinality() - largest.cardinality();
            if (more > 0 || (more == 0 && firstBlock(island, image) < firstBlock(largest, image))) {
                largest = island;
            }
        }
        return largest;
    }

    /** Place of the first block of 2 x 2 pixels of the image that the island has a pixel in. */
    private static long firstBlock(BitMask island, PixelRect image) {
        int top = island.y() - image.y();
        int row = top & ~1;
        int column = Integer.MAX_VALUE;
        for (int y = row; y < row + 2; y++) {
            for (int x = 0; x < island.width(); x++) {
                if (island.get(x, y - top)) {
                    column = Math.min(column, island.x() - image.x() + x);
                    break;
                }
            }
        }
        return ((long) row << 32) | (column >>> 1);
    }
}
