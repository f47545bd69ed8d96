package org.gsprelabel.blend;

import java.util.Arrays;

/** Unpacks what a {@link PlaneWriter} has packed, some scores at a time. */
final class PlaneReader {

    private final byte[] bytes;
    private int at;
    private int last;
    private int run;

    PlaneReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads the next scores.
     *
     * @param target where they are put, from 0 on
     * @throws IllegalStateException when there are fewer
     */
    void read(int[] target, int count) {
        int filled = 0;
        while (filled < count) {
            if (run > 0) {
                int part = Math.min(run, count - filled);
                Arrays.fill(target, filled, filled + part, last);
                filled += part;
                run -= part;
            } else {
                int number = number();
                if ((number & 1) == 0) {
                    run = number >>> 1;
                } else {
                    int folded = (number + 1) >>> 1;
                    last += (folded & 1) == 0 ? folded >>> 1 : -(folded >>> 1) - 1;
                    target[filled++] = last;
                }
            }
        }
    }

    private int number() {
        int value = 0;
        int shift = 0;
        while (true) {
            if (at == bytes.length) {
                throw new IllegalStateException("plane of scores ends too early, after " + at + " bytes");
            }
            byte part = bytes[at++];
            value |= (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
            shift += 7;
        }
    }
}
