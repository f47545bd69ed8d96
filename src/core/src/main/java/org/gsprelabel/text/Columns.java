package org.gsprelabel.text;

/**
 * The columns of logits that belong to a phrase.
 *
 * @param start first column
 * @param end column after the last
 */
public record Columns(int start, int end) {

    public Columns {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "columns must be a range that is not empty, got " + start + " to " + end);
        }
    }
}
