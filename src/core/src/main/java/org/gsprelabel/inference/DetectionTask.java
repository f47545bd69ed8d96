package org.gsprelabel.inference;

import org.gsprelabel.model.Model;

/**
 * What a request wants found.
 *
 * @param model that finds it
 * @param minConfidence least score of a detection, 0..1
 */
public record DetectionTask(Model model, double minConfidence) {

    public DetectionTask {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException("minConfidence must be from 0 to 1, got " + minConfidence);
        }
    }
}
