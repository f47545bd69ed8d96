package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gsprelabel.candidate.Candidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpillStoreTest {

    private static final Codec<String> TEXT = new Codec<>() {
        @Override
        public void write(String value, DataOutput out) throws IOException {
            out.writeUTF(value);
        }

        @Override
        public String read(DataInput in) throws IOException {
            return in.readUTF();
        }
    };

    @ParameterizedTest
    @ValueSource(longs = {0, 1000, 50_000, Long.MAX_VALUE})
    void valuesComeBackInOrderAnyNumberOfTimes(long memoryLimit) {
        List<Candidate> candidates = RandomCandidates.of(3000, 11);
        try (SpillStore<Candidate> store = new SpillStore<>(new CandidateCodec(), memoryLimit)) {
            candidates.forEach(store::add);

            assertThat(store.size()).isEqualTo(3000);
            assertThat(store.isSpilled()).isEqualTo(memoryLimit < Long.MAX_VALUE);
            assertThat(store).containsExactlyElementsOf(candidates);
            assertThat(store).containsExactlyElementsOf(candidates);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 16", "100, 16", "1048576, 16", "0, 1", "100, 1", "1048576, 1", "100, 7"})
    void anyValueCanBeLookedUp(long memoryLimit, int indexStride) {
        try (SpillStore<String> store = new SpillStore<>(TEXT, memoryLimit, indexStride)) {
            for (int i = 0; i < 100; i++) {
                store.add("value " + i);
            }

            for (int i = 99; i >= 0; i--) {
                assertThat(store.get(i)).isEqualTo("value " + i);
            }
            assertThatThrownBy(() -> store.get(100))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("index must be from 0 to 99, got 100");
        }
    }

    @Test
    void recordsLargerThanABlockAreReadWhole() {
        List<String> values = List.of("a".repeat(65_000), "b", "c".repeat(60_000), "", "d".repeat(65_535));
        try (SpillStore<String> store = new SpillStore<>(TEXT, 70_000)) {
            values.forEach(store::add);

            assertThat(store).containsExactlyElementsOf(values);
            assertThat(store.get(4)).isEqualTo(values.get(4));
        }
    }

    @Test
    void anIteratorSeesTheValuesOfItsTimeEvenWhenTheyMoveToTheFile() {
        try (SpillStore<String> store = new SpillStore<>(TEXT, 100)) {
            store.add("first");
            store.add("second");
            Iterator<String> early = store.iterator();
            assertThat(early.next()).isEqualTo("first");
            for (int i = 0; i < 50; i++) {
                store.add("later " + i);
            }

            assertThat(early.next()).isEqualTo("second");
            assertThat(early.hasNext()).isFalse();
            assertThatThrownBy(early::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void anEmptyStoreHasNoValues() {
        try (SpillStore<String> store = new SpillStore<>(TEXT, 0)) {
            assertThat(store.size()).isZero();
            assertThat(store).isEmpty();
        }
    }

    @Test
    void aClosedStoreCannotBeRead() {
        SpillStore<String> store = new SpillStore<>(TEXT, 0);
        store.add("value");
        Iterator<String> open = store.iterator();
        store.close();
        store.close();

        assertThatThrownBy(store::iterator).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.add("value")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(open::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the store of results is closed");
    }

    @Test
    void severalThreadsReadWhileOneWrites() throws InterruptedException, ExecutionException {
        try (SpillStore<String> store = new SpillStore<>(TEXT, 500)) {
            for (int i = 0; i < 1000; i++) {
                store.add("value " + i);
            }
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<List<String>>> readers = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                readers.add(threads.submit(() -> {
                    List<String> read = new ArrayList<>();
                    store.forEach(read::add);
                    return read;
                }));
            }
            for (int i = 1000; i < 2000; i++) {
                store.add("value " + i);
            }
            for (Future<List<String>> reader : readers) {
                List<String> read = reader.get();
                assertThat(read.size()).isGreaterThanOrEqualTo(1000);
                for (int i = 0; i < read.size(); i++) {
                    assertThat(read.get(i)).isEqualTo("value " + i);
                }
            }
            threads.shutdown();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenToIsNamedInOneSentence(@TempDir Path folder) {
        Path missing = folder.resolve("missing");
        try (SpillStore<String> store = new SpillStore<>(TEXT, 0, 1, missing)) {
            assertThatThrownBy(() -> store.add("value"))
                    .isInstanceOf(RunException.class)
                    .hasMessageStartingWith("results cannot be written to a temporary file in " + missing + ": ")
                    .hasMessageEndingWith("; free space there, or name another folder with -Djava.io.tmpdir");
        }
    }

    @Test
    void anInterruptWhileTheFileIsReadCancelsTheRun() {
        try (SpillStore<String> store = new SpillStore<>(TEXT, 0)) {
            store.add("value");
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> store.get(0))
                    .isInstanceOf(RunCancelledException.class)
                    .hasMessage("cancelled: the thread of the run was interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aStrideBelowOneIsRefused() {
        assertThatThrownBy(() -> new SpillStore<>(TEXT, 0, 0))
                .hasMessage("stride of the index must be at least 1, got 0");
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertThatThrownBy(() -> new SpillStore<>(TEXT, -1)).hasMessage("memory limit must be 0 or more bytes, got -1");
    }
}
