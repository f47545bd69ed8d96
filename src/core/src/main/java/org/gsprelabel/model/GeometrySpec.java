package org.gsprelabel.model;

import java.util.Locale;
import java.util.Set;

/**
 * How a window becomes the model's input frame.
 *
 * @param size what the model names, {@link InputSize#ANY} where any size fits: height and width of the input; for {@link
 *     Resize#SHORTEST} its shorter side, with {@code padInGraph} its longer one, which are one number each
 * @param maxSize most pixels of the longer side with {@link Resize#SHORTEST}, else 0
 * @param multipleOf what height and width, or the sides of windows where any size fits, must be multiples of; also the stride
 *     that keeps tiles in phase
 * @param resize what is done when a window has another size than the input
 * @param interpolation kernel of the resize
 * @param antialias what keeps a resize that reduces from aliasing
 * @param padValue value of the frame's padding: on the 0..1 scale before mean and std (114/255 for YOLO), or as the model
 *     gets it, by {@code padAfterNormalise}
 * @param padAfterNormalise whether {@code padValue} is put in as it is, after scale, mean and std: 0 is then the mean
 *     colour, as SAM pads
 * @param padInGraph whether the graph pads the image to a square itself, so that the input is the resized image alone;
 *     only with {@link Resize#LONGEST}
 * @param edge how pixels of a window that lie outside the raster are filled
 */
public record GeometrySpec(
        InputSize size,
        int maxSize,
        int multipleOf,
        Resize resize,
        Interpolation interpolation,
        Antialias antialias,
        double padValue,
        boolean padAfterNormalise,
        boolean padInGraph,
        Edge edge) {

    /** What is done when a window has another size than the input. */
    public enum Resize {
        /** Keep the aspect, centre, pad; rounding as Ultralytics does. */
        LETTERBOX,
        /** Fill the input, aspect lost. */
        STRETCH,
        /**
         * Keep the aspect, as large as fits, image top left, pad right and below; rounding as SAM does, whose input is a
         * square, so that the longer side gets its length.
         */
        LONGEST,
        /**
         * Keep the aspect, shorter side {@code size}, longer side about {@code maxSize} at most, no padding; rounding as
         * DETR does. The input has another size for each aspect.
         */
        SHORTEST,
        /** Pad right and below to a square, then resize the square, padding and all, as OWLv2 does. */
        SQUARE_PAD
    }

    /** Kernel of a resize. */
    public enum Interpolation {
        /** The triangle, two pixels wide. */
        BILINEAR,
        /**
         * Cubic convolution with a = -0.5, four pixels wide, clipped to the range of the samples, as Pillow and PyTorch's
         * antialiased resize have it; not the a = -0.75 of OpenCV and of PyTorch without antialiasing.
         */
        BICUBIC
    }

    /** What keeps a resize that reduces from aliasing; nothing is done where it enlarges. */
    public enum Antialias {
        /** Nothing: OpenCV's {@code INTER_LINEAR}, with which YOLO is trained. */
        NONE,
        /** The kernel is widened by the factor of reduction: Pillow, and torchvision with {@code antialias=True}. */
        SUPPORT,
        /** The image is smoothed by a Gaussian first: scikit-image, and with it OWLv2. */
        GAUSSIAN
    }

    /** How pixels of a window that lie outside the raster are filled. */
    public enum Edge {
        /** Mirror the raster at its edge: the default, since a constant there is an object to many models. */
        REFLECT,
        /** {@code padValue}, where the model was trained so. */
        PAD
    }

    private static final Set<Resize> NEED_SIZE = Set.of(Resize.LONGEST, Resize.SHORTEST, Resize.SQUARE_PAD);

    /** What one number alone describes. */
    private static final Set<Resize> ONE_SIDE = Set.of(Resize.SHORTEST, Resize.SQUARE_PAD);

    public GeometrySpec {
        if (multipleOf < 1) {
            throw new IllegalArgumentException("geometry.multipleOf must be at least 1, got " + multipleOf);
        }
        if (size.height() % multipleOf != 0 || size.width() % multipleOf != 0) {
            throw new IllegalArgumentException(
                    "geometry.size must be a multiple of geometry.multipleOf " + multipleOf + ", got " + size);
        }
        if (size.isAny() && NEED_SIZE.contains(resize)) {
            throw new IllegalArgumentException(
                    "geometry.size must be a positive number where geometry.resize is " + word(resize) + ", got 0");
        }
        if (!size.isSquare() && (ONE_SIDE.contains(resize) || padInGraph)) {
            throw new IllegalArgumentException("geometry.size must be one number where geometry.resize is "
                    + word(resize) + (padInGraph ? " with geometry.padInGraph" : "") + ", got " + size);
        }
        if (resize == Resize.SHORTEST && maxSize < size.shorter()) {
            throw new IllegalArgumentException("geometry.maxSize must be at least geometry.size " + size
                    + " where geometry.resize is shortest, got " + maxSize);
        }
        if (resize != Resize.SHORTEST && maxSize != 0) {
            throw new IllegalArgumentException(
                    "geometry.maxSize must be absent unless geometry.resize is shortest, got " + maxSize);
        }
        if (antialias == Antialias.GAUSSIAN && interpolation != Interpolation.BILINEAR) {
            throw new IllegalArgumentException("geometry.interpolation must be bilinear where geometry.antialias is"
                    + " gaussian, got " + word(interpolation));
        }
        if (!Double.isFinite(padValue)) {
            throw new IllegalArgumentException("geometry.padValue must be finite, got " + padValue);
        }
        if (padInGraph && resize != Resize.LONGEST) {
            throw new IllegalArgumentException(
                    "geometry.padInGraph must be false unless geometry.resize is longest, got true");
        }
    }

    /** For an input that is a square, or of any size. */
    public GeometrySpec(
            int size,
            int maxSize,
            int multipleOf,
            Resize resize,
            Interpolation interpolation,
            Antialias antialias,
            double padValue,
            boolean padAfterNormalise,
            boolean padInGraph,
            Edge edge) {
        this(
                InputSize.square(size),
                maxSize,
                multipleOf,
                resize,
                interpolation,
                antialias,
                padValue,
                padAfterNormalise,
                padInGraph,
                edge);
    }

    /** Bilinear without antialiasing, padded before mean and std: what most models of one graph take. */
    public GeometrySpec(InputSize size, int multipleOf, Resize resize, double padValue, Edge edge) {
        this(size, 0, multipleOf, resize, Interpolation.BILINEAR, Antialias.NONE, padValue, false, false, edge);
    }

    /** The same for an input that is a square, or of any size. */
    public GeometrySpec(int size, int multipleOf, Resize resize, double padValue, Edge edge) {
        this(size, 0, multipleOf, resize, Interpolation.BILINEAR, Antialias.NONE, padValue, false, false, edge);
    }

    /** Whether the model names a size. */
    public boolean isFixed() {
        return !size.isAny();
    }

    /** Whether every input has {@code size}, whatever the window. */
    public boolean hasFixedInput() {
        return isFixed() && resize != Resize.SHORTEST && !padInGraph;
    }

    /**
     * What steps from one square window to the next must be multiples of, so that a pixel has the same phase in the cells of
     * the model whichever window shows it. Where windows are resized no step may do so; then any is as good.
     *
     * @param side of the windows in pixels
     */
    public int stepBetween(int side) {
        if (!isFixed() || multipleOf == 1) {
            return multipleOf;
        }
        long columns = resize == Resize.STRETCH ? size.width() : size.shorter();
        long rows = resize == Resize.STRETCH ? size.height() : size.shorter();
        long cells = (long) multipleOf * side;
        for (int step = 1; step < side; step++) {
            if (step * columns % cells == 0 && step * rows % cells == 0) {
                return step;
            }
        }
        return 1;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
