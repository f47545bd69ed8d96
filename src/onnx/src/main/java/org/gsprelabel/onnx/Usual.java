package org.gsprelabel.onnx;

import java.util.List;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec.Layout;

/**
 * What holds for a family and exporter where a descriptor says nothing.
 *
 * @param input name of the image input; empty where a descriptor must say it
 * @param scale of the image input
 * @param mean of the image input
 * @param std of the image input
 * @param layout of the image input
 * @param geometry window to input
 * @param defaults thresholds
 */
record Usual(
        String input,
        double scale,
        List<Double> mean,
        List<Double> std,
        Layout layout,
        GeometrySpec geometry,
        Defaults defaults) {

    Usual {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /** For inputs in the layout NCHW. */
    Usual(String input, double scale, List<Double> mean, List<Double> std, GeometrySpec geometry, Defaults defaults) {
        this(input, scale, mean, std, Layout.NCHW, geometry, defaults);
    }

    /** For inputs that take values from 0 to 1. */
    static Usual ofUnits(GeometrySpec geometry, Defaults defaults) {
        return new Usual("", 1, List.of(0.0), List.of(1.0), geometry, defaults);
    }
}
