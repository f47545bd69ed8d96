package org.gsprelabel.model;

import java.util.Optional;

/**
 * Thresholds that hold unless a request says otherwise.
 *
 * @param confidence least score of a detection, 0..1
 * @param iou IoU above which the weaker detection of a tile is suppressed, 0..1
 * @param maxDetections most detections kept in one tile, after NMS
 * @param nms all of how detections of a tile are suppressed; empty for what is usual with that IoU
 */
public record Defaults(double confidence, double iou, int maxDetections, Optional<NmsRules> nms) {

    /** With the suppression that is usual. */
    public Defaults(double confidence, double iou, int maxDetections) {
        this(confidence, iou, maxDetections, Optional.empty());
    }

    public Defaults {
        requireFraction("defaults.confidence", confidence);
        requireFraction("defaults.iou", iou);
        if (maxDetections < 1) {
            throw new IllegalArgumentException("defaults.maxDetections must be at least 1, got " + maxDetections);
        }
    }

    private static void requireFraction(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(field + " must be from 0 to 1, got " + value);
        }
    }
}
