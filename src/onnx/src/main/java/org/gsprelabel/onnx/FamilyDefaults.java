package org.gsprelabel.onnx;

import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;

/** What holds for a family where a model says nothing. */
final class FamilyDefaults {

    /** What Ultralytics pads letterboxed images with, 0..1. */
    static final double GREY = 114 / 255.0;

    private FamilyDefaults() {}

    /** YOLO as Ultralytics predicts. Regions of a segmentation are many and small: the limit only stops noise. */
    static Defaults of(Family family) {
        return family == Family.SEMSEG ? new Defaults(0.5, 0.7, 10_000) : new Defaults(0.25, 0.7, 300);
    }
}
