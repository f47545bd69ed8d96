package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gsprelabel.cache.ContentCache.Event;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.sam.CachedModel;
import org.gsprelabel.sam.CallThreads;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.sam.GeneratedMask;
import org.gsprelabel.sam.MaskGenerator;
import org.gsprelabel.sam.MaskGeneratorParameters;
import org.gsprelabel.sam.PromptableModel;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.testdata.TruthObject;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Location;

/** Masks of everything, with prompts in batches and one by one, held against the truth of a scene. */
class GeneratedMasksTest {

    private static final int SIZE = 512;
    private static final int POINTS = 16;

    @TempDir
    static Path folder;

    private static OnnxModelRepository repository;
    private static ExecutorService pool;

    @BeforeAll
    static void open() throws IOException {
        TestModels.copyPromptableTo(folder);
        repository = new OnnxModelRepository(folder);
        pool = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void close() {
        pool.shutdown();
        repository.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-mobilesam", "roofs-efficientsam-split", "roofs-sam-hf", "roofs-sam2"})
    void everyRoofThatAPointOfTheGridLiesOnIsAmongThem(String id) {
        PromptScene scene = PromptScene.of(7, SIZE, SIZE);
        List<GeneratedMask> masks = generate(scene.model(repository.get(id)), scene, "");

        int hit = 0;
        List<String> missed = new ArrayList<>();
        for (TruthObject roof : scene.roofs()) {
            BitMask truth = truth(roof);
            if (!holdsAPointOfTheGrid(truth)) {
                continue;
            }
            hit++;
            double best = masks.stream()
                    .mapToDouble(mask -> iou(mask.mask(), truth))
                    .max()
                    .orElse(0);
            if (best < 0.8) {
                missed.add(best + " " + roof);
            }
        }

        assertThat(hit).isGreaterThan(4);
        assertThat(missed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-sam-hf", "roofs-sam2"})
    void aSecondTimeTheEncoderIsNotNeededAndTheMasksAreTheSame(String id) {
        PromptScene scene = PromptScene.of(7, SIZE, SIZE);
        CachedModel model = new CachedModel(scene.model(repository.get(id)), id, new EmbeddingCache(1L << 28));

        List<GeneratedMask> first = generate(model, scene, "points_per_side=6, crop_n_layers=1");
        List<GeneratedMask> second = generate(model, scene, "points_per_side=6, crop_n_layers=1");

        assertThat(model.events()).isEqualTo(Map.of(Event.MISS, 5L, Event.MEMORY_HIT, 5L));
        assertThat(second).hasSameSizeAs(first).isNotEmpty();
        for (int i = 0; i < first.size(); i++) {
            assertThat(iou(second.get(i).mask(), first.get(i).mask())).isEqualTo(1);
            assertThat(second.get(i).predictedIou()).isEqualTo(first.get(i).predictedIou());
            assertThat(second.get(i).stabilityScore()).isEqualTo(first.get(i).stabilityScore());
        }
    }

    private static List<GeneratedMask> generate(PromptableModel model, PromptScene scene, String text) {
        String base = "points_per_side=" + POINTS + ", pred_iou_thresh=0.7, stability_score_thresh=0.7";
        MaskGeneratorParameters parameters = MaskGeneratorParameters.parse(
                text, MaskGeneratorParameters.parse(base, MaskGeneratorParameters.sam1()));
        return new MaskGenerator(model, parameters, new CallThreads(pool, 3))
                .generate(scene.window(), new RejectionCounts());
    }

    private static boolean holdsAPointOfTheGrid(BitMask roof) {
        for (int i = 0; i < POINTS * POINTS; i++) {
            int x = (int) ((2 * (i % POINTS) + 1) / (2.0 * POINTS) * SIZE);
            int y = (int) ((2 * (i / POINTS) + 1) / (2.0 * POINTS) * SIZE);
            if (roof.get(x - 2, y) && roof.get(x + 2, y) && roof.get(x, y - 2) && roof.get(x, y + 2)) {
                return true;
            }
        }
        return false;
    }

    /** The pixels whose middles lie on a roof. */
    private static BitMask truth(TruthObject roof) {
        IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(roof.pixels());
        BitMask mask = new BitMask(0, 0, SIZE, SIZE);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                if (roof.pixels().getEnvelopeInternal().contains(x + 0.5, y + 0.5)
                        && locator.locate(new Coordinate(x + 0.5, y + 0.5)) != Location.EXTERIOR) {
                    mask.set(x, y);
                }
            }
        }
        return mask;
    }

    private static double iou(BitMask a, BitMask b) {
        long both = a.sharedPixels(b);
        return (double) both / (a.cardinality() + b.cardinality() - both);
    }
}
