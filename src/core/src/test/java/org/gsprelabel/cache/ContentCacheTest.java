package org.gsprelabel.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gsprelabel.cache.ContentCache.Event;
import org.gsprelabel.model.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCacheTest {

    private static final BytesFormat FORMAT = new BytesFormat(".bytes");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Map<Event, Integer> events = new EnumMap<>(Event.class);

    @Test
    void only_what_is_missing_of_a_batch_is_computed() {
        ContentCache<byte[]> cache = ContentCache.inMemory("texts", FORMAT, 10_000);
        assertThat(texts(cache, "b", "d")).containsExactly("b", "d");
        List<List<Integer>> computed = new ArrayList<>();

        List<byte[]> values = cache.getAll(
                keys("a", "b", "c", "d", "a"),
                missing -> {
                    computed.add(missing);
                    return missing.stream()
                            .map(i -> utf8(List.of("a", "b", "c", "d", "a").get(i)))
                            .toList();
                },
                this::count,
                Caller.patient());

        assertThat(computed).containsExactly(List.of(0, 2));
        assertThat(values).extracting(ContentCacheTest::text).containsExactly("a", "b", "c", "d", "a");
        assertThat(events).isEqualTo(Map.of(Event.MISS, 4, Event.MEMORY_HIT, 3));
    }

    @Test
    void files_outlive_the_cache_that_wrote_them() {
        assertThat(texts(onDisk(100_000), "a", "b")).containsExactly("a", "b");

        assertThat(texts(onDisk(100_000), "b", "c")).containsExactly("b", "c");
        assertThat(events).isEqualTo(Map.of(Event.MISS, 3, Event.DISK_HIT, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 51, 55, 64})
    void a_file_that_was_cut_off_is_dropped_and_computed_anew(int length) throws IOException {
        texts(onDisk(100_000), "a text long");
        Path file = onlyFile();
        byte[] good = Files.readAllBytes(file);
        assertThat(good).hasSizeGreaterThanOrEqualTo(63);
        Files.write(file, Arrays.copyOf(good, length));

        assertThat(texts(onDisk(100_000), "a text long")).containsExactly("a text long");

        assertThat(events).isEqualTo(Map.of(Event.MISS, 2, Event.FILE_DROPPED, 1));
        assertThat(Files.readAllBytes(file)).isEqualTo(good);
    }

    @Test
    void a_file_with_any_byte_changed_is_dropped_and_computed_anew() throws IOException {
        texts(onDisk(100_000), "abc");
        Path file = onlyFile();
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x10;
            Files.write(file, bad);
            events.clear();

            assertThat(texts(onDisk(100_000), "abc")).containsExactly("abc");

            assertThat(events).as("byte %d", i).isEqualTo(Map.of(Event.MISS, 1, Event.FILE_DROPPED, 1));
        }
    }

    @Test
    void small_files_count_as_blocks_and_a_full_folder_gets_room_for_more_than_one() throws IOException {
        // Eight blocks fit; with an eighth of slack, seven are left once there is one too many.
        ContentCache<byte[]> cache = onDisk(8 * 4096);
        for (String text : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            texts(cache, text);
            now = now.plusSeconds(1);
        }
        assertThat(files()).hasSize(8);
        texts(cache, "a");
        now = now.plusSeconds(1);

        texts(cache, "i");

        assertThat(files()).hasSize(7);
        events.clear();
        texts(onDisk(8 * 4096), "a", "d", "e", "f", "g", "h", "i");
        assertThat(events).isEqualTo(Map.of(Event.DISK_HIT, 7));
    }

    @Test
    void a_value_larger_than_the_folder_is_not_written() throws IOException {
        assertThat(texts(onDisk(60), "a text of more bytes than there is room for"))
                .hasSize(1);

        assertThat(folder).isEmptyDirectory();
        assertThat(events).isEqualTo(Map.of(Event.MISS, 1, Event.TOO_LARGE, 1));
    }

    @Test
    void a_value_is_computed_once_for_batches_that_overlap() throws Exception {
        ContentCache<byte[]> cache = ContentCache.inMemory("texts", FORMAT, 10_000);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger computed = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<List<byte[]>> first = pool.submit(() -> cache.getAll(
                    keys("a", "b"),
                    missing -> {
                        begun.countDown();
                        await(goOn);
                        computed.addAndGet(missing.size());
                        return List.of(utf8("a"), utf8("b"));
                    },
                    event -> {},
                    Caller.patient()));
            begun.await();
            Future<List<byte[]>> second = pool.submit(() -> cache.getAll(
                    keys("b", "c"),
                    missing -> {
                        goOn.countDown();
                        computed.addAndGet(missing.size());
                        return List.of(utf8("c"));
                    },
                    event -> {},
                    Caller.patient()));

            assertThat(second.get(30, TimeUnit.SECONDS))
                    .extracting(ContentCacheTest::text)
                    .containsExactly("b", "c");
            assertThat(first.get(30, TimeUnit.SECONDS))
                    .extracting(ContentCacheTest::text)
                    .containsExactly("a", "b");
            assertThat(computed.get()).isEqualTo(3);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void who_waits_for_a_computation_that_fails_computes_himself() throws Exception {
        ContentCache<byte[]> cache = ContentCache.inMemory("texts", FORMAT, 10_000);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            Future<List<byte[]>> dismissed = pool.submit(() -> cache.getAll(
                    keys("a"),
                    missing -> {
                        begun.countDown();
                        await(goOn);
                        throw new IllegalStateException("dismissed");
                    },
                    event -> {},
                    Caller.patient()));
            begun.await();

            // "b" is computed first, and lets the other thread go on to its failure.
            List<byte[]> values = cache.getAll(
                    keys("b", "a"),
                    missing -> {
                        goOn.countDown();
                        return missing.stream()
                                .map(i -> utf8(List.of("b", "a").get(i)))
                                .toList();
                    },
                    event -> {},
                    Caller.patient());

            assertThat(values).extracting(ContentCacheTest::text).containsExactly("b", "a");
            assertThatThrownBy(() -> dismissed.get(30, TimeUnit.SECONDS)).hasMessageContaining("dismissed");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void of_several_who_wait_for_a_computation_that_is_cancelled_one_computes_for_all() throws Exception {
        ContentCache<byte[]> cache = ContentCache.inMemory("texts", FORMAT, 10_000);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(3);
        AtomicInteger computed = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Future<List<byte[]>> cancelled = pool.submit(() -> cache.getAll(
                    keys("a"),
                    missing -> {
                        begun.countDown();
                        await(waiting);
                        throw new CancellationException("dismissed");
                    },
                    event -> {},
                    Caller.patient()));
            begun.await();
            List<Future<List<byte[]>>> others = new ArrayList<>();
            for (String own : List.of("b", "c", "d")) {
                // What is its own is computed first: by then it is known that "a" is another's.
                others.add(pool.submit(() -> cache.getAll(
                        keys("a", own),
                        missing -> {
                            if (missing.contains(1)) {
                                waiting.countDown();
                            } else {
                                computed.incrementAndGet();
                            }
                            return missing.stream()
                                    .map(i -> utf8(List.of("a", own).get(i)))
                                    .toList();
                        },
                        event -> {},
                        Caller.patient())));
            }

            for (Future<List<byte[]>> other : others) {
                assertThat(text(other.get(30, TimeUnit.SECONDS).get(0))).isEqualTo("a");
            }
            assertThat(computed.get()).isEqualTo(1);
            assertThatThrownBy(() -> cancelled.get(30, TimeUnit.SECONDS)).hasMessageContaining("dismissed");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void who_takes_over_and_is_cancelled_too_leaves_it_to_the_next() throws Exception {
        ContentCache<byte[]> cache = ContentCache.inMemory("texts", FORMAT, 10_000);
        AtomicInteger tries = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(2);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Future<List<byte[]>> first = pool.submit(() -> cache.getAll(
                    keys("a"),
                    missing -> {
                        begun.countDown();
                        await(waiting);
                        throw new CancellationException("try " + tries.incrementAndGet());
                    },
                    event -> {},
                    Caller.patient()));
            begun.await();
            List<Future<List<byte[]>>> others = new ArrayList<>();
            for (String own : List.of("b", "c")) {
                others.add(pool.submit(() -> cache.getAll(
                        keys("a", own),
                        missing -> {
                            if (missing.contains(1)) {
                                waiting.countDown();
                            } else if (tries.incrementAndGet() == 2) {
                                throw new CancellationException("try 2");
                            }
                            return missing.stream()
                                    .map(i -> utf8(List.of("a", own).get(i)))
                                    .toList();
                        },
                        event -> {},
                        Caller.patient())));
            }

            assertThatThrownBy(() -> first.get(30, TimeUnit.SECONDS)).hasMessageContaining("try 1");
            List<String> outcomes = new ArrayList<>();
            for (Future<List<byte[]>> other : others) {
                try {
                    outcomes.add(text(other.get(30, TimeUnit.SECONDS).get(0)));
                } catch (ExecutionException e) {
                    assertThat(e).hasMessageContaining("try 2");
                    outcomes.add("cancelled");
                }
            }
            assertThat(outcomes).containsExactlyInAnyOrder("cancelled", "a");
            assertThat(tries.get()).isEqualTo(3);
        } finally {
            pool.shutdownNow();
        }
    }

    /** One that has begun to compute "a" and goes on when it is let; and one who waits for that. */
    private static final class Waiter implements Caller {

        private final ContentCache<byte[]> cache = ContentCache.inMemory("texts", FORMAT, 10_000);
        private final AtomicInteger computed = new AtomicInteger();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
        private volatile boolean cancelled;

        List<byte[]> computes() {
            return cache.getAll(
                    keys("a"),
                    missing -> {
                        begun.countDown();
                        await(goOn);
                        computed.incrementAndGet();
                        return List.of(utf8("a"));
                    },
                    event -> {},
                    Caller.patient());
        }

        List<byte[]> waits() {
            return cache.getAll(
                    keys("a"),
                    missing -> {
                        computed.incrementAndGet();
                        return List.of(utf8("a"));
                    },
                    event -> {},
                    this);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public void waiting(String what) {
            told.add("waiting for " + what);
        }

        @Override
        public void served() {
            told.add("served");
        }
    }

    @Test
    void who_is_dismissed_while_another_thread_computes_ends_and_the_other_goes_on() throws Exception {
        Waiter waiter = new Waiter();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<List<byte[]>> other = pool.submit(waiter::computes);
            waiter.begun.await();
            Future<List<byte[]>> dismissed = pool.submit(waiter::waits);
            assertThat(waiter.told.poll(30, TimeUnit.SECONDS)).isEqualTo("waiting for texts that are being computed");

            waiter.cancelled = true;

            assertThatThrownBy(() -> dismissed.get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("cancelled while it waited for texts that are being computed");
            assertThat(other.isDone()).isFalse();
            waiter.goOn.countDown();
            assertThat(text(other.get(30, TimeUnit.SECONDS).get(0))).isEqualTo("a");
            assertThat(waiter.computed.get()).isEqualTo(1);
        } finally {
            waiter.goOn.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void a_thread_that_is_interrupted_while_another_computes_ends_and_the_other_goes_on() throws Exception {
        Waiter waiter = new Waiter();
        ExecutorService pool = Executors.newFixedThreadPool(1);
        ExecutorService closing = Executors.newFixedThreadPool(1);
        try {
            Future<List<byte[]>> other = pool.submit(waiter::computes);
            waiter.begun.await();
            Future<List<byte[]>> interrupted = closing.submit(waiter::waits);
            assertThat(waiter.told.poll(30, TimeUnit.SECONDS)).isNotNull();

            closing.shutdownNow();

            assertThatThrownBy(() -> interrupted.get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("interrupted while it waited for texts that are being computed");
            waiter.goOn.countDown();
            assertThat(text(other.get(30, TimeUnit.SECONDS).get(0))).isEqualTo("a");
        } finally {
            waiter.goOn.countDown();
            pool.shutdownNow();
            closing.shutdownNow();
        }
    }

    @Test
    void who_waits_until_the_other_is_done_is_told_so_and_computes_nothing() throws Exception {
        Waiter waiter = new Waiter();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<List<byte[]>> other = pool.submit(waiter::computes);
            waiter.begun.await();
            Future<List<byte[]>> waiting = pool.submit(waiter::waits);
            assertThat(waiter.told.poll(30, TimeUnit.SECONDS)).startsWith("waiting for");

            waiter.goOn.countDown();

            assertThat(waiting.get(30, TimeUnit.SECONDS).get(0))
                    .isSameAs(other.get(30, TimeUnit.SECONDS).get(0));
            assertThat(waiter.told).last().isEqualTo("served");
            assertThat(waiter.computed.get()).isEqualTo(1);
        } finally {
            waiter.goOn.countDown();
            pool.shutdownNow();
        }
    }

    private ContentCache<byte[]> onDisk(long bytes) {
        return ContentCache.in("texts", FORMAT, 0, folder, DiskLimits.ofSmallFiles(bytes), () -> now);
    }

    private List<String> texts(ContentCache<byte[]> cache, String... texts) {
        return cache
                .getAll(
                        keys(texts),
                        missing -> missing.stream().map(i -> utf8(texts[i])).toList(),
                        this::count,
                        Caller.patient())
                .stream()
                .map(ContentCacheTest::text)
                .toList();
    }

    private void count(Event event) {
        events.merge(event, 1, Integer::sum);
    }

    private Path onlyFile() throws IOException {
        assertThat(files()).hasSize(1);
        return files().get(0);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<ContentKey> keys(String... texts) {
        return Arrays.stream(texts).map(text -> new KeyDigest().add(text).key()).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
