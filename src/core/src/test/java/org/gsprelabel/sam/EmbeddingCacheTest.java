package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.gsprelabel.cache.ContentCache.Event;
import org.gsprelabel.cache.ContentKey;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingCacheTest {

    private static final long MANY = 1 << 20;

    @TempDir
    private Path temporary;

    private final CountingEncoder encoder = new CountingEncoder();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aSecondLookAtAPlaceNeedsNoEncoder() {
        CachedModel model = new CachedModel(encoder, "weights", new EmbeddingCache(MANY));
        FilledWindow place = window(0, 1, 2, 3);

        Embedding first = model.embed(place);
        Embedding second = model.embed(window(50, 1, 2, 3));
        Embedding other = model.embed(window(0, 1, 2, 4));

        assertThat(encoder.calls.get()).isEqualTo(2);
        assertThat(model.events()).isEqualTo(Map.of(Event.MISS, 2L, Event.MEMORY_HIT, 1L));
        assertThat(CountingEncoder.values(tensor(first, "twice"))).containsExactly(2, 4, 6);
        assertThat(CountingEncoder.values(tensor(second, "twice"))).containsExactly(2, 4, 6);
        assertThat(CountingEncoder.values(tensor(second, "minus"))).containsExactly(-1, -2, -3);
        assertThat(tensor(second, "minus").shape()).containsExactly(1, 1, 1, 3);
        assertThat(CountingEncoder.values(tensor(other, "twice"))).containsExactly(2, 4, 8);
    }

    @Test
    void anEmbeddingHasTheFrameOfItsOwnWindow() {
        CachedModel model = new CachedModel(encoder, "weights", new EmbeddingCache(MANY));
        EncoderInput input = CountingEncoder.input(1, 2);
        InputFrame stretched = new InputFrame(2, 1, 4, 1, 0.5, 1, 0, 0);

        assertThat(model.encode(input).frame()).isEqualTo(input.frame());
        assertThat(model.encode(new EncoderInput(input.tensors(), stretched)).frame())
                .isEqualTo(stretched);
        assertThat(encoder.calls.get()).isEqualTo(1);
    }

    @Test
    void anotherEncoderHasEmbeddingsOfItsOwn() {
        EmbeddingCache cache = new EmbeddingCache(MANY);

        new CachedModel(encoder, "weights on CPU", cache).encode(CountingEncoder.input(1));
        new CachedModel(encoder, "weights on CUDA:0", cache).encode(CountingEncoder.input(1));

        assertThat(encoder.calls.get()).isEqualTo(2);
    }

    @Test
    void answersAreThoseOfTheModel() {
        CachedModel model = new CachedModel(encoder, "weights", new EmbeddingCache(0));

        assertThat(model.maxPrompts()).isEqualTo(3);
        assertThat(model.upscaling()).isEqualTo(Upscaling.VIA_INPUT);
        assertThat(model.kinds()).isEqualTo(encoder.kinds());
        assertThatThrownBy(
                        () -> model.decode(model.encode(CountingEncoder.input(1)), List.of(MaskPrompt.at(0, 0)), true))
                .hasMessage("this model has no decoder");
    }

    @Test
    void memoryIsBoundedAndTheLeastRecentlyUsedGoesFirst() {
        // Each embedding has two tensors of two values: 16 bytes; three fit.
        CachedModel model = new CachedModel(encoder, "weights", new EmbeddingCache(50));
        for (int i = 0; i < 3; i++) {
            model.encode(CountingEncoder.input(i, i));
        }
        model.encode(CountingEncoder.input(0, 0));
        model.encode(CountingEncoder.input(3, 3));
        assertThat(encoder.calls.get()).isEqualTo(4);

        model.encode(CountingEncoder.input(0, 0));
        model.encode(CountingEncoder.input(2, 2));
        model.encode(CountingEncoder.input(3, 3));
        assertThat(encoder.calls.get()).as("these three are held").isEqualTo(4);

        model.encode(CountingEncoder.input(1, 1));
        assertThat(encoder.calls.get()).as("this one was the oldest").isEqualTo(5);
    }

    @Test
    void anEmbeddingLargerThanTheMemoryIsNotHeldAndPushesNothingOut() {
        CachedModel model = new CachedModel(encoder, "weights", new EmbeddingCache(20));
        model.encode(CountingEncoder.input(1));

        model.encode(CountingEncoder.input(1, 2, 3));
        model.encode(CountingEncoder.input(1, 2, 3));
        model.encode(CountingEncoder.input(1));

        assertThat(encoder.calls.get()).isEqualTo(3);
        assertThat(model.events()).isEqualTo(Map.of(Event.MISS, 3L, Event.MEMORY_HIT, 1L));
    }

    @Test
    void filesOutliveTheCacheThatWroteThem() {
        EncoderInput input = CountingEncoder.input(1.5f, -0f, Float.MIN_VALUE);
        onDisk(MANY).encode(input);

        CachedModel restarted = onDisk(MANY);
        Embedding found = restarted.encode(input);

        assertThat(encoder.calls.get()).isEqualTo(1);
        assertThat(restarted.events()).isEqualTo(Map.of(Event.DISK_HIT, 1L));
        assertThat(CountingEncoder.values(tensor(found, "twice")))
                .containsExactly(CountingEncoder.values(CountingEncoder.times(input, 2)));
        assertThat(CountingEncoder.values(tensor(found, "minus")))
                .containsExactly(CountingEncoder.values(CountingEncoder.times(input, -1)));
        assertThat(tensor(found, "minus").shape()).containsExactly(1, 1, 1, 3);

        restarted.encode(input);
        assertThat(restarted.events()).isEqualTo(Map.of(Event.DISK_HIT, 1L, Event.MEMORY_HIT, 1L));
    }

    @Test
    void tensorsOfManyBlocksAndOfNoValuesAndNoAxesComeBack() {
        float[] values = new float[70_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        EncoderInput input = CountingEncoder.input(values);
        onDisk(MANY).encode(input);
        assertThat(CountingEncoder.values(tensor(onDisk(MANY).encode(input), "minus")))
                .containsExactly(CountingEncoder.values(CountingEncoder.times(input, -1)));

        EmbeddingCache cache = new EmbeddingCache(0, folder(), MANY);
        ContentKey key = new ContentKey("ab".repeat(32));
        cache.get(
                key,
                () -> Map.of(
                        "none", Tensor.allocate(1, 0, 4),
                        "scalar", Tensor.of(new float[] {7})),
                event -> {});
        Map<String, Tensor> read = cache.get(
                key,
                () -> {
                    throw new AssertionError("must be on disk");
                },
                event -> assertThat(event).isEqualTo(Event.DISK_HIT));
        assertThat(read).containsOnlyKeys("none", "scalar");
        assertThat(read.get("none")).hasToString("Tensor[1, 0, 4]");
        assertThat(read.get("scalar"))
                .satisfies(scalar -> assertThat(scalar.get(0)).isEqualTo(7));
    }

    @Test
    void aFileIsHeaderTableAndValuesInLittleEndian() throws IOException {
        onDisk(MANY).encode(CountingEncoder.input(1, -2));

        Path file = onlyFile();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        ContentKey key = EmbeddingKey.of("weights", CountingEncoder.input(1, -2));
        assertThat(file.getFileName()).hasToString(key.sha256() + ".embedding");
        assertThat(text(bytes, 8)).isEqualTo("GSPLEMB\n");
        assertThat(bytes.getInt()).isEqualTo(1);
        byte[] written = new byte[32];
        bytes.get(written);
        assertThat(written).containsExactly(key.bytes());
        int checksum = bytes.getInt();
        CRC32C expected = new CRC32C();
        expected.update(bytes.array(), bytes.position(), bytes.remaining());
        assertThat(checksum).isEqualTo((int) expected.getValue());
        assertThat(bytes.getInt()).isEqualTo(4 + 2 * (4 + 5 + 4 + 4 * 8));
        assertThat(bytes.getInt()).isEqualTo(2);
        for (String name : List.of("minus", "twice")) {
            assertThat(bytes.getInt()).isEqualTo(5);
            assertThat(text(bytes, 5)).isEqualTo(name);
            assertThat(bytes.getInt()).isEqualTo(4);
            assertThat(List.of(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong()))
                    .containsExactly(1L, 1L, 1L, 2L);
        }
        assertThat(List.of(bytes.getFloat(), bytes.getFloat(), bytes.getFloat(), bytes.getFloat()))
                .containsExactly(-1f, 2f, 2f, -4f);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void aFileWithAnyByteChangedIsDroppedAndComputedAnew() throws IOException {
        EncoderInput input = CountingEncoder.input(1, 2, 3);
        onDisk(MANY).encode(input);
        byte[] good = Files.readAllBytes(onlyFile());
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << (i % 8));
            assertIsReplaced(input, good, bad);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 20, 51, 52, 60, 100, 200})
    void aFileThatEndsTooEarlyIsDroppedAndComputedAnew(int length) throws IOException {
        EncoderInput input = CountingEncoder.input(1, 2, 3, 4, 5, 6, 7, 8, 9);
        onDisk(MANY).encode(input);
        byte[] good = Files.readAllBytes(onlyFile());

        assertThat(length).isLessThan(good.length);
        assertIsReplaced(input, good, Arrays.copyOf(good, length));
    }

    @Test
    void aFileThatGoesOnIsDroppedAndComputedAnew() throws IOException {
        EncoderInput input = CountingEncoder.input(1, 2, 3);
        onDisk(MANY).encode(input);
        byte[] good = Files.readAllBytes(onlyFile());

        assertIsReplaced(input, good, Arrays.copyOf(good, good.length + 1));
    }

    @Test
    void aFileOfSomethingElseIsDroppedAndComputedAnew() throws IOException {
        EncoderInput input = CountingEncoder.input(1, 2, 3);
        onDisk(MANY).encode(input);
        byte[] good = Files.readAllBytes(onlyFile());
        EncoderInput other = CountingEncoder.input(3, 2, 1);
        Files.delete(onlyFile());
        onDisk(MANY).encode(other);
        byte[] ofAnotherKey = Files.readAllBytes(onlyFile());
        Files.delete(onlyFile());
        onDisk(MANY).encode(input);

        assertIsReplaced(input, good, ofAnotherKey);
        assertIsReplaced(
                input, good, "a text that somebody put there".repeat(50).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tablesThatAskForTheMoonAreRefusedBeforeMemoryIsTaken() throws IOException {
        EncoderInput input = CountingEncoder.input(1, 2, 3);
        onDisk(MANY).encode(input);
        byte[] good = Files.readAllBytes(onlyFile());
        for (long length : new long[] {Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 28, -1, -3}) {
            byte[] bad = good.clone();
            // The last axis of the first tensor: header, number of tensors, length and name, rank, three axes before
            // it.
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putLong(52 + 4 + 4 + 5 + 4 + 3 * 8, length);
            assertIsReplaced(input, good, bad);
        }
        for (int count : new int[] {Integer.MAX_VALUE, -1, 3}) {
            byte[] bad = good.clone();
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(52, count);
            assertIsReplaced(input, good, bad);
        }
    }

    @Test
    void theFolderIsBoundedAndTheFileUnusedForLongestGoes() throws IOException {
        CachedModel writer = new CachedModel(encoder, "weights", new EmbeddingCache(0, folder(), 500, () -> now));
        writer.encode(CountingEncoder.input(0));
        long each = Files.size(onlyFile());
        CachedModel model = new CachedModel(encoder, "weights", new EmbeddingCache(0, folder(), 3 * each, () -> now));
        for (int i = 1; i < 3; i++) {
            now = now.plusSeconds(10);
            model.encode(CountingEncoder.input(i));
        }
        now = now.plusSeconds(10);
        model.encode(CountingEncoder.input(0));
        assertThat(model.events()).containsEntry(Event.DISK_HIT, 1L);
        now = now.plusSeconds(10);
        model.encode(CountingEncoder.input(3));

        assertThat(files()).containsExactlyInAnyOrder(name(0), name(2), name(3));
    }

    @Test
    void useFromMemoryCountsForTheFileToo() throws IOException {
        CachedModel model = new CachedModel(encoder, "weights", new EmbeddingCache(MANY, folder(), 500, () -> now));
        model.encode(CountingEncoder.input(0));
        now = now.plusSeconds(10);
        model.encode(CountingEncoder.input(0));

        assertThat(Files.getLastModifiedTime(onlyFile())).isEqualTo(FileTime.from(now));
    }

    @Test
    void anEmbeddingLargerThanTheFolderMayBeIsNotWritten() throws IOException {
        CachedModel model = new CachedModel(encoder, "weights", new EmbeddingCache(0, folder(), 100));

        model.encode(CountingEncoder.input(1, 2, 3));

        assertThat(folder()).doesNotExist();
        assertThat(model.events()).isEqualTo(Map.of(Event.MISS, 1L, Event.TOO_LARGE, 1L));
    }

    @Test
    void anEmbeddingLargerThanAFileMayBeIsHeldInMemoryAndPushesNoFileOut() throws IOException {
        onDisk(MANY).encode(CountingEncoder.input(7));
        long small = Files.size(onlyFile());
        // One value more in each of two tensors.
        EmbeddingCache cache = new EmbeddingCache(MANY, folder(), small + 1, small);
        CachedModel model = new CachedModel(encoder, "weights", cache);

        model.encode(CountingEncoder.input(7, 8));
        model.encode(CountingEncoder.input(7, 8));

        assertThat(model.events()).isEqualTo(Map.of(Event.MISS, 1L, Event.TOO_LARGE, 1L, Event.MEMORY_HIT, 1L));
        assertThat(files()).containsExactly(name(7));
        model.encode(CountingEncoder.input(9));
        assertThat(files()).containsExactly(name(9));
    }

    @Test
    void filesOfOthersAreLeftAloneAndAbandonedOnesOfOursAreNot() throws IOException {
        Files.createDirectories(folder());
        Path photo = Files.write(folder().resolve("holiday.jpg"), new byte[5000]);
        Path readme = Files.writeString(folder().resolve("README.embedding"), "mine");
        String partial = "ab".repeat(32) + ".00000000-0000-0000-0000-00000000000%d.partial";
        Path abandoned = Files.write(folder().resolve(partial.formatted(1)), new byte[10]);
        Path fresh = Files.write(folder().resolve(partial.formatted(2)), new byte[10]);
        Files.setLastModifiedTime(abandoned, FileTime.from(now.minus(Duration.ofMinutes(61))));
        Files.setLastModifiedTime(fresh, FileTime.from(now.minus(Duration.ofMinutes(59))));

        new CachedModel(encoder, "weights", new EmbeddingCache(0, folder(), 500, () -> now))
                .encode(CountingEncoder.input(0));

        assertThat(photo).exists();
        assertThat(readme).exists();
        assertThat(abandoned).doesNotExist();
        assertThat(fresh).exists();
        assertThat(files()).contains(name(0)).hasSize(4);
    }

    @Test
    void aFolderThatCannotBeUsedIsDoneWithoutAndCounted() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "no folder");
        EmbeddingCache cache = new EmbeddingCache(0, file.resolve("cache"), MANY);
        CachedModel model = new CachedModel(encoder, "weights", cache);
        assertThat(cache.lastDiskFailure()).isEmpty();

        Embedding embedding = model.encode(CountingEncoder.input(4));

        assertThat(CountingEncoder.values(tensor(embedding, "twice"))).containsExactly(8);
        assertThat(model.events())
                .as("it can be neither read nor written")
                .isEqualTo(Map.of(Event.MISS, 1L, Event.DISK_FAILURE, 2L));
        assertThat(cache.lastDiskFailure())
                .as("told to clients, so without a path")
                .hasValueSatisfying(failure -> assertThat(failure).matches("\\w+Exception"));
    }

    @Test
    void threadsThatWantTheSameWaitForOneComputation() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountingEncoder slow = new CountingEncoder(input -> {
            begun.countDown();
            await(goOn);
        });
        CachedModel model = new CachedModel(slow, "weights", new EmbeddingCache(MANY));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Embedding>> embeddings = new ArrayList<>();
            embeddings.add(pool.submit(() -> model.encode(CountingEncoder.input(5))));
            begun.await();
            for (int i = 0; i < 7; i++) {
                embeddings.add(pool.submit(() -> model.encode(CountingEncoder.input(5))));
            }
            goOn.countDown();
            for (Future<Embedding> embedding : embeddings) {
                assertThat(CountingEncoder.values(tensor(embedding.get(30, TimeUnit.SECONDS), "minus")))
                        .containsExactly(-5);
            }
            assertThat(slow.calls.get()).isEqualTo(1);
            assertThat(model.events()).isEqualTo(Map.of(Event.MISS, 1L, Event.MEMORY_HIT, 7L));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aFailureOfTheEncoderComesThroughAndIsNotRemembered() {
        boolean[] broken = {true};
        CountingEncoder breaking = new CountingEncoder(input -> {
            if (broken[0]) {
                throw new ModelException("out of memory");
            }
        });
        CachedModel model = new CachedModel(breaking, "weights", new EmbeddingCache(MANY, folder(), MANY));

        assertThatThrownBy(() -> model.encode(CountingEncoder.input(1)))
                .isInstanceOf(ModelException.class)
                .hasMessage("out of memory");
        broken[0] = false;
        model.encode(CountingEncoder.input(1));

        assertThat(breaking.calls.get()).isEqualTo(1);
    }

    @Test
    void manyThreadsAndTwoCachesOnOneFolderGetWhatTheyAskFor() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<EmbeddingCache> caches =
                    List.of(new EmbeddingCache(64, folder(), 1500), new EmbeddingCache(0, folder(), 1500));
            List<CachedModel> models = List.of(
                    new CachedModel(encoder, "weights", caches.get(0)),
                    new CachedModel(encoder, "weights", caches.get(1)));
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                int value = i * 31 % 23;
                CachedModel model = models.get(i % 2);
                tasks.add(() -> {
                    float[] values =
                            CountingEncoder.values(tensor(model.encode(CountingEncoder.input(value)), "twice"));
                    return values.length == 1 && values[0] == 2 * value;
                });
            }
            for (Future<Boolean> result : pool.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
            for (EmbeddingCache cache : caches) {
                assertThat(cache.lastDiskFailure()).isEmpty();
            }
            for (CachedModel model : models) {
                assertThat(model.events()).doesNotContainKeys(Event.FILE_DROPPED, Event.DISK_FAILURE);
            }
            assertThat(files()).allMatch(name -> name.endsWith(".embedding"));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void processesShareAFolder() throws Exception {
        // Each file has 160 kB; half of the twelve fit, so that both processes drop what the other may be reading.
        List<Process> processes = new ArrayList<>();
        for (int seed = 0; seed < 2; seed++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            EmbeddingWriter.class.getName(),
                            folder().toString(),
                            "1000000",
                            Integer.toString(seed))
                    .redirectErrorStream(true)
                    .start());
        }
        for (Process process : processes) {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).startsWith("wrong 0 ");
            assertThat(process.waitFor()).isZero();
        }
        assertThat(files()).hasSizeBetween(1, 7).allMatch(name -> name.endsWith(".embedding"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void limitsAreNotNegative(long bytes) {
        assertThatThrownBy(() -> new EmbeddingCache(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("memoryBytes must be at least 0, got " + bytes);
        assertThatThrownBy(() -> new EmbeddingCache(0, folder(), bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("diskBytes must be at least 0, got " + bytes);
        assertThatThrownBy(() -> new EmbeddingCache(0, folder(), 1, bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fileBytes must be at least 0, got " + bytes);
    }

    /** Puts other bytes into the only file; they must be dropped, computed anew and written as they were. */
    private void assertIsReplaced(EncoderInput input, byte[] good, byte[] bad) throws IOException {
        Path file = onlyFile();
        Files.write(file, bad);
        int before = encoder.calls.get();
        CachedModel model = onDisk(MANY);

        Embedding embedding = model.encode(input);

        assertThat(encoder.calls.get()).isEqualTo(before + 1);
        assertThat(model.events()).isEqualTo(Map.of(Event.FILE_DROPPED, 1L, Event.MISS, 1L));
        assertThat(CountingEncoder.values(tensor(embedding, "minus")))
                .containsExactly(CountingEncoder.values(CountingEncoder.times(input, -1)));
        assertThat(Files.readAllBytes(file)).containsExactly(good);
    }

    private CachedModel onDisk(long diskBytes) {
        return new CachedModel(encoder, "weights", new EmbeddingCache(MANY, folder(), diskBytes));
    }

    private Path folder() {
        return temporary.resolve("embeddings");
    }

    private Path onlyFile() throws IOException {
        List<String> files = files();
        assertThat(files).hasSize(1);
        return folder().resolve(files.get(0));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.list(folder())) {
            return paths.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }

    private static String name(float value) {
        return EmbeddingKey.of("weights", CountingEncoder.input(value)) + ".embedding";
    }

    private static Tensor tensor(Embedding embedding, String name) {
        return Objects.requireNonNull(embedding.tensors().get(name));
    }

    private static FilledWindow window(int x, float... samples) {
        return ShapeScene.window(new PixelRect(x, 7, samples.length, 1), 1, samples);
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
