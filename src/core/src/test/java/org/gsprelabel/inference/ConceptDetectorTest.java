package org.gsprelabel.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.inference.WindowDetector.Found;
import org.gsprelabel.model.Concepts;
import org.gsprelabel.model.Concepts.ConceptTensor;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.ImageSpec.Layout;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.Role;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;
import org.gsprelabel.model.Tokenizer;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.sam.CallThreads;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three graphs that write down what they are fed with: what is called how often, and with what. */
class ConceptDetectorTest {

    private static final int SIDE = 4;
    private static final List<String> FULL =
            List.of("height", "width", "positions", "features", "mask", "text", "embeds", "boxes", "labels", "padding");

    private final Graph encoder = new Graph(
            Map.of("image", List.of(1L, 4L, 4L)),
            inputs -> Map.of("out_positions", Tensor.of(new float[] {7}, 1), "out_features", value(inputs, "image")));
    private final Graph textEncoder = new Graph(
            Map.of("tokens", List.of(1L, 8L)),
            inputs -> Map.of(
                    "out_mask", Tensor.allocate(1, 8),
                    "out_text", value(inputs, "tokens"),
                    "out_embeds", Tensor.of(new float[] {9}, 1)));
    /** Answers a phrase with the pixels that are as bright as its second token. */
    private static Map<String, Tensor> answer(Map<String, Tensor> inputs) {
        Tensor image = value(inputs, "features");
        BitSet pixels = new BitSet();
        for (int i = 0; i < SIDE * SIDE; i++) {
            pixels.set(i, Math.round(image.get(i)) == value(inputs, "text").get(1));
        }
        return Map.of("scores", Tensor.of(new float[] {0.75f}, 1), "masks", Tensor.ofTruths(pixels, 1, 1, SIDE, SIDE));
    }

    @Test
    void theTextIsEncodedOnceAPhraseTheImageOnceAWindowAndBothAreDecodedOnceForEachOther() {
        Graph decoder = new Graph(shapes(FULL, 1), ConceptDetectorTest::answer);
        WindowDetector detector = detector(decoder, "a. bb. ccc", Optional.empty());

        List<Found> found = detector.detect(List.of(window(1, 2), window(3, 1)));

        assertThat(textEncoder.calls).hasSize(3);
        assertThat(encoder.calls).hasSize(2);
        assertThat(decoder.calls).hasSize(6);
        assertThat(detector.batch()).isEqualTo(1);
        // Phrases of one and two letters are on the first window, of three and one on the second.
        assertThat(classes(found.get(0))).containsExactlyInAnyOrder(0, 1);
        assertThat(classes(found.get(1))).containsExactlyInAnyOrder(0, 2);
    }

    @Test
    void theDecoderIsToldTheSizeOfTheWindowAndThatThereIsNoBox() {
        Graph decoder = new Graph(shapes(FULL, 1), ConceptDetectorTest::answer);
        detector(decoder, "a", Optional.empty()).detect(List.of(window(1, 2)));

        Map<String, Tensor> call = decoder.calls.get(0);
        assertThat(call.keySet()).containsExactlyInAnyOrderElementsOf(FULL);
        assertThat(value(call, "height").shape()).isEmpty();
        assertThat(value(call, "height").get(0)).isEqualTo(SIDE);
        assertThat(value(call, "width").get(0)).isEqualTo(SIDE);
        assertTensor(value(call, "boxes"), new long[] {1, 1, 4}, 0, 0, 0, 0);
        assertTensor(value(call, "labels"), new long[] {1, 1}, 1);
        assertTensor(value(call, "padding"), new long[] {1, 1}, 1);
        assertThat(value(call, "positions").data().isDirect()).isTrue();
    }

    @Test
    void aDecoderWithRoomForSeveralBoxesGetsPaddingForEach() {
        Graph decoder = new Graph(shapes(FULL, 3), ConceptDetectorTest::answer);
        detector(decoder, "a", Optional.empty()).detect(List.of(window(1, 2)));

        Map<String, Tensor> call = decoder.calls.get(0);
        assertTensor(value(call, "boxes"), new long[] {3, 1, 4}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertTensor(value(call, "labels"), new long[] {3, 1}, 1, 1, 1);
        assertTensor(value(call, "padding"), new long[] {1, 3}, 1, 1, 1);
    }

    @Test
    void aSimplifiedDecoderIsFedWithWhatItDeclaresOnly() {
        List<String> less = FULL.stream()
                .filter(name -> !Set.of("positions", "embeds").contains(name))
                .toList();
        Graph decoder = new Graph(shapes(less, 1), ConceptDetectorTest::answer);

        List<Found> found = detector(decoder, "a", Optional.empty()).detect(List.of(window(1, 2)));

        assertThat(decoder.calls.get(0).keySet()).containsExactlyInAnyOrderElementsOf(less);
        assertThat(classes(found.get(0))).containsExactly(0);
    }

    @Test
    void anEncoderThatLacksWhatTheDecoderTakesIsNamed() {
        Graph decoder = new Graph(shapes(FULL, 1), ConceptDetectorTest::answer);
        Graph poor =
                new Graph(Map.of("tokens", List.of(1L, 8L)), inputs -> Map.of("out_text", value(inputs, "tokens")));

        assertThatThrownBy(() -> detector(poor, decoder, "a", Optional.empty()))
                .isInstanceOf(ModelException.class)
                .hasMessageMatching("the text encoder must answer with 'out_(mask|embeds)', found \\[out_text]");
    }

    @Test
    void anEmbeddingThatIsRememberedNeedsNoEncoder() {
        EmbeddingCache cache = new EmbeddingCache(1 << 20);
        Graph decoder = new Graph(shapes(FULL, 1), ConceptDetectorTest::answer);
        List<Found> first = detector(decoder, "a", Optional.of(cache)).detect(List.of(window(1, 2)));
        WindowDetector again = detector(decoder, "bb", Optional.of(cache));
        List<Found> second = again.detect(List.of(window(1, 2)));

        assertThat(encoder.calls).hasSize(1);
        assertThat(first.get(0).detections()).hasSize(1);
        assertThat(second.get(0).detections()).hasSize(1);
        assertThat(again.serverNotes()).containsExactly("embeddings: 0 computed, 1 remembered from earlier");
    }

    @Test
    void aPhraseThatIsTooLongIsCutAndNoted() {
        Graph decoder = new Graph(shapes(FULL, 1), ConceptDetectorTest::answer);

        assertThat(detector(decoder, "a b c d e f g h i j", Optional.empty()).notes())
                .containsExactly("phrase 'a b c d e f g h i j' has 12 tokens, of which the model takes 8: its end was"
                        + " left out");
        float[] row = new float[8];
        value(textEncoder.calls.get(0), "tokens").data().get(0, row);
        assertThat(row).containsExactly(100, 1, 1, 1, 1, 1, 1, 101);
    }

    @Test
    void phrasesAreDecodedSideBySideAndPutTogetherInTheirOrder() throws Exception {
        // Each phrase finds the same pixels with the same score, so that the first must win; the last answers first.
        UnaryOperator<Map<String, Tensor>> same = inputs -> Map.of(
                "scores", Tensor.of(new float[] {0.75f, Float.NaN}, 2),
                "masks", Tensor.ofTruths(BitSet.valueOf(new long[] {0x00ff}), 2, 1, SIDE, SIDE));
        CountDownLatch lastAnswered = new CountDownLatch(1);
        Graph decoder = new Graph(shapes(FULL, 1), inputs -> {
            float letters = value(inputs, "text").get(1);
            if (letters == 1) {
                await(lastAnswered);
            } else if (letters == 3) {
                lastAnswered.countDown();
            }
            return same.apply(inputs);
        });
        Found alone = detector(
                        textEncoder,
                        new Graph(shapes(FULL, 1), same),
                        "a. bb. ccc",
                        Optional.empty(),
                        CallThreads.ALONE)
                .detect(List.of(window(1, 2)))
                .get(0);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            WindowDetector detector =
                    detector(textEncoder, decoder, "a. bb. ccc", Optional.empty(), new CallThreads(pool, 3));

            // On one thread alone, the first phrase would wait for the last without end.
            Found found = detector.detect(List.of(window(1, 2))).get(0);

            assertThat(classes(found)).containsExactly(0);
            assertThat(found.rejections().asMap())
                    .isEqualTo(Map.of(Rejection.SUPPRESSED, 2L, Rejection.NOT_FINITE, 3L));
            assertThat(found.detections()).usingRecursiveComparison().isEqualTo(alone.detections());
            assertThat(found.rejections()).isEqualTo(alone.rejections());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aTileIsCancelledBetweenPhrases() {
        Graph decoder = new Graph(shapes(FULL, 1), inputs -> {
            Thread.currentThread().interrupt();
            return answer(inputs);
        });
        WindowDetector detector = detector(decoder, "a. bb. ccc", Optional.empty());
        try {
            assertThatThrownBy(() -> detector.detect(List.of(window(1, 2)))).isInstanceOf(CancellationException.class);
        } finally {
            // The thread of the test goes on.
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(decoder.calls).hasSize(1);
    }

    @Test
    void embeddingsThatAreTooLargeForTheFolderAreTold(@TempDir Path folder) {
        EmbeddingCache cache = new EmbeddingCache(0, folder.resolve("embeddings"), 1 << 20, 100);
        Graph decoder = new Graph(shapes(FULL, 1), ConceptDetectorTest::answer);
        WindowDetector detector = detector(decoder, "a", Optional.of(cache));

        detector.detect(List.of(window(1, 2), window(1, 3)));

        assertThat(detector.serverNotes())
                .containsExactly(
                        "embeddings: 2 computed, 0 remembered from earlier",
                        "2 embeddings were too large to be kept on disk, and will be computed anew unless still in"
                                + " memory");
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the last phrase was not asked");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private WindowDetector detector(Graph decoder, String prompt, Optional<EmbeddingCache> cache) {
        return detector(textEncoder, decoder, prompt, cache);
    }

    private WindowDetector detector(Graph text, Graph decoder, String prompt, Optional<EmbeddingCache> cache) {
        return detector(text, decoder, prompt, cache, CallThreads.ALONE);
    }

    private WindowDetector detector(
            Graph text, Graph decoder, String prompt, Optional<EmbeddingCache> cache, CallThreads threads) {
        Map<ConceptTensor, String> tensors = new EnumMap<>(Map.of(
                ConceptTensor.HEIGHT, "height",
                ConceptTensor.WIDTH, "width",
                ConceptTensor.BOXES, "boxes",
                ConceptTensor.BOX_LABELS, "labels",
                ConceptTensor.BOX_PADDING, "padding",
                ConceptTensor.SCORES, "scores",
                ConceptTensor.MASKS, "masks"));
        ModelDescriptor descriptor = new ModelDescriptor(
                "m",
                "m",
                Family.SAM3,
                Optional.empty(),
                new ImageSpec(
                        "image", List.of(1), new ValueRange.Fixed(0, 255), 255, List.of(0.0), List.of(1.0), Layout.CHW),
                new GeometrySpec(SIDE, 1, GeometrySpec.Resize.STRETCH, 0, GeometrySpec.Edge.REFLECT),
                new Concepts(
                        Map.of("positions", "out_positions", "features", "out_features"),
                        Map.of("mask", "out_mask", "text", "out_text", "embeds", "out_embeds"),
                        new TextSpec.Queries(Map.of("tokens", TextInput.IDS), 8, "{}"),
                        tensors,
                        0.5),
                List.of(),
                new Defaults(0.5, 0.7, 300),
                new RasterSpec(OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty()));
        Model model = new Model(
                descriptor,
                "0".repeat(64),
                Map.of(Role.ENCODER, encoder, Role.TEXT_ENCODER, text, Role.DECODER, decoder),
                Optional.of(new LengthTokenizer()));
        DetectionTask task = DetectionTask.of(model, 0.5, Optional.of(TextPrompt.parse(prompt)));
        return Detectors.of(
                cache.map(task::withEmbeddings).orElse(task),
                new TileParameters(Set.of(), 0.25),
                image -> new Radiometry(List.of(new Radiometry.Range(0, 255))),
                SIDE,
                8,
                threads,
                new StageClock());
    }

    /** The upper half of one brightness, the lower of another. */
    private static FilledWindow window(float upper, float lower) {
        float[] samples = new float[SIDE * SIDE];
        BitSet valid = new BitSet();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i < samples.length / 2 ? upper : lower;
            valid.set(i);
        }
        PixelRect rect = new PixelRect(0, 0, SIDE, SIDE);
        return new FilledWindow(new RasterWindow(rect, 1, samples, valid), rect);
    }

    private static List<Integer> classes(Found found) {
        return found.detections().stream().map(Detection::classIndex).toList();
    }

    private static Map<String, List<Long>> shapes(List<String> names, long boxes) {
        Map<String, List<Long>> shapes = new HashMap<>();
        names.forEach(name -> shapes.put(name, List.of()));
        shapes.put("boxes", List.of(boxes, 1L, 4L));
        return shapes;
    }

    private static Tensor value(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new AssertionError("no tensor " + name + " among " + tensors.keySet());
        }
        return tensor;
    }

    private static void assertTensor(Tensor tensor, long[] shape, float... values) {
        float[] found = new float[tensor.data().capacity()];
        tensor.data().get(0, found);
        assertThat(tensor.shape()).containsExactly(shape);
        assertThat(found).containsExactly(values);
    }

    /** A token for each word, its number of letters; 100 in front, 101 at the end. */
    private static final class LengthTokenizer implements Tokenizer {
        @Override
        public List<Token> encode(String text) {
            List<Token> tokens = new ArrayList<>();
            tokens.add(new Token(100, 0, 0));
            for (String word : text.split(" ", -1)) {
                tokens.add(new Token(word.length(), 0, 1));
            }
            tokens.add(new Token(101, 0, 0));
            return tokens;
        }

        @Override
        public void close() {}
    }

    /** A graph that remembers what it was fed with. */
    private static final class Graph implements Predictor {

        private final Map<String, List<Long>> shapes;
        private final UnaryOperator<Map<String, Tensor>> work;
        final List<Map<String, Tensor>> calls = Collections.synchronizedList(new ArrayList<>());

        Graph(Map<String, List<Long>> shapes, UnaryOperator<Map<String, Tensor>> work) {
            this.shapes = shapes;
            this.work = work;
        }

        @Override
        public Map<String, Tensor> predict(Map<String, Tensor> inputs) {
            Map<String, Tensor> kept = new TreeMap<>();
            inputs.forEach((name, tensor) -> kept.put(name, copy(tensor)));
            calls.add(kept);
            return work.apply(kept);
        }

        private static Tensor copy(Tensor tensor) {
            Tensor copy = Tensor.allocate(tensor.shape());
            copy.data().put(0, tensor.data(), 0, tensor.data().capacity());
            return tensor.data().isDirect() ? copy : Tensor.of(array(tensor), tensor.shape());
        }

        private static float[] array(Tensor tensor) {
            float[] values = new float[tensor.data().capacity()];
            tensor.data().get(0, values);
            return values;
        }

        @Override
        public int maxBatch() {
            return 1;
        }

        @Override
        public Map<String, List<Long>> inputShapes() {
            return shapes;
        }

        @Override
        public String device() {
            return "CPU";
        }

        @Override
        public void close() {}
    }
}
