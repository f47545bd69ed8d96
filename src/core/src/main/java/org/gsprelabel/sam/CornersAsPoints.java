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
 * Points {@code [B,P,2]} and labels {@code [B,P]}, the corners of a box among them: the exports of the reference
 * implementations ({@code SamOnnxModel} of SAM 1; samexporter for SAM 2). The two differ in where the corners stand, and in
 * the mask input: that of SAM 1 is {@code [1,1,256,256]} whatever B is, so that prompts with masks go one by one.
 */
final class CornersAsPoints implements PromptTensors {

    private static final int LOW_RES = 256;

    private final Promptable spec;
    private final boolean cornersFirst;

    /** @param cornersFirst as SAM 2 has them */
    CornersAsPoints(Promptable spec, boolean cornersFirst) {
        this.spec = spec;
        this.cornersFirst = cornersFirst;
    }

    @Override
    public PromptKinds kinds() {
        return new PromptKinds(true, spec.has(PromptTensor.MASK), true, Integer.MAX_VALUE);
    }

    @Override
    public int maxPrompts(int declared, boolean masked) {
        return masked && !cornersFirst ? 1 : declared;
    }

    @Override
    public Map<String, Tensor> write(List<MaskPrompt> prompts, InputFrame frame) {
        int count = prompts.size();
        LabelledPoints points = LabelledPoints.of(
                prompts, frame, cornersFirst ? Corners.FIRST : Corners.LAST, spec.padPoint() == PadPoint.CALLER);
        int each = points.count() / count;
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put(spec.name(PromptTensor.POINTS), points.coordinates(count, each, 2));
        tensors.put(spec.name(PromptTensor.LABELS), points.labels(count, each));
        if (spec.has(PromptTensor.MASK)) {
            boolean masked = prompts.get(0).mask().isPresent();
            int masks = cornersFirst ? count : 1;
            tensors.put(spec.name(PromptTensor.MASK), masked ? masks(prompts) : noMasks(masks));
            // Of length 1 also where there are several masks: exports of SAM 2 fail at any other.
            tensors.put(spec.name(PromptTensor.HAS_MASK), Tensor.of(new float[] {masked ? 1 : 0}, 1));
        }
        if (spec.has(PromptTensor.SIZE)) {
            // The graph resizes its masks to this size for an output that is not read, which costs more than all the
            // rest
            // at the window's size. One pixel is a size like any other to it, and low-resolution logits do not depend
            // on it.
            tensors.put(spec.name(PromptTensor.SIZE), Tensor.of(new float[] {1, 1}, 2));
        }
        return tensors;
    }

    private static Tensor noMasks(int count) {
        return Tensor.of(new float[count * LOW_RES * LOW_RES], count, 1, LOW_RES, LOW_RES);
    }

    private static Tensor masks(List<MaskPrompt> prompts) {
        Tensor first = prompts.get(0).mask().orElseThrow();
        int values = first.data().capacity();
        float[] all = new float[prompts.size() * values];
        for (int i = 0; i < prompts.size(); i++) {
            prompts.get(i).mask().orElseThrow().data().get(0, all, i * values, values);
        }
        return Tensor.of(all, prompts.size(), 1, first.size(2), first.size(3));
    }
}
