package org.gsprelabel.sam;

import org.gsprelabel.model.ModelException;
import org.gsprelabel.raster.FilledWindow;

/**
 * Makes embeddings of windows. What the encoder is fed with is a step of its own: its content names the embedding, so that one
 * computed before can be found again. Safe for use by several threads; equal windows give equal embeddings.
 */
public interface WindowEncoder {

    /**
     * Brings a window into the form that the encoder takes.
     *
     * @param window with the model's bands
     */
    EncoderInput prepare(FilledWindow window);

    /**
     * Runs the encoder.
     *
     * @param input as {@link #prepare} made it, be it of another adapter of the same model
     * @throws ModelException when the runtime refuses the tensors or fails
     */
    Embedding encode(EncoderInput input);

    /** The embedding of a window. */
    default Embedding embed(FilledWindow window) {
        return encode(prepare(window));
    }
}
