package org.gsprelabel.inference;

import java.util.List;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.raster.FilledWindow;

/**
 * Finds objects in windows. The detections of a window are a function of its pixels, its place in the grid and the task;
 * they do not depend on the other windows of a call. Safe for use by several threads.
 */
public interface WindowDetector {

    /** Names of the classes, which {@link Detection#classIndex()} points into. */
    List<String> classNames();

    /** How many windows a call is best given, at least 1. */
    int batch();

    /** Sentences for the report on what a user may not expect of the answers; empty when there is nothing to say. */
    default List<String> notes() {
        return List.of();
    }

    /** Sentences on what the server remembered and what went wrong with that, for those who may know; empty when nothing. */
    default List<String> serverNotes() {
        return List.of();
    }

    /**
     * What is found in each window, in the order of the windows.
     *
     * @param windows at most {@link #batch}, all of the size the detector was made for, each with a valid pixel
     */
    List<Found> detect(List<FilledWindow> windows);

    /**
     * What was found in a window.
     *
     * @param detections in pixels of the window, strongest first, ties in a defined order
     * @param rejections what was dropped on the way
     */
    record Found(List<Detection> detections, RejectionCounts rejections) {
        public Found {
            detections = List.copyOf(detections);
        }
    }
}
