package org.gsprelabel.sam;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.raster.FilledWindow;

/**
 * A promptable model whose embeddings are remembered: the encoder runs only for what the cache does not know. The answers
 * are those of the model, bit for bit. Counts what happened to its own calls, for the report of a run, while the cache
 * serves many.
 */
public final class CachedModel implements PromptableModel {

    private final PromptableModel model;
    private final String encoder;
    private final EmbeddingCache cache;
    private final Map<EmbeddingCache.Event, Long> counts = new EnumMap<>(EmbeddingCache.Event.class);

    /**
     * @param model that encodes what is not in the cache
     * @param encoder what tells its encoder from every other whose embeddings differ: the hash of the weights and the
     *     device that it runs on
     */
    public CachedModel(PromptableModel model, String encoder, EmbeddingCache cache) {
        this.model = model;
        this.encoder = encoder;
        this.cache = cache;
    }

    @Override
    public EncoderInput prepare(FilledWindow window) {
        return model.prepare(window);
    }

    @Override
    public Embedding encode(EncoderInput input) {
        EmbeddingKey key = EmbeddingKey.of(encoder, input);
        return new Embedding(cache.get(key, () -> model.encode(input).tensors(), this::count), input.frame());
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
    public Map<EmbeddingCache.Event, Long> events() {
        synchronized (counts) {
            return new EnumMap<>(counts);
        }
    }

    private void count(EmbeddingCache.Event event) {
        synchronized (counts) {
            counts.merge(event, 1L, Long::sum);
        }
    }
}
