package org.gsprelabel.input;

import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.tensor.InputFrame;

/**
 * Where a window of any aspect lies in the input, which is H high and W wide, both S where it is a square.
 *
 * <ul>
 *   <li>stretch: each axis by its own factor;
 *   <li>letterbox, rounded as Ultralytics' {@code LetterBox} does: r = min(H/h, W/w), sides rint(side * r), padding d =
 *       what is left, rint(d/2 - 0.1) of it left and above, so that an odd pixel goes right and below;
 *   <li>longest, rounded as SAM's {@code ResizeLongestSide} does: s = min(H/h, W/w), which is S/max(h, w) for its square,
 *       sides floor(side * s + 0.5), top left;
 *   <li>shortest, rounded as DETR's {@code get_size_with_aspect_ratio} does: the shorter side is S, or rint(maxSize *
 *       min/max) where the longer one would be above maxSize; the longer one is the shorter * max/min, cut to whole
 *       pixels, and by the rounding of the shorter may be a little above maxSize;
 *   <li>square pad, as OWLv2 does: both sides by S/max(h, w), so that the window's last pixel may end inside an input
 *       pixel.
 * </ul>
 */
final class Framing {

    private final GeometrySpec geometry;

    Framing(GeometrySpec geometry) {
        this.geometry = geometry;
    }

    /**
     * @throws IllegalArgumentException when the model takes any size, and this is no multiple of what it needs
     */
    InputFrame frame(int width, int height) {
        if (!geometry.isFixed()) {
            int multiple = geometry.multipleOf();
            if (width % multiple != 0 || height % multiple != 0) {
                throw new IllegalArgumentException(
                        "sides of a window must be multiples of " + multiple + ", got " + width + " x " + height);
            }
            return InputFrame.identity(width, height);
        }
        InputSize size = geometry.size();
        return switch (geometry.resize()) {
            case STRETCH -> fixed(width, height, (double) size.width() / width, (double) size.height() / height, 0, 0);
            case LETTERBOX -> letterbox(width, height);
            case LONGEST -> longest(width, height);
            case SHORTEST -> shortest(width, height);
            case SQUARE_PAD -> {
                double scale = (double) size.shorter() / Math.max(width, height);
                yield fixed(width, height, scale, scale, 0, 0);
            }
        };
    }

    private InputFrame letterbox(int width, int height) {
        InputSize size = geometry.size();
        double ratio = largestRatio(width, height);
        int newWidth = Math.max(1, (int) Math.rint(width * ratio));
        int newHeight = Math.max(1, (int) Math.rint(height * ratio));
        return fixed(
                width,
                height,
                (double) newWidth / width,
                (double) newHeight / height,
                (int) Math.rint((size.width() - newWidth) / 2.0 - 0.1),
                (int) Math.rint((size.height() - newHeight) / 2.0 - 0.1));
    }

    private InputFrame longest(int width, int height) {
        double scale = largestRatio(width, height);
        int newWidth = Math.max(1, (int) (width * scale + 0.5));
        int newHeight = Math.max(1, (int) (height * scale + 0.5));
        return geometry.padInGraph()
                ? filled(width, height, newWidth, newHeight)
                : fixed(width, height, (double) newWidth / width, (double) newHeight / height, 0, 0);
    }

    /** By which a window of this size just fits into the input. */
    private double largestRatio(int width, int height) {
        InputSize size = geometry.size();
        return Math.min((double) size.height() / height, (double) size.width() / width);
    }

    private InputFrame shortest(int width, int height) {
        double shorter = Math.min(width, height);
        double longer = Math.max(width, height);
        int side = geometry.size().shorter();
        if (longer / shorter * side > geometry.maxSize()) {
            side = Math.max(1, (int) Math.rint(geometry.maxSize() * shorter / longer));
        }
        int other = (int) (side * longer / shorter);
        return width < height ? filled(width, height, side, other) : filled(width, height, other, side);
    }

    private InputFrame fixed(int width, int height, double scaleX, double scaleY, int padLeft, int padTop) {
        InputSize size = geometry.size();
        return new InputFrame(size.width(), size.height(), width, height, scaleX, scaleY, padLeft, padTop);
    }

    private static InputFrame filled(int width, int height, int newWidth, int newHeight) {
        return new InputFrame(
                newWidth, newHeight, width, height, (double) newWidth / width, (double) newHeight / height, 0, 0);
    }
}
