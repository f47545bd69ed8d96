package org.gsprelabel.sam;

import org.gsprelabel.input.InputBuilder;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.Role;

/** Chooses the adapter of a promptable model. */
public final class PromptableModels {

    private PromptableModels() {}

    /**
     * The adapter of a model.
     *
     * @param inputs made for the image and the geometry of the model's descriptor
     * @throws ModelException when the family takes no prompts
     */
    public static PromptableModel of(Model model, InputBuilder inputs) {
        ModelDescriptor descriptor = model.descriptor();
        if (!(descriptor.output() instanceof OutputSpec.Promptable spec)) {
            throw new ModelException("model '" + descriptor.id() + "' of the family "
                    + descriptor.family().id() + " takes no prompts; families that do are sam1, sam-hq, edgesam,"
                    + " efficientsam, sam-hf, sam2, sam2-hf");
        }
        // One graph for all is a decoder that takes the image for its embedding.
        boolean split = model.graphs().containsKey(Role.ENCODER);
        ImageEncoder encoder = new ImageEncoder(
                inputs,
                descriptor.geometry(),
                descriptor.image().input(),
                spec.embedding(),
                split ? model.graph(Role.ENCODER)::predict : tensors -> tensors);
        return new PromptableAdapter(
                descriptor.id(),
                encoder,
                model.graph(split ? Role.DECODER : Role.MODEL),
                spec,
                switch (spec.layout()) {
                    case SAM -> new CornersAsPoints(spec, false);
                    case SAM2 -> new CornersAsPoints(spec, true);
                    case NESTED -> new NestedPrompts(spec);
                    case EFFICIENT -> new EfficientPrompts(spec);
                },
                upscaling(descriptor));
    }

    private static Upscaling upscaling(ModelDescriptor descriptor) {
        return switch (descriptor.family()) {
            case SAM2, SAM2_HF, EFFICIENTSAM -> Upscaling.DIRECT;
            default -> Upscaling.VIA_INPUT;
        };
    }
}
