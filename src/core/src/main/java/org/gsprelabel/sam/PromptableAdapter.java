package org.gsprelabel.sam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec.PromptTensor;
import org.gsprelabel.model.OutputSpec.Promptable;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tensor.Tensor;

/**
 * A promptable model over its graphs. Prompts that differ in the number of points, or in having a box or a mask, are decoded
 * in calls of their own: padding them to the same length would change the answers, since a padding point is one more token
 * that the decoder attends to.
 */
final class PromptableAdapter implements PromptableModel {

    private final String modelId;
    private final ImageEncoder encoder;
    private final Predictor decoder;
    private final Promptable spec;
    private final PromptTensors tensors;
    private final Upscaling upscaling;

    PromptableAdapter(
            String modelId,
            ImageEncoder encoder,
            Predictor decoder,
            Promptable spec,
            PromptTensors tensors,
            Upscaling upscaling) {
        this.modelId = modelId;
        this.encoder = encoder;
        this.decoder = decoder;
        this.spec = spec;
        this.tensors = tensors;
        this.upscaling = upscaling;
    }

    /** What prompts of one call have in common. */
    private record Kind(int points, boolean box, boolean mask) {
        static Kind of(MaskPrompt prompt) {
            return new Kind(
                    prompt.points().size(),
                    prompt.box().isPresent(),
                    prompt.mask().isPresent());
        }
    }

    @Override
    public EncoderInput prepare(FilledWindow window) {
        return encoder.prepare(window);
    }

    @Override
    public Embedding encode(EncoderInput input) {
        return encoder.encode(input);
    }

    @Override
    public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
        if (prompts.isEmpty() || prompts.size() > maxPrompts()) {
            throw new IllegalArgumentException(
                    "model '" + modelId + "' takes 1 to " + maxPrompts() + " prompts in a call, got " + prompts.size());
        }
        Map<Kind, List<Integer>> alike = new LinkedHashMap<>();
        for (int i = 0; i < prompts.size(); i++) {
            require(prompts.get(i));
            alike.computeIfAbsent(Kind.of(prompts.get(i)), kind -> new ArrayList<>())
                    .add(i);
        }
        MaskSelection answers = new MaskSelection(prompts.size(), multimask);
        alike.forEach((kind, indices) -> {
            int most = tensors.maxPrompts(decoder.maxBatch(), kind.mask());
            for (int from = 0; from < indices.size(); from += most) {
                int to = (int) Math.min((long) from + most, indices.size());
                decode(embedding, prompts, indices.subList(from, to), answers);
                if (to == indices.size()) {
                    break;
                }
            }
        });
        return answers.result();
    }

    @Override
    public int maxPrompts() {
        return tensors.maxPrompts(decoder.maxBatch(), false);
    }

    @Override
    public Upscaling upscaling() {
        return upscaling;
    }

    @Override
    public PromptKinds kinds() {
        return tensors.kinds();
    }

    private void decode(Embedding embedding, List<MaskPrompt> prompts, List<Integer> indices, MaskSelection answers) {
        Map<String, Tensor> inputs = new HashMap<>(embedding.tensors());
        inputs.putAll(tensors.write(indices.stream().map(prompts::get).toList(), embedding.frame()));
        Map<String, Tensor> outputs = decoder.predict(inputs);
        Tensor logits = output(outputs, PromptTensor.LOGITS);
        Tensor iou = output(outputs, PromptTensor.IOU);
        answers.add(indices, answer(indices.size(), logits, iou));
    }

    private Tensor output(Map<String, Tensor> outputs, PromptTensor tensor) {
        String name = spec.name(tensor);
        Tensor output = outputs.get(name);
        if (output == null) {
            throw new ModelException("model '" + modelId + "': output '" + name + "' is missing, found "
                    + new TreeSet<>(outputs.keySet()));
        }
        return output;
    }

    /** Drops the axes of length 1 that some exports have before those of masks. */
    private MaskLogits answer(int prompts, Tensor logits, Tensor iou) {
        int rank = logits.rank();
        int masks = rank < 4 ? 0 : logits.size(rank - 3);
        long values = rank < 4 ? 0 : (long) prompts * masks * logits.size(rank - 2) * logits.size(rank - 1);
        if (masks == 0 || values != logits.data().capacity() || iou.data().capacity() != prompts * masks) {
            throw new ModelException("model '" + modelId + "': the answer to " + prompts
                    + (prompts == 1 ? " prompt" : " prompts")
                    + " must be logits [B, M, h, w] and predicted IoU [B, M], found "
                    + Arrays.toString(logits.shape()) + " and " + Arrays.toString(iou.shape()));
        }
        return new MaskLogits(
                Tensor.of(logits.data(), prompts, masks, logits.size(rank - 2), logits.size(rank - 1)),
                Tensor.of(iou.data(), prompts, masks));
    }

    private void require(MaskPrompt prompt) {
        PromptKinds kinds = kinds();
        if (prompt.box().isPresent() && !kinds.boxes()) {
            throw notUnderstood("boxes");
        }
        if (prompt.mask().isPresent() && !kinds.maskInput()) {
            throw notUnderstood("masks of earlier answers");
        }
        if (!kinds.backgroundPoints() && prompt.points().stream().anyMatch(point -> !point.foreground())) {
            throw notUnderstood("background points");
        }
        if (prompt.points().size() > kinds.maxPoints()) {
            throw new IllegalArgumentException("model '" + modelId + "' takes at most " + kinds.maxPoints()
                    + " points in a prompt, got " + prompt.points().size());
        }
    }

    private IllegalArgumentException notUnderstood(String kind) {
        return new IllegalArgumentException("model '" + modelId + "' does not understand " + kind + " in a prompt");
    }
}
