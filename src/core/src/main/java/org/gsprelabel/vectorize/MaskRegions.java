package org.gsprelabel.vectorize;

import org.gsprelabel.tile.PixelRect;

/**
 * Fills small holes of a mask and removes small islands.
 *
 * <p>A hole is a 4-connected region of pixels that are not set and that are surrounded; an island is a 4-connected region of set
 * pixels. So a mask without islands and holes of up to n pixels has no polygon of such an area, and no hole in one. What
 * reaches a side of the window may go on behind it, so it stays as it is. Without a limit, holes are those of {@code
 * scipy.ndimage.binary_fill_holes}, and islands the regions of {@code scipy.ndimage.label}.
 *
 * <p>Results have the frame of the mask.
 */
public final class MaskRegions {

    private MaskRegions() {}

    /** The mask with all holes filled that have at most so many pixels. */
    public static BitMask fill(BitMask mask, long maxArea) {
        BitMask filled = copy(mask);
        if (mask.width() > 2 && mask.height() > 2) {
            // background that reaches the frame goes on around the mask, or behind the window
            PixelRect inside = new PixelRect(mask.x() + 1, mask.y() + 1, mask.width() - 2, mask.height() - 2);
            filled.or(ConnectedComponents.small(mask.inverse(), Connectivity.FOUR, maxArea, inside));
        }
        return filled;
    }

    /**
     * The mask without the islands that have at most so many pixels and do not reach a side of the window.
     *
     * @param window that the mask lies in
     */
    public static BitMask remove(BitMask mask, PixelRect window, long maxArea) {
        BitMask kept = copy(mask);
        if (window.width() > 2 && window.height() > 2) {
            PixelRect inside = new PixelRect(window.x() + 1, window.y() + 1, window.width() - 2, window.height() - 2);
            BitMask small = ConnectedComponents.small(mask, Connectivity.FOUR, maxArea, inside);
            for (int i = 0; i < kept.words().length; i++) {
                kept.words()[i] &= ~small.words()[i];
            }
        }
        return kept;
    }

    private static BitMask copy(BitMask mask) {
        return mask.within(new PixelRect(mask.x(), mask.y(), mask.width(), mask.height()));
    }
}
