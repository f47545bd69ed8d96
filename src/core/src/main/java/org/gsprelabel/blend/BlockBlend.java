package org.gsprelabel.blend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Blends what several tiles say about the pixels of one block. Rows of a channel are read in order. */
final class BlockBlend {

    private final int width;
    private final int channels;
    private final List<Share> shares = new ArrayList<>(4);
    private final int[] scores;
    private final long[] sums;
    private final long[] weights;

    BlockBlend(int width, int channels) {
        this.width = width;
        this.channels = channels;
        this.scores = new int[width];
        this.sums = new long[width];
        this.weights = new long[width];
    }

    /**
     * Adds what a tile says.
     *
     * @throws IllegalStateException when the block has another number of channels
     */
    void add(ScoreBlock block, int[] rowWeights, int[] columnWeights) {
        if (block.channels() != channels) {
            throw new IllegalStateException(
                    "tiles must have equally many channels, got " + channels + " and " + block.channels());
        }
        PlaneReader[] planes = new PlaneReader[channels];
        Arrays.setAll(planes, channel -> new PlaneReader(block.plane(channel)));
        shares.add(new Share(planes, rowWeights, columnWeights));
    }

    /** Reads the next row of a channel into {@code target} from {@code at} on. */
    void read(int channel, int row, float[] target, int at) {
        if (shares.size() == 1) {
            // The weights of one tile cancel out.
            shares.get(0).planes[channel].read(scores, width);
            for (int i = 0; i < width; i++) {
                target[at + i] = scores[i] == Scores.NONE ? Float.NaN : (float) (scores[i] / (double) Scores.FULL);
            }
            return;
        }
        Arrays.fill(sums, 0);
        Arrays.fill(weights, 0);
        for (Share share : shares) {
            share.planes[channel].read(scores, width);
            long rowWeight = share.rowWeights[row];
            for (int i = 0; i < width; i++) {
                // At most 2^24 for the product of two ramps, so a sum of four stays far below the 2^63 of a long.
                long weight = scores[i] == Scores.NONE ? 0 : rowWeight * share.columnWeights[i];
                sums[i] += weight * scores[i];
                weights[i] += weight;
            }
        }
        for (int i = 0; i < width; i++) {
            target[at + i] = (float) (sums[i] / ((double) weights[i] * Scores.FULL));
        }
    }

    /** What one tile says, and how much that weighs. */
    private static final class Share {

        private final PlaneReader[] planes;
        private final int[] rowWeights;
        private final int[] columnWeights;

        Share(PlaneReader[] planes, int[] rowWeights, int[] columnWeights) {
            this.planes = planes;
            this.rowWeights = rowWeights;
            this.columnWeights = columnWeights;
        }
    }
}
