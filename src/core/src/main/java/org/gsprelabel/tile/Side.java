package org.gsprelabel.tile;

import java.util.EnumSet;
import java.util.Set;

/** A side of a tile's window, with north at row 0. A set of sides is written by its letters, in this order. */
public enum Side {
    N,
    E,
    S,
    W;

    /** The letters of the sides in the order N, E, S, W; empty for no side. */
    public static String letters(Set<Side> sides) {
        StringBuilder text = new StringBuilder(4);
        for (Side side : values()) {
            if (sides.contains(side)) {
                text.append(side.name());
            }
        }
        return text.toString();
    }

    /**
     * Reads what {@link #letters} writes, in any order.
     *
     * @throws IllegalArgumentException on any other letter
     */
    public static Set<Side> parse(String letters) {
        EnumSet<Side> sides = EnumSet.noneOf(Side.class);
        for (int i = 0; i < letters.length(); i++) {
            switch (letters.charAt(i)) {
                case 'N' -> sides.add(N);
                case 'E' -> sides.add(E);
                case 'S' -> sides.add(S);
                case 'W' -> sides.add(W);
                default ->
                    throw new IllegalArgumentException(
                            "tile edge must consist of the letters N, E, S, W, got '" + letters + "'");
            }
        }
        return sides;
    }
}
