package org.gsprelabel.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.detect.Shape;
import org.gsprelabel.inference.WindowDetector.Found;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.WindowReader;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.sam.CallThreads;
import org.gsprelabel.sam.DiscRaster;
import org.gsprelabel.sam.GeneratedMask;
import org.gsprelabel.sam.MaskGenerator;
import org.gsprelabel.sam.MaskGeneratorParameters;
import org.gsprelabel.sam.ShapeScene;
import org.gsprelabel.sam.ShapesModel;
import org.gsprelabel.sam.Upscaling;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EverythingDetectorTest {

    private static final int SIZE = 160;

    private static final MaskGeneratorParameters PARAMETERS = MaskGeneratorParameters.parse(
            "points_per_side=8, pred_iou_thresh=0.7, stability_score_thresh=0.7", MaskGeneratorParameters.sam1());

    private final StageClock clock = new StageClock();

    /** Discs that do not touch: centre, radius. */
    private static final double[][] DISCS = {{35, 40, 18}, {110, 30, 22}, {60, 110, 30}, {130, 120, 15}};

    @Test
    void findsTheDiscsOfAScene() {
        float[] samples = new float[DISCS.length * SIZE * SIZE];
        for (int i = 0; i < samples.length; i++) {
            double[] disc = DISCS[i / (SIZE * SIZE)];
            double x = i % SIZE + 0.5 - disc[0];
            double y = i / SIZE % SIZE + 0.5 - disc[1];
            samples[i] = (float) Math.max(-20, Math.min(20, 4 * (disc[2] - Math.hypot(x, y))));
        }
        FilledWindow window = ShapeScene.window(new PixelRect(1000, 500, SIZE, SIZE), DISCS.length, samples);

        List<Detection> detections =
                detector(0, 100).detect(List.of(window)).get(0).detections();

        assertThat(detections)
                .hasSize(DISCS.length)
                .allSatisfy(detection -> assertThat(detection.classIndex()).isZero());
        for (double[] disc : DISCS) {
            assertThat(detections).anySatisfy(detection -> {
                BitMask mask = ((Shape.OfMask) detection.shape()).mask();
                double area = Math.PI * disc[2] * disc[2];
                assertThat(mask.cardinality()).isBetween((long) (0.93 * area), (long) (1.07 * area));
                assertThat(mask.x() + mask.width() / 2.0).isBetween(disc[0] - 2, disc[0] + 2);
                assertThat(mask.y() + mask.height() / 2.0).isBetween(disc[1] - 2, disc[1] + 2);
            });
        }
    }

    /** Smaller than a tile, and no multiple of one; at the edges a reflection completes the discs, and shows more of them. */
    @ParameterizedTest
    @CsvSource({"100, 70", "250, 205", "161, 160"})
    void findsEachDiscOfARasterOnceAndNothingBeyondItsEdge(int width, int height) {
        MaskGeneratorParameters dense = MaskGeneratorParameters.parse("points_per_side=16", PARAMETERS);
        DiscRaster discs = new DiscRaster(width, height);
        WorkingGrid working = WorkingGrid.nativeOf(discs.info());
        WindowReader reader = new WindowReader(discs, working, discs.bands());
        TileGrid grid = new TileGrid(width, height, SIZE, 16);
        int atTheEdge = 0;
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                FilledWindow window =
                        reader.read(grid.tile(new TileId(row, column)).window());
                PixelRect rect = window.pixels().rect();
                PixelRect inside = window.inside();
                List<BitMask> expected = discs.shownIn(window);

                Found found = new EverythingDetector(
                                model(), dense, "object", 0, expected.size(), CallThreads.ALONE, clock)
                        .detect(List.of(window))
                        .get(0);

                assertThat(found.rejections().get(Rejection.TOO_MANY_IN_TILE)).isZero();
                Set<BitMask> hit = new HashSet<>();
                for (Detection detection : found.detections()) {
                    BitMask mask = ((Shape.OfMask) detection.shape()).mask();
                    BitMask disc = Collections.max(expected, Comparator.comparingLong(mask::sharedPixels));
                    assertThat(hit.add(disc)).as("another mask of a disc").isTrue();
                    if (DiscRaster.isHalf(disc)) {
                        // The model sees cells of more than 3 pixels.
                        assertThat(mask.sharedPixels(disc)).isGreaterThan((long) (0.85 * disc.cardinality()));
                        assertThat(mask.cardinality()).isLessThan((long) (1.15 * disc.cardinality()));
                    }
                }
                for (BitMask disc : expected) {
                    PixelRect bounds = disc.bounds().orElseThrow();
                    if (DiscRaster.isHalf(disc)) {
                        assertThat(hit).as("disc at %s", bounds).contains(disc);
                        atTheEdge +=
                                rect.x() + bounds.right() == inside.right() && inside.right() < rect.right() ? 1 : 0;
                    }
                }
            }
        }
        assertThat(atTheEdge).isPositive();
    }

    @Test
    void detectionsAreTheGeneratedMasksWithTheirPredictedIouAsScore() {
        FilledWindow window = ShapeScene.random(5, SIZE, SIZE, 8);
        RejectionCounts rejections = new RejectionCounts();
        List<GeneratedMask> masks = new MaskGenerator(model(), PARAMETERS).generate(window, rejections);

        Found found = detector(0, 100).detect(List.of(window)).get(0);

        assertThat(masks).hasSizeGreaterThan(3);
        assertThat(found.detections())
                .extracting(Detection::score)
                .containsExactlyElementsOf(
                        masks.stream().map(mask -> (double) mask.predictedIou()).toList());
        assertThat(found.rejections()).isEqualTo(rejections);
        assertThat(rejections.asMap()).containsKeys(Rejection.LOW_STABILITY, Rejection.SUPPRESSED);
    }

    @Test
    void weakOnesAndThoseBeyondTheLimitAreCounted() {
        FilledWindow window = ShapeScene.random(5, SIZE, SIZE, 8);
        List<Detection> all = detector(0, 100).detect(List.of(window)).get(0).detections();
        double middle = all.get(1).score();
        long weaker =
                all.stream().filter(detection -> detection.score() < middle).count();
        assertThat(weaker).isPositive();

        Found strong = detector(middle, 100).detect(List.of(window)).get(0);
        assertThat(strong.detections())
                .allSatisfy(detection -> assertThat(detection.score()).isGreaterThanOrEqualTo(middle));
        assertThat(strong.detections()).hasSize((int) (all.size() - weaker));
        assertThat(strong.rejections().get(Rejection.LOW_CONFIDENCE)
                        - detector(0, 100)
                                .detect(List.of(window))
                                .get(0)
                                .rejections()
                                .get(Rejection.LOW_CONFIDENCE))
                .isEqualTo(weaker);

        Found first = detector(0, 2).detect(List.of(window)).get(0);
        assertThat(first.detections())
                .extracting(Detection::score)
                .containsExactly(all.get(0).score(), middle);
        assertThat(first.rejections().get(Rejection.TOO_MANY_IN_TILE)).isEqualTo(all.size() - 2);
    }

    @Test
    void detectionsComeStrongestFirstAlsoWhereTheGeneratorPutsSmallCropsFirst() {
        MaskGeneratorParameters crops = MaskGeneratorParameters.parse("crop_n_layers=1", PARAMETERS);
        EverythingDetector detector =
                new EverythingDetector(model(), crops, "object", 0, 100, CallThreads.ALONE, clock);

        List<Double> scores = new ArrayList<>();
        for (Detection detection : detector.detect(List.of(ShapeScene.random(3, 240, 240, 8)))
                .get(0)
                .detections()) {
            scores.add(detection.score());
        }

        assertThat(scores).hasSizeGreaterThan(3).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void booksTheTimeOfItsStages() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            new EverythingDetector(model(), PARAMETERS, "object", 0, 100, new CallThreads(pool, 3), clock)
                    .detect(List.of(ShapeScene.random(5, SIZE, SIZE, 8)));
        } finally {
            pool.shutdownNow();
        }

        assertThat(clock.seconds()).containsOnlyKeys(Stage.PREPARE, Stage.INFER, Stage.DECODE);
        assertThat(clock.seconds().values())
                .allSatisfy(seconds -> assertThat(seconds).isPositive());
    }

    @Test
    void namesItsOnlyClassAndTakesOneWindowACall() {
        assertThat(detector(0, 1).classNames()).containsExactly("object");
        assertThat(detector(0, 1).batch()).isEqualTo(1);
    }

    @Test
    void limitsAreChecked() {
        assertThatThrownBy(() -> detector(1.5, 1)).hasMessage("minConfidence must be from 0 to 1, got 1.5");
        assertThatThrownBy(() -> detector(0, 0)).hasMessage("maxDetections must be at least 1, got 0");
    }

    private EverythingDetector detector(double minConfidence, int maxDetections) {
        return new EverythingDetector(
                model(), PARAMETERS, "object", minConfidence, maxDetections, CallThreads.ALONE, clock);
    }

    private static ShapesModel model() {
        return new ShapesModel(Upscaling.VIA_INPUT, 96, 48, 64);
    }
}
