package org.gsprelabel.detect;

import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;

/** Chooses the decoder of a model. */
public final class Decoders {

    private Decoders() {}

    /**
     * The decoder of the model's output.
     *
     * @throws ModelException when the descriptor contradicts itself
     */
    public static Decoder of(ModelDescriptor model) {
        return switch (model.family()) {
            case SEMSEG -> new SemanticDecoder(model);
            case YOLO, YOLO_SEG -> new YoloDecoder(model);
        };
    }
}
