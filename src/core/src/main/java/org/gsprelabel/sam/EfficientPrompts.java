package org.gsprelabel.sam;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.model.OutputSpec.PadPoint;
import org.gsprelabel.model.OutputSpec.PromptTensor;
import org.gsprelabel.model.OutputSpec.Promptable;
import org.gsprelabel.sam.LabelledPoints.Corners;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * Points {@code [1,1,P,2]} in pixels of the image and labels {@code [1,1,P]} for one prompt, as EfficientSAM takes them. The
 * graph pads to {@value #MOST_POINTS} points and cuts off what is more, the corners of a box counted; labels of background
 * points mean nothing to it.
 */
final class EfficientPrompts implements PromptTensors {

    private static final int MOST_POINTS = 6;
    private static final int LOW_RES = 256;

    private final Promptable spec;

    EfficientPrompts(Promptable spec) {
        this.spec = spec;
    }

    @Override
    public PromptKinds kinds() {
        return new PromptKinds(true, false, false, MOST_POINTS);
    }

    /** A split decoder says otherwise, and fails. */
    @Override
    public int maxPrompts(int declared, boolean masked) {
        return 1;
    }

    @Override
    public Map<String, Tensor> write(List<MaskPrompt> prompts, InputFrame frame) {
        boolean split = spec.has(PromptTensor.SIZE);
        // The split decoder knows the image's size from an input, relates the points to it and resizes its masks to it.
        // As
        // large as the logits are, it has nothing to resize.
        InputFrame image = split ? ofSize(frame, LOW_RES) : frame;
        LabelledPoints points = LabelledPoints.of(prompts, image, Corners.LAST, spec.padPoint() == PadPoint.CALLER);
        if (points.count() > MOST_POINTS) {
            throw new IllegalArgumentException("a prompt to EfficientSAM must have at most " + MOST_POINTS
                    + " points, the two corners of a box counted, got " + points.count());
        }
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put(spec.name(PromptTensor.POINTS), points.coordinates(1, 1, points.count(), 2));
        tensors.put(spec.name(PromptTensor.LABELS), points.labels(1, 1, points.count()));
        if (split) {
            tensors.put(spec.name(PromptTensor.SIZE), Tensor.of(new float[] {LOW_RES, LOW_RES}, 2));
        }
        return tensors;
    }

    /** The frame of the same window in an input of another size without padding, which exports of this family have. */
    private static InputFrame ofSize(InputFrame frame, int size) {
        return new InputFrame(
                size,
                size,
                frame.windowWidth(),
                frame.windowHeight(),
                frame.scaleX() * size / frame.inputWidth(),
                frame.scaleY() * size / frame.inputHeight(),
                0,
                0);
    }
}
