package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gsprelabel.cache.ContentCache.Event;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.Role;
import org.gsprelabel.sam.CachedEncoder;
import org.gsprelabel.sam.CachedModel;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.sam.PromptableModel;
import org.gsprelabel.sam.WindowEncoder;

/** Puts encoders of one run behind the cache of embeddings, and tells what came of it. */
final class RememberedEmbeddings {

    private final Optional<EmbeddingCache> cache;
    /** Tell what happened to each. */
    private final List<Supplier<Map<Event, Long>>> events = new ArrayList<>();

    RememberedEmbeddings(Optional<EmbeddingCache> cache) {
        this.cache = cache;
    }

    /** The model behind the cache, where there is a cache, and an encoder whose work it could spare. */
    PromptableModel of(Model model, PromptableModel promptable) {
        if (cache.isEmpty() || !model.graphs().containsKey(Role.ENCODER)) {
            return promptable;
        }
        CachedModel remembered = new CachedModel(promptable, name(model), cache.get());
        events.add(remembered::events);
        return remembered;
    }

    /** The image encoder of a model behind the cache, where there is one. */
    WindowEncoder of(Model model, WindowEncoder encoder) {
        if (cache.isEmpty()) {
            return encoder;
        }
        CachedEncoder remembered = new CachedEncoder(encoder, name(model), cache.get());
        events.add(remembered::events);
        return remembered;
    }

    private static String name(Model model) {
        return model.sha256() + " on " + model.graph(Role.ENCODER).device();
    }

    /** What a user may want to know: {@code 12 embeddings: 10 computed, 2 remembered}; and what went wrong. */
    List<String> notes() {
        Map<Event, Long> counts = new EnumMap<>(Event.class);
        events.forEach(source -> source.get().forEach((event, count) -> counts.merge(event, count, Long::sum)));
        long computed = counts.getOrDefault(Event.MISS, 0L);
        long remembered = counts.getOrDefault(Event.MEMORY_HIT, 0L) + counts.getOrDefault(Event.DISK_HIT, 0L);
        List<String> notes = new ArrayList<>();
        if (computed + remembered > 0) {
            notes.add("embeddings: " + computed + " computed, " + remembered + " remembered from earlier");
        }
        long large = counts.getOrDefault(Event.TOO_LARGE, 0L);
        if (large > 0) {
            notes.add((large == 1 ? "1 embedding was" : large + " embeddings were")
                    + " too large to be kept on disk, and will be computed anew unless still in memory");
        }
        long dropped = counts.getOrDefault(Event.FILE_DROPPED, 0L);
        if (dropped > 0) {
            notes.add(
                    dropped == 1
                            ? "1 damaged file of remembered embeddings was dropped, and the embedding computed anew"
                            : dropped
                                    + " damaged files of remembered embeddings were dropped, and the embeddings computed"
                                    + " anew");
        }
        if (counts.getOrDefault(Event.DISK_FAILURE, 0L) > 0) {
            notes.add("embeddings cannot be kept on disk: "
                    + cache.flatMap(EmbeddingCache::lastDiskFailure).orElse("the folder cannot be used"));
        }
        return notes;
    }
}
