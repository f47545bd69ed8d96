package org.gsprelabel.inference;

import java.util.List;
import org.gsprelabel.detect.ScoreMap;
import org.gsprelabel.inference.WindowDetector.Found;
import org.gsprelabel.raster.FilledWindow;

/**
 * Scores the pixels of windows, and decides on scores: a {@link WindowDetector} in two steps, so that scores of windows
 * that overlap can be blended in between. Safe for use by several threads.
 */
public interface WindowScorer {

    /** Names of the classes, which detections point into. */
    List<String> classNames();

    /** How many windows a call is best given, at least 1. */
    int batch();

    /**
     * The scores of each window, in the order of the windows; a function of the window's pixels and the model alone.
     *
     * @param windows at most {@link #batch}, all of the size the scorer was made for, each with a valid pixel
     */
    List<ScoreMap> score(List<FilledWindow> windows);

    /** What a window shows by its scores. */
    Found decide(ScoreMap scores);
}
