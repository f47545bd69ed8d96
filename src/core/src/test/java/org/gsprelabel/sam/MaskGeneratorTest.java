package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.sam.NaiveMaskGenerator.Found;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;

/** Mask for mask against {@link NaiveMaskGenerator}, which takes the algorithm step by step. */
class MaskGeneratorTest {

    /** What happened in some runs of the naive generator. */
    private static final class Seen {
        final Map<Rejection, Long> rejections = new EnumMap<>(Rejection.class);
        int masks;
        int fromCrops;
        int touched;
    }

    @Test
    void givesTheReferencesMasksOnWholeWindows() {
        Seen seen = new Seen();
        for (int seed = 0; seed < 12; seed++) {
            Upscaling upscaling = seed % 2 == 0 ? Upscaling.VIA_INPUT : Upscaling.DIRECT;
            String text = "points_per_side=9, stability_score_thresh=0.8, points_per_batch=" + (1 + seed % 4);
            FilledWindow window = ShapeScene.random(seed, 150 - 7 * seed, 80 + 9 * seed, 8);
            compare(new ShapesModel(upscaling, 96, 48, 7), sam1(text), window, seen);
        }

        assertThat(seen.rejections)
                .containsOnlyKeys(
                        Rejection.LOW_CONFIDENCE, Rejection.LOW_STABILITY, Rejection.EMPTY_SHAPE, Rejection.SUPPRESSED);
        assertThat(seen.masks).isGreaterThan(20);
    }

    @Test
    void givesTheReferencesMasksWithOneAndTwoLayersOfCrops() {
        Seen seen = new Seen();
        for (int seed = 20; seed < 26; seed++) {
            Upscaling upscaling = seed % 2 == 0 ? Upscaling.VIA_INPUT : Upscaling.DIRECT;
            String text = "points_per_side=8, stability_score_thresh=0.7, crop_n_layers=" + (1 + seed / 2 % 2)
                    + ", crop_n_points_downscale_factor=" + (1 + seed / 4 % 2)
                    + (seed % 3 == 0 ? ", crop_overlap_ratio=0.6, crop_nms_thresh=0.4, box_nms_thresh=0.9" : "");
            FilledWindow window = ShapeScene.random(seed, 250 - 5 * (seed - 20), 190 + 12 * (seed - 20), 7);
            compare(new ShapesModel(upscaling, 96, 48, 64), sam1(text), window, seen);
        }

        assertThat(seen.rejections)
                .containsKeys(
                        Rejection.LOW_CONFIDENCE,
                        Rejection.LOW_STABILITY,
                        Rejection.CUT_AT_CROP_EDGE,
                        Rejection.SUPPRESSED);
        assertThat(seen.fromCrops).isGreaterThan(5);
    }

    @Test
    void ofAWindowThatHangsOverTheEdgeThePartInTheRasterIsTheImage() {
        Seen seen = new Seen();
        int hanging = 0;
        for (int seed = 100; seed < 116; seed++) {
            Upscaling upscaling = seed % 2 == 0 ? Upscaling.VIA_INPUT : Upscaling.DIRECT;
            String text = "points_per_side=9, stability_score_thresh=0.7, pred_iou_thresh=0.75, crop_n_layers="
                    + seed / 2 % 2 + ", min_mask_region_area=" + (seed % 5 == 0 ? 60 : 0);
            FilledWindow full = ShapeScene.random(seed, 190 - 3 * (seed - 100), 150 + 4 * (seed - 100), 8);
            PixelRect rect = full.pixels().rect();
            // What lies beyond is the scene gone on, which must count for no more than a reflection.
            PixelRect inside = seed % 4 == 3
                    ? new PixelRect(rect.x() + 40, rect.y() + 24, rect.width() - 70, rect.height() - 24)
                    : new PixelRect(rect.x(), rect.y(), rect.width() - 7 * (seed - 99), rect.height() - 30);
            FilledWindow window = new FilledWindow(full.pixels(), inside);

            compare(new ShapesModel(upscaling, 96, 48, 7), sam1(text), window, seen);

            for (GeneratedMask mask : new MaskGenerator(new ShapesModel(upscaling, 96, 48, 7), sam1(text))
                    .generate(window, new RejectionCounts())) {
                BitMask pixels = mask.mask();
                PixelRect bounds =
                        new PixelRect(rect.x() + pixels.x(), rect.y() + pixels.y(), pixels.width(), pixels.height());
                assertThat(inside.contains(bounds)).isTrue();
                hanging += bounds.right() == inside.right() ? 1 : 0;
            }
        }

        assertThat(seen.rejections).containsKeys(Rejection.CUT_AT_CROP_EDGE, Rejection.SUPPRESSED);
        assertThat(seen.masks).isGreaterThan(40);
        assertThat(hanging).as("masks at the raster's right edge").isGreaterThan(10);
        assertThat(seen.touched).isPositive();
        assertThat(seen.fromCrops).isPositive();
    }

    @Test
    void clearsSmallRegionsAsTheReferenceDoes() {
        Seen seen = new Seen();
        for (int seed = 40; seed < 48; seed++) {
            Upscaling upscaling = seed % 2 == 0 ? Upscaling.VIA_INPUT : Upscaling.DIRECT;
            String text = "points_per_side=9, stability_score_thresh=0.6, pred_iou_thresh=0.75, min_mask_region_area="
                    + (seed % 4 == 3 ? 2000 : 40 * (seed % 4 + 1)) + ", crop_n_layers=" + seed / 3 % 2;
            // Between cells that were filled with 10 and -10, pixels can lie on a level exactly, were it not for these.
            String offLevel = ", mask_threshold=0.07, stability_score_offset=1.03";
            compare(
                    new ShapesModel(upscaling, 96, 48, 64),
                    seed % 3 == 0
                            ? MaskGeneratorParameters.parse(text + offLevel, MaskGeneratorParameters.sam2())
                            : sam1(text),
                    ShapeScene.random(seed, 160, 130, 7),
                    seen);
        }

        assertThat(seen.touched).isGreaterThan(10);
        assertThat(seen.masks).isGreaterThan(seen.touched + 10);
    }

    @Test
    void asksAgainWithEachMaskWhereM2mIsWanted() {
        Seen seen = new Seen();
        for (int seed = 60; seed < 66; seed++) {
            String text = "points_per_side=7, stability_score_thresh=0.8, pred_iou_thresh=0.9, use_m2m=true"
                    + ", multimask_output=" + (seed % 3 != 0) + ", points_per_batch=5";
            compare(
                    new ShapesModel(Upscaling.DIRECT, 96, 48, 3 + seed % 4),
                    MaskGeneratorParameters.parse(text, MaskGeneratorParameters.sam2()),
                    ShapeScene.random(seed, 120, 140, 8),
                    seen);
        }

        assertThat(seen.rejections).containsKeys(Rejection.LOW_CONFIDENCE, Rejection.LOW_STABILITY);
        assertThat(seen.masks).isGreaterThan(10);
    }

    @Test
    void honoursAMaskThresholdAndAnOffset() {
        Seen seen = new Seen();
        for (int seed = 70; seed < 76; seed++) {
            String text = "points_per_side=8, stability_score_thresh=0.75, mask_threshold=" + (seed % 2 == 0 ? 2.5 : -3)
                    + ", stability_score_offset=" + (0.5 + seed % 3) + ", multimask_output=" + (seed % 3 == 0);
            compare(
                    new ShapesModel(Upscaling.VIA_INPUT, 96, 48, 64),
                    sam1(text),
                    ShapeScene.random(seed, 140, 110, 8),
                    seen);
        }

        assertThat(seen.rejections).containsKeys(Rejection.LOW_STABILITY);
        assertThat(seen.masks).isGreaterThan(5);
    }

    @Test
    void thresholdsOfZeroKeepAllMasksWithPixels() {
        Seen seen = new Seen();
        compare(
                new ShapesModel(Upscaling.VIA_INPUT, 96, 48, 64),
                sam1("points_per_side=6, pred_iou_thresh=0, stability_score_thresh=0, box_nms_thresh=1"),
                ShapeScene.random(80, 140, 110, 8),
                seen);

        assertThat(seen.rejections).containsOnlyKeys(Rejection.EMPTY_SHAPE);
    }

    @Test
    void theOutcomeDependsOnNeitherThreadsNorBatches() throws Exception {
        FilledWindow window = ShapeScene.random(90, 200, 180, 8);
        String text = "points_per_side=9, stability_score_thresh=0.7, crop_n_layers=1";
        RejectionCounts expectedCounts = new RejectionCounts();
        List<GeneratedMask> expected = new MaskGenerator(new ShapesModel(Upscaling.DIRECT, 96, 48, 1), sam1(text))
                .generate(window, expectedCounts);

        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            for (int batch : new int[] {1, 4, 100}) {
                RejectionCounts counts = new RejectionCounts();
                PromptableModel model = new ShapesModel(Upscaling.DIRECT, 96, 48, batch);
                List<GeneratedMask> masks =
                        new MaskGenerator(model, sam1(text), new CallThreads(pool, 4)).generate(window, counts);

                assertThat(describe(masks)).isEqualTo(describe(expected));
                assertThat(counts).isEqualTo(expectedCounts);
            }
        } finally {
            pool.shutdown();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void decodesAsManyPointsAtOnceAsModelAndParametersAllow() {
        ShapesModel model = new ShapesModel(Upscaling.DIRECT, 96, 48, 30);
        FilledWindow window = ShapeScene.random(90, 100, 100, 3);

        new MaskGenerator(model, sam1("points_per_side=10, points_per_batch=64"))
                .generate(window, new RejectionCounts());
        assertThat(model.decoded.get()).isEqualTo(4);

        new MaskGenerator(model, sam1("points_per_side=10, points_per_batch=20"))
                .generate(window, new RejectionCounts());
        assertThat(model.decoded.get()).isEqualTo(4 + 5);
    }

    @Test
    void leavesOutCropsThatShowNothingOfTheRaster() {
        FilledWindow full = ShapeScene.random(91, 200, 160, 6);
        PixelRect rect = full.pixels().rect();
        FilledWindow hanging = new FilledWindow(full.pixels(), new PixelRect(rect.x(), rect.y(), 60, rect.height()));
        ShapesModel model = new ShapesModel(Upscaling.DIRECT, 96, 48, 64);

        List<GeneratedMask> masks = new MaskGenerator(model, sam1("points_per_side=4, crop_n_layers=1"))
                .generate(hanging, new RejectionCounts());

        assertThat(model.encoded.get()).isEqualTo(1 + 2);
        assertThat(masks).allSatisfy(mask -> assertThat(mask.crop().x()).isZero());
    }

    @Test
    void mayRunOnTheOnlyThreadOfItsExecutor() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            MaskGenerator generator = new MaskGenerator(
                    new ShapesModel(Upscaling.DIRECT, 96, 48, 1),
                    sam1("points_per_side=5, stability_score_thresh=0.5, pred_iou_thresh=0.7"),
                    new CallThreads(pool, 4));
            FilledWindow window = ShapeScene.random(92, 100, 90, 5);

            assertThat(pool.submit(() -> generator.generate(window, new RejectionCounts()))
                            .get(60, TimeUnit.SECONDS))
                    .isNotEmpty();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aFailureOfTheModelComesThroughAsItIs() throws Exception {
        PromptableModel failing = new ShapesModel(Upscaling.DIRECT, 96, 48, 1) {
            @Override
            public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
                if (prompts.get(0).points().get(0).x() > 50) {
                    throw new ModelException("out of memory");
                }
                return super.decode(embedding, prompts, multimask);
            }
        };
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            MaskGenerator generator = new MaskGenerator(failing, sam1("points_per_side=5"), new CallThreads(pool, 3));

            assertThatThrownBy(() -> generator.generate(ShapeScene.random(92, 100, 90, 5), new RejectionCounts()))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("out of memory");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            ShapesModel model = new ShapesModel(Upscaling.DIRECT, 96, 48, 1) {
                @Override
                public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
                    Thread.currentThread().interrupt();
                    return super.decode(embedding, prompts, multimask);
                }
            };
            MaskGenerator generator = new MaskGenerator(model, sam1("points_per_side=5"));

            assertThatThrownBy(() -> caller.submit(
                                    () -> generator.generate(ShapeScene.random(92, 100, 90, 5), new RejectionCounts()))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(CancellationException.class);
            assertThat(model.decoded.get()).isEqualTo(1);
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void refusesM2mWhereTheModelTakesNoMask() {
        PromptableModel maskless = new ShapesModel(Upscaling.DIRECT, 96, 48, 1) {
            @Override
            public PromptKinds kinds() {
                return new PromptKinds(true, false, true, 6);
            }
        };

        assertThatThrownBy(() -> new MaskGenerator(maskless, sam1("use_m2m=true")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("use_m2m must be false for a model that takes no mask as part of a prompt, got true");
    }

    private static MaskGeneratorParameters sam1(String text) {
        return MaskGeneratorParameters.parse(text, MaskGeneratorParameters.sam1());
    }

    private static void compare(
            PromptableModel model, MaskGeneratorParameters parameters, FilledWindow window, Seen seen) {
        NaiveMaskGenerator naive = new NaiveMaskGenerator(model, parameters);
        List<Found> expected = naive.generate(window);
        RejectionCounts rejections = new RejectionCounts();

        List<GeneratedMask> masks = new MaskGenerator(model, parameters).generate(window, rejections);

        assertThat(describe(masks))
                .isEqualTo(expected.stream().map(MaskGeneratorTest::describe).toList());
        assertThat(rejections.asMap()).isEqualTo(naive.rejections);
        for (int i = 0; i < masks.size(); i++) {
            assertThat(Arrays.deepEquals(pixels(masks.get(i), window), expected.get(i).mask))
                    .as("pixels of mask %d", i)
                    .isTrue();
        }
        naive.rejections.forEach((reason, count) -> seen.rejections.merge(reason, count, Long::sum));
        seen.masks += expected.size();
        seen.touched += naive.touched;
        seen.fromCrops += (int) expected.stream()
                .filter(found ->
                        found.crop[2] - found.crop[0] < window.pixels().rect().width())
                .count();
    }

    private static List<String> describe(List<GeneratedMask> masks) {
        List<String> lines = new ArrayList<>();
        for (GeneratedMask mask : masks) {
            PixelRect crop = mask.crop();
            lines.add(line(
                    mask.predictedIou(),
                    mask.stabilityScore(),
                    mask.point().x(),
                    mask.point().y(),
                    new int[] {
                        (int) mask.box().minX(),
                        (int) mask.box().minY(),
                        (int) mask.box().maxX(),
                        (int) mask.box().maxY()
                    },
                    new int[] {crop.x(), crop.y(), crop.right(), crop.bottom()}));
        }
        return lines;
    }

    private static String describe(Found found) {
        return line(found.iou, found.stability, found.x, found.y, found.box, found.crop);
    }

    private static String line(float iou, float stability, double x, double y, int[] box, int[] crop) {
        return "iou " + iou + ", stability " + stability + ", point " + x + " " + y + ", box " + Arrays.toString(box)
                + ", crop " + Arrays.toString(crop);
    }

    private static boolean[][] pixels(GeneratedMask mask, FilledWindow window) {
        PixelRect rect = window.pixels().rect();
        boolean[][] pixels = new boolean[rect.height()][rect.width()];
        for (int row = 0; row < rect.height(); row++) {
            for (int column = 0; column < rect.width(); column++) {
                pixels[row][column] = mask.mask()
                        .get(column - mask.mask().x(), row - mask.mask().y());
            }
        }
        return pixels;
    }
}
