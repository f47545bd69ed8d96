package org.gsprelabel.detect;

/**
 * What the channels of a class map mean.
 *
 * @param count number of channels C
 * @param exclusive whether a pixel belongs to the class of its largest score alone, or to each class with a score above
 *     one half
 * @param background channel that is no object, or {@link #NO_BACKGROUND}
 * @param firstClass index of the class that the first channel stands for; the others follow
 */
public record ScoreChannels(int count, boolean exclusive, int background, int firstClass) {

    /** For maps in which every channel is a class of objects. */
    public static final int NO_BACKGROUND = -1;

    public ScoreChannels {
        if (count < 1 || background < NO_BACKGROUND || background >= count || firstClass < 0) {
            throw new IllegalArgumentException(
                    "channels of a class map must be 1 or more, and the background one of them, got " + count
                            + " with the background " + background + " and the first class " + firstClass);
        }
    }
}
