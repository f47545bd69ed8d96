package org.gsprelabel.export;

import java.math.BigDecimal;
import tools.jackson.core.io.NumberOutput;

/**
 * Decimal text of doubles: the shortest that reads back to the same double (Schubfach, Raffaello Giulietti 2020), the same
 * on every Java version, in plain notation for magnitudes of coordinates, areas and scores.
 */
final class GeoJsonNumbers {

    private static final double ALL_WHOLE_FROM = 0x1p53;
    private static final double LEAST_PLAIN = 1e-9;

    private GeoJsonNumbers() {}

    /**
     * The text.
     *
     * @param value finite
     */
    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < ALL_WHOLE_FROM) {
            return Long.toString((long) value);
        }
        String shortest = NumberOutput.toString(value, true);
        if (shortest.indexOf('E') < 0 || Math.abs(value) < LEAST_PLAIN || Math.abs(value) >= ALL_WHOLE_FROM) {
            return shortest;
        }
        return new BigDecimal(shortest).stripTrailingZeros().toPlainString();
    }
}
