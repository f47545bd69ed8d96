package org.gsprelabel.model;

/**
 * How a window becomes the model's input frame.
 *
 * @param size side of the square input in pixels where the model fixes it, 0 where any size fits
 * @param multipleOf what H and W must be multiples of; also the stride that keeps tiles in phase
 * @param resize what is done when a window has another size than the input
 * @param padValue value of the frame's padding on the 0..1 scale, before mean and std (114/255 for YOLO)
 * @param edge how pixels of a window that lie outside the raster are filled
 */
public record GeometrySpec(int size, int multipleOf, Resize resize, double padValue, Edge edge) {

    /** What is done when a window has another size than the input. */
    public enum Resize {
        /** Keep the aspect, centre, pad; rounding as Ultralytics does. */
        LETTERBOX,
        /** Fill the input, aspect lost. */
        STRETCH
    }

    /** How pixels of a window that lie outside the raster are filled. */
    public enum Edge {
        /** Mirror the raster at its edge: the default, since a constant there is an object to many models. */
        REFLECT,
        /** {@code padValue}, where the model was trained so. */
        PAD
    }

    public GeometrySpec {
        if (size < 0) {
            throw new IllegalArgumentException("geometry.size must be 0 (any) or a positive number, got " + size);
        }
        if (multipleOf < 1) {
            throw new IllegalArgumentException("geometry.multipleOf must be at least 1, got " + multipleOf);
        }
        if (size % multipleOf != 0) {
            throw new IllegalArgumentException(
                    "geometry.size must be a multiple of geometry.multipleOf " + multipleOf + ", got " + size);
        }
        if (!Double.isFinite(padValue)) {
            throw new IllegalArgumentException("geometry.padValue must be finite, got " + padValue);
        }
    }

    public boolean isFixed() {
        return size > 0;
    }
}
