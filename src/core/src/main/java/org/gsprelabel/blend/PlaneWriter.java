package org.gsprelabel.blend;

import java.util.Arrays;

/**
 * Packs the scores of a plane, row by row. Each score is told by how it differs from the one before, and where it does not
 * differ, runs are counted: most of a class map are long runs of next to nothing. A number {@code n} of the stream, seven
 * bits a byte, least significant first, the high bit set on all but the last, means
 *
 * <ul>
 *   <li>even: the last score (0 at the start) comes {@code n / 2} times more;
 *   <li>odd: the next score differs by {@code d}, with {@code (n + 1) / 2} being {@code 2 d} for positive differences and
 *       {@code -2 d - 1} for negative ones.
 * </ul>
 */
final class PlaneWriter {

    private static final int MOST_BYTES = 5;

    private byte[] bytes = new byte[64];
    private int size;
    private int last;
    private int run;

    /** Adds the scores of a line from an index (inclusive) to another (exclusive). */
    void add(int[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            int difference = line[i] - last;
            if (difference == 0) {
                run++;
            } else {
                endRun();
                int folded = difference > 0 ? 2 * difference : -2 * difference - 1;
                put(2 * folded - 1);
                last = line[i];
            }
        }
    }

    /** The bytes of all that was added. */
    byte[] finish() {
        endRun();
        return Arrays.copyOf(bytes, size);
    }

    private void endRun() {
        if (run > 0) {
            put(2 * run);
            run = 0;
        }
    }

    private void put(int number) {
        if (size + MOST_BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int rest = number;
        while (rest >= 1 << 7) {
            bytes[size++] = (byte) (rest | 1 << 7);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }
}
