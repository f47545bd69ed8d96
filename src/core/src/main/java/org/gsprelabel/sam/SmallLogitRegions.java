package org.gsprelabel.sam;

import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.ConnectedComponents;
import org.gsprelabel.vectorize.Connectivity;

/**
 * Clears small holes and islands from a plane of low-resolution logits, as the predictor of SAM 2 does when it is given a
 * limit ({@code SAM2Transforms.postprocess_masks}): 8-connected components of cells above 0, and of those that are not,
 * each as they were before; small is an area of at most the limit. Holes become 10, islands -10.
 */
final class SmallLogitRegions {

    private static final float FILLED = 10;

    private SmallLogitRegions() {}

    /**
     * @param plane cells row by row; changed
     * @param limit area in cells up to which regions are cleared
     */
    static void clear(float[] plane, int width, int height, int limit) {
        BitMask islands = new BitMask(0, 0, width, height);
        for (int i = 0; i < plane.length; i++) {
            if (plane[i] > 0) {
                islands.set(i % width, i / width);
            }
        }
        BitMask holes = islands.inverse();
        fill(plane, width, holes, limit, FILLED);
        fill(plane, width, islands, limit, -FILLED);
    }

    private static void fill(float[] plane, int width, BitMask regions, int limit, float value) {
        for (BitMask region : ConnectedComponents.of(regions, Connectivity.EIGHT)) {
            if (region.cardinality() > limit) {
                continue;
            }
            for (int row = 0; row < region.height(); row++) {
                for (int column = 0; column < region.width(); column++) {
                    if (region.get(column, row)) {
                        plane[(region.y() + row) * width + region.x() + column] = value;
                    }
                }
            }
        }
    }
}
