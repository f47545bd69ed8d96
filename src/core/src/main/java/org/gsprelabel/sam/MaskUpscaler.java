package org.gsprelabel.sam;

import java.util.Optional;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.jspecify.annotations.Nullable;

/**
 * Masks of single answers: the pixels of a window whose logits, brought to its resolution, are above 0. Belongs to one
 * thread.
 */
public final class MaskUpscaler {

    private static final LogitUpscaler.Levels ZERO = new LogitUpscaler.Levels(0, 0, 0);

    private final Upscaling upscaling;
    private final InputFrame frame;
    private @Nullable LogitUpscaler upscaler;

    /** @param frame how the window lies in the encoder's input */
    public MaskUpscaler(Upscaling upscaling, InputFrame frame) {
        this.upscaling = upscaling;
        this.frame = frame;
    }

    /** Whether all logits of a mask are numbers. */
    public static boolean isFinite(MaskLogits answer, int prompt, int mask) {
        for (float logit : plane(answer, prompt, mask)) {
            if (!Float.isFinite(logit)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The mask in pixels of the window; nothing when no pixel is above 0.
     *
     * @param answer of finite logits
     */
    public Optional<BitMask> mask(MaskLogits answer, int prompt, int mask) {
        LogitUpscaler current = upscaler;
        if (current == null || !current.fits(answer.width(), answer.height())) {
            PixelRect window = new PixelRect(0, 0, frame.windowWidth(), frame.windowHeight());
            current = new LogitUpscaler(upscaling, frame, window, answer.width(), answer.height(), ZERO);
            upscaler = current;
        }
        current.scan(plane(answer, prompt, mask));
        return current.mask();
    }

    private static float[] plane(MaskLogits answer, int prompt, int mask) {
        float[] plane = new float[answer.width() * answer.height()];
        answer.logits().data().get((prompt * answer.masks() + mask) * plane.length, plane);
        return plane;
    }
}
