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
 * Points {@code [1,B,P,2]} and labels {@code [1,B,P]} for one image, as the models of Hugging Face take them: SAM without
 * boxes (its labels 2 and 3 have no effect), SAM 2 with boxes {@code [1,B,4]}. What a prompt lacks is a tensor of length
 * zero: boxes {@code [1,0,4]}, or points {@code [1,1,0,2]} with labels {@code [1,B,0]}. Label -10, by which a graph ignores a
 * point, is not needed: alike prompts have as many points.
 */
final class NestedPrompts implements PromptTensors {

    private final Promptable spec;

    NestedPrompts(Promptable spec) {
        this.spec = spec;
    }

    @Override
    public PromptKinds kinds() {
        return new PromptKinds(spec.has(PromptTensor.BOXES), false, true, Integer.MAX_VALUE);
    }

    @Override
    public int maxPrompts(int declared, boolean masked) {
        return declared;
    }

    @Override
    public Map<String, Tensor> write(List<MaskPrompt> prompts, InputFrame frame) {
        int count = prompts.size();
        LabelledPoints points = LabelledPoints.of(prompts, frame, Corners.NONE, spec.padPoint() == PadPoint.CALLER);
        int each = points.count() / count;
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put(spec.name(PromptTensor.POINTS), points.coordinates(1, each == 0 ? 1 : count, each, 2));
        tensors.put(spec.name(PromptTensor.LABELS), points.labels(1, count, each));
        if (spec.has(PromptTensor.BOXES)) {
            boolean boxes = prompts.get(0).box().isPresent();
            float[] corners = boxes ? LabelledPoints.corners(prompts, frame) : new float[0];
            tensors.put(spec.name(PromptTensor.BOXES), Tensor.of(corners, 1, corners.length / 4, 4));
        }
        return tensors;
    }
}
