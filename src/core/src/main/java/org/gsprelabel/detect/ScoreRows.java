package org.gsprelabel.detect;

/**
 * Values of the channels of a class map at the pixels of a window, row by row: logits or scores. Rows of a channel are
 * asked for from the first to the last, each once; channels in any order. Not safe for use by several threads.
 */
@FunctionalInterface
public interface ScoreRows {

    /**
     * Reads a row of a channel.
     *
     * @param target where one value for each pixel of the row is put
     */
    void read(int channel, int row, float[] target);
}
