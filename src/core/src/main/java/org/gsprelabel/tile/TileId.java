package org.gsprelabel.tile;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Row and column of a tile in its grid, both from 0, written {@code r12_c7}. Ordered row by row.
 *
 * @param row counted from the top
 * @param column counted from the left
 */
public record TileId(int row, int column) implements Comparable<TileId> {

    private static final Pattern TEXT = Pattern.compile("r(\\d{1,9})_c(\\d{1,9})");
    private static final Comparator<TileId> ROW_BY_ROW =
            Comparator.comparingInt(TileId::row).thenComparingInt(TileId::column);

    public TileId {
        if (row < 0 || column < 0) {
            throw new IllegalArgumentException(
                    "row and column of a tile must not be negative, got row " + row + ", column " + column);
        }
    }

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static TileId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("tile id must look like r12_c7, got '" + text + "'");
        }
        return new TileId(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public int compareTo(TileId other) {
        return ROW_BY_ROW.compare(this, other);
    }

    @Override
    public String toString() {
        return "r" + row + "_c" + column;
    }
}
