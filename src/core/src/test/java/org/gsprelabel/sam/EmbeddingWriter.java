package org.gsprelabel.sam;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.gsprelabel.cache.ContentCache.Event;

/** A process of its own that asks for random embeddings of a folder, and says how often it went wrong. */
final class EmbeddingWriter {

    private EmbeddingWriter() {}

    /** Arguments: the folder, the most bytes of its files, a seed. */
    public static void main(String[] arguments) {
        EmbeddingCache cache = new EmbeddingCache(0, Path.of(arguments[0]), Long.parseLong(arguments[1]));
        CachedModel model = new CachedModel(new CountingEncoder(), "weights", cache);
        Random random = new Random(Long.parseLong(arguments[2]));
        int wrong = 0;
        for (int i = 0; i < 400; i++) {
            int value = random.nextInt(12);
            float[] input = new float[20_000];
            Arrays.fill(input, value);
            Embedding embedding = model.encode(CountingEncoder.input(input));
            for (float found : CountingEncoder.values(
                    Objects.requireNonNull(embedding.tensors().get("twice")))) {
                wrong += found == 2 * value ? 0 : 1;
            }
        }
        wrong += model.events().containsKey(Event.FILE_DROPPED) ? 1 : 0;
        wrong += model.events().containsKey(Event.DISK_FAILURE) ? 1 : 0;
        wrong += model.events().containsKey(Event.DISK_HIT) ? 0 : 1;
        System.out.println("wrong " + wrong + " " + model.events()
                + cache.lastDiskFailure().orElse(""));
    }
}
