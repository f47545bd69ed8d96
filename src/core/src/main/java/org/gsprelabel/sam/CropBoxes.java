package org.gsprelabel.sam;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.tile.PixelRect;

/**
 * Cuts a window into crops, as {@code generate_crop_boxes} of segment-anything: layer 0 is the window itself; layer i has
 * n = 2^i crops along each side, of length ceil((o(n-1) + side) / n) with the overlap o = int(ratio * shorter side * 2 /
 * n), one every length - o pixels and clipped to the window. Column after column of crops, each from top to bottom.
 */
final class CropBoxes {

    /**
     * A part of a window that is looked at by itself.
     *
     * @param rect in pixels of the window
     * @param layer 0 is the whole window
     */
    record Crop(PixelRect rect, int layer) {}

    private CropBoxes() {}

    /**
     * @throws IllegalArgumentException when the window is too small for so many crops
     */
    static List<Crop> of(int width, int height, int layers, double overlapRatio) {
        List<Crop> crops = new ArrayList<>();
        crops.add(new Crop(new PixelRect(0, 0, width, height), 0));
        for (int layer = 1; layer <= layers; layer++) {
            int side = 1 << layer;
            int overlap = (int) (overlapRatio * Math.min(width, height) * (2.0 / side));
            int cropWidth = length(width, side, overlap);
            int cropHeight = length(height, side, overlap);
            if ((side - 1) * (cropWidth - overlap) >= width || (side - 1) * (cropHeight - overlap) >= height) {
                throw new IllegalArgumentException("crop_n_layers must leave pixels for each crop, got " + layers
                        + " for a window of " + width + " x " + height);
            }
            for (int column = 0; column < side; column++) {
                int x = column * (cropWidth - overlap);
                int right = Math.min(x + cropWidth, width);
                for (int row = 0; row < side; row++) {
                    int y = row * (cropHeight - overlap);
                    int bottom = Math.min(y + cropHeight, height);
                    crops.add(new Crop(new PixelRect(x, y, right - x, bottom - y), layer));
                }
            }
        }
        return crops;
    }

    private static int length(int side, int crops, int overlap) {
        return (int) Math.ceil((overlap * (crops - 1) + side) / (double) crops);
    }
}
