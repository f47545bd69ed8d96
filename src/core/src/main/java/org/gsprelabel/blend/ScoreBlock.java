package org.gsprelabel.blend;

import java.util.Arrays;
import java.util.List;

/** The scores of a block, packed: one plane for each channel. Immutable. */
public final class ScoreBlock {

    private final byte[][] planes;

    private ScoreBlock(byte[][] planes) {
        this.planes = planes;
    }

    /** A block of packed planes, as {@link #plane} gives them; they must not be changed any more. */
    public static ScoreBlock of(List<byte[]> planes) {
        return new ScoreBlock(planes.toArray(byte[][]::new));
    }

    /** Number of channels. */
    public int channels() {
        return planes.length;
    }

    /** The bytes of a channel themselves, not a copy. */
    public byte[] plane(int channel) {
        return planes[channel];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoreBlock that && Arrays.deepEquals(planes, that.planes);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(planes);
    }
}
