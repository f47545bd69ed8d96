package org.gsprelabel.detect;

import java.util.Optional;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.vectorize.MaskCleaning;

/** Chooses the decoder of a model. */
public final class Decoders {

    private Decoders() {}

    /** The decoder of the model's output, of class maps as the model gives them. */
    public static Decoder of(ModelDescriptor model) {
        return of(model, MaskCleaning.NONE);
    }

    /**
     * The decoder of the model's output.
     *
     * @param cleaning what is done to class maps before they are taken apart into objects; other masks are decoded as they are
     * @throws ModelException when the descriptor contradicts itself
     */
    public static Decoder of(ModelDescriptor model, MaskCleaning cleaning) {
        return of(model, model.nms(), cleaning);
    }

    /**
     * The decoder of the model's output, with other rules of non-maximum suppression than the descriptor's.
     *
     * @param nms empty where the graph does that, or there is nothing to suppress
     * @param cleaning what is done to class maps before they are taken apart into objects; other masks are decoded as they are
     * @throws ModelException when the descriptor contradicts itself
     */
    public static Decoder of(ModelDescriptor model, Optional<NmsRules> nms, MaskCleaning cleaning) {
        return switch (model.family()) {
            case SEMSEG -> new SemanticDecoder(model, cleaning);
            case YOLO, YOLO_SEG, FASTSAM -> new YoloDecoder(model, nms);
            case YOLO_OBB -> new OrientedDecoder(model, nms);
            case DETR, RTDETR -> new DetrDecoder(model, nms);
            case MASK2FORMER -> new QueryMasksDecoder(model, cleaning);
            case GROUNDING_DINO, OWLVIT, OWLV2, SAM3 ->
                throw new ModelException(
                        "model '" + model.id() + "' must be asked with a text, and has no decoder without one");
            case SAM1, SAM_HQ, EDGESAM, EFFICIENTSAM, SAM_HF, SAM2, SAM2_HF ->
                throw new ModelException("model '" + model.id() + "' of the family "
                        + model.family().id() + " answers prompts and does not find objects by itself");
        };
    }
}
