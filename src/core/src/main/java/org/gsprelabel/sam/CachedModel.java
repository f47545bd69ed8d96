package org.gsprelabel.sam;

import java.util.List;
import java.util.Map;
import org.gsprelabel.cache.ContentCache.Event;
import org.gsprelabel.raster.FilledWindow;

/**
 * A promptable model whose embeddings are remembered: the encoder runs only for what the cache does not know. The answers
 * are those of the model, bit for bit.
 *
 * @see CachedEncoder
 */
public final class CachedModel implements PromptableModel {

    private final PromptableModel model;
    private final CachedEncoder encoder;

    /**
     * @param model that encodes what is not in the cache
     * @param encoder what tells its encoder from every other whose embeddings differ: the hash of the weights and the
     *     device that it runs on
     */
    public CachedModel(PromptableModel model, String encoder, EmbeddingCache cache) {
        this.model = model;
        this.encoder = new CachedEncoder(model, encoder, cache);
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
        return model.decode(embedding, prompts, multimask);
    }

    @Override
    public int maxPrompts() {
        return model.maxPrompts();
    }

    @Override
    public Upscaling upscaling() {
        return model.upscaling();
    }

    @Override
    public PromptKinds kinds() {
        return model.kinds();
    }

    /** How often each event happened, those that did not left out. */
    public Map<Event, Long> events() {
        return encoder.events();
    }
}
