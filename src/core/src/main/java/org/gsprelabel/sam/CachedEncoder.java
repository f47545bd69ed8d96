package org.gsprelabel.sam;

import java.util.EnumMap;
import java.util.Map;
import org.gsprelabel.cache.ContentCache.Event;
import org.gsprelabel.cache.ContentKey;
import org.gsprelabel.raster.FilledWindow;

/**
 * An encoder whose embeddings are remembered: it runs only for what the cache does not know. The embeddings are those of the
 * encoder, bit for bit. Counts what happened to its own calls, for the report of a run, while the cache serves many.
 */
public final class CachedEncoder implements WindowEncoder {

    private final WindowEncoder encoder;
    private final String name;
    private final EmbeddingCache cache;
    private final Map<Event, Long> counts = new EnumMap<>(Event.class);

    /**
     * @param encoder that encodes what is not in the cache
     * @param name what tells it from every other whose embeddings differ: the hash of the weights and the device that it runs
     *     on
     */
    public CachedEncoder(WindowEncoder encoder, String name, EmbeddingCache cache) {
        this.encoder = encoder;
        this.name = name;
        this.cache = cache;
    }

    @Override
    public EncoderInput prepare(FilledWindow window) {
        return encoder.prepare(window);
    }

    @Override
    public Embedding encode(EncoderInput input) {
        ContentKey key = EmbeddingKey.of(name, input);
        return new Embedding(cache.get(key, () -> encoder.encode(input).tensors(), this::count), input.frame());
    }

    /** How often each event happened, those that did not left out. */
    public Map<Event, Long> events() {
        synchronized (counts) {
            return new EnumMap<>(counts);
        }
    }

    private void count(Event event) {
        synchronized (counts) {
            counts.merge(event, 1L, Long::sum);
        }
    }
}
