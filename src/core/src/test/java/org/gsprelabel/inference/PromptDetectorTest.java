package org.gsprelabel.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Box;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.detect.Shape;
import org.gsprelabel.inference.WindowDetector.Found;
import org.gsprelabel.prompt.GivenPrompts;
import org.gsprelabel.prompt.ObjectPrompt;
import org.gsprelabel.prompt.RoutedPrompts;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.sam.CallThreads;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.sam.PromptKinds;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Prompts and boxes on the one tile of a raster of 36 x 30 pixels in a window of 40 x 40, with a model known by heart. */
class PromptDetectorTest {

    private static final TileGrid GRID = new TileGrid(36, 30, 40, 0);
    /** Bright: 4..12 x 4..10 and 16..24 x 4..10, joined to nothing; 4..34 x 20..28. Nodata: columns 30 and on. */
    private static final List<PixelRect> OBJECTS =
            List.of(new PixelRect(4, 4, 8, 6), new PixelRect(16, 4, 8, 6), new PixelRect(4, 20, 30, 8));

    private final BrightModel model = BrightModel.ofAllKinds();

    @Test
    void aPointIsAnsweredByTheMaskOfHighestPredictedIouWithItsClassLabelAndId() {
        ObjectPrompt prompt = new ObjectPrompt(
                "p1", "roof", Optional.of("north"), List.of(new ObjectPrompt.Point(11.9, 9.9, true)), Optional.empty());

        Found found = detect(0, prompt);

        assertThat(found.detections()).singleElement().satisfies(detection -> {
            assertThat(pixels(detection)).isEqualTo(new PixelRect(4, 4, 8, 6));
            assertThat(detection.score()).isEqualTo(0.7f);
            assertThat(detection.classIndex()).isZero();
            assertThat(detection.origin().label()).contains("north");
            assertThat(detection.origin().promptId()).contains("p1");
            assertThat(detection.origin().maskIou()).isEmpty();
        });
        // The pixel in column 11 is counted from its centre: 11.9 - 0.5.
        assertThat(model.asked.get(0).get(0).points().get(0).x()).isEqualTo(11.4);
    }

    @Test
    void severalPointsOnAndOffTheObjectAreAnsweredByTheSingleMask() {
        Found found = detect(
                0,
                new ObjectPrompt(
                        "two",
                        "roof",
                        Optional.empty(),
                        List.of(point(5, 5, true), point(17, 5, true), point(20, 8, false)),
                        Optional.empty()));

        assertThat(found.detections()).singleElement().satisfies(detection -> {
            assertThat(pixels(detection)).isEqualTo(new PixelRect(4, 4, 8, 6));
            assertThat(detection.score()).isEqualTo(0.9f);
        });
    }

    @Test
    void aBoxIsGivenInPixelCentresAndCutAtTheRasterOfTheWindow() throws ParseException {
        Found found = detect(0, outline("box", "POLYGON ((8 2, 8 99, 20 99, 20 2, 8 2))", true));

        assertThat(model.asked.get(0).get(0).box()).contains(new Box(7.5, 1.5, 19.5, 29.5));
        assertThat(model.asked.get(0).get(0).mask()).isEmpty();
        // Columns 8 to 19 of the bright pixels.
        assertThat(((Shape.OfMask) found.detections().get(0).shape()).mask().cardinality())
                .isEqualTo(4 * 6 + 4 * 6 + 12 * 8);
        assertThat(found.detections().get(0).score()).isEqualTo(0.8f);
    }

    @Test
    void aPolygonIsItsBoxWithAMaskOfLogitsAndAPredictedIouAboveOneCountsAsOne() throws ParseException {
        // The lower left triangle of 4..24 x 4..28, on cells of 4 x 4 pixels: cells are in it whose centres are.
        Found found = detect(0, outline("triangle", "POLYGON ((4 4, 4 28, 24 28, 4 4))", false));

        MaskPrompt asked = model.asked.get(0).get(0);
        assertThat(asked.box()).contains(new Box(3.5, 3.5, 23.5, 27.5));
        assertThat(asked.points()).isEmpty();
        StringBuilder mask = new StringBuilder();
        for (int row = 0; row < 10; row++) {
            for (int column = 0; column < 10; column++) {
                float logit = asked.mask().orElseThrow().get(row * 10 + column);
                assertThat(Math.abs(logit)).isEqualTo((float) Math.log(999));
                mask.append(logit > 0 ? 'o' : '.');
            }
            mask.append('\n');
        }
        // Cell (c, r) has its centre at (4c + 2, 4r + 2); inside are those with c >= 1 and 4 + 1.2 (4c - 2) <= 4r + 2
        // <= 28.
        assertThat(mask.toString()).isEqualTo("""
                ..........
                ..........
                .o........
                .oo.......
                .ooo......
                .oooo.....
                .ooooo....
                ..........
                ..........
                ..........
                """);
        assertThat(found.detections().get(0).score()).isEqualTo(1);
    }

    @Test
    void withoutMaskInputAPolygonIsItsBoxWithAPointInside() throws ParseException {
        BrightModel plain = new BrightModel(new PromptKinds(true, false, true, 9), 2);

        // An L: the middle of its box lies outside of it.
        detect(plain, 0, window(), outline("L", "POLYGON ((4 4, 4 28, 24 28, 24 24, 8 24, 8 4, 4 4))", false));

        MaskPrompt asked = plain.asked.get(0).get(0);
        assertThat(asked.mask()).isEmpty();
        assertThat(asked.points()).singleElement().satisfies(inside -> {
            assertThat(inside.foreground()).isTrue();
            boolean upright = inside.x() + 0.5 < 8;
            boolean foot = inside.y() + 0.5 > 24;
            assertThat(upright || foot).isTrue();
        });
    }

    @Test
    void aPolygonSmallerThanTheCellsOfAMaskIsItsBoxWithAPointInside() throws ParseException {
        detect(0, outline("speck", "POLYGON ((4.5 4.5, 4.5 5.5, 5.5 5.5, 4.5 4.5))", false));

        MaskPrompt asked = model.asked.get(0).get(0);
        assertThat(asked.mask()).isEmpty();
        assertThat(asked.points()).hasSize(1);
    }

    @Test
    void promptsOnNodataAndAnswersWithoutAPixelOrBelowTheThresholdAreCounted() throws ParseException {
        Found found = detect(
                0.75,
                prompt("on nodata", 32, 22),
                outline("box of nodata", "POLYGON ((30 20, 30 28, 36 28, 36 20, 30 20))", true),
                prompt("weak", 6, 6),
                outline("nothing", "POLYGON ((12 4, 12 10, 16 10, 16 4, 12 4))", true),
                outline("good", "POLYGON ((3 3, 3 11, 13 11, 13 3, 3 3))", true));

        assertThat(found.detections())
                .singleElement()
                .satisfies(
                        detection -> assertThat(detection.origin().promptId()).contains("good"));
        assertThat(found.rejections().get(Rejection.NODATA)).isEqualTo(2);
        assertThat(found.rejections().get(Rejection.LOW_CONFIDENCE)).isEqualTo(1);
        assertThat(found.rejections().get(Rejection.EMPTY_SHAPE)).isEqualTo(1);
    }

    @Test
    void theEncoderRunsOnceAndOnlyWhereAPromptCanBeAsked() throws ParseException {
        Found none = detect(
                0,
                prompt("on nodata", 32, 22),
                outline("box of nodata", "POLYGON ((30 20, 30 28, 36 28, 36 20, 30 20))", true));

        assertThat(none.detections()).isEmpty();
        assertThat(none.rejections().asMap()).isEqualTo(Map.of(Rejection.NODATA, 2L));
        assertThat(model.encoded).isZero();
        assertThat(model.asked).isEmpty();

        detect(0, prompt("on nodata", 32, 22), prompt("a", 5, 5), prompt("b", 17, 5), prompt("c", 5, 22));

        assertThat(model.encoded).isEqualTo(1);
    }

    @Test
    void everyPromptIsAnsweredByItselfWhateverElseIsAsked() throws ParseException {
        ObjectPrompt[] prompts = {
            prompt("a", 5, 5),
            prompt("b", 17, 5),
            prompt("c", 5, 22),
            prompt("d", 5, 5),
            outline("e", "POLYGON ((3 3, 3 11, 13 11, 13 3, 3 3))", true),
            outline("f", "POLYGON ((4 4, 4 28, 24 28, 4 4))", false)
        };

        Found together = detect(0, prompts);

        assertThat(together.detections()).hasSize(6);
        for (ObjectPrompt prompt : prompts) {
            Detection alone = detect(0, prompt).detections().get(0);
            Detection among = together.detections().stream()
                    .filter(detection -> detection.origin().equals(alone.origin()))
                    .findFirst()
                    .orElseThrow();
            assertThat(among.score()).isEqualTo(alone.score());
            BitMask mask = ((Shape.OfMask) alone.shape()).mask();
            assertThat(((Shape.OfMask) among.shape()).mask().sharedPixels(mask)).isEqualTo(mask.cardinality());
        }
        assertThat(model.asked).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POLYGON ((3 3, 3 11, 13 11, 13 3, 3 3)) | "
                        + "model 'small' takes points only, prompt 'p' is a box or polygon; give a point inside instead",
                "MULTIPOINT ((4 4), (5 5)) | "
                        + "model 'small' takes at most 1 points for one object, the two corners of a box counted; prompt"
                        + " 'p' has 2"
            })
    void whatTheModelDoesNotUnderstandIsRefused(String wkt, String message) throws ParseException {
        Geometry shape = new WKTReader().read(wkt);
        ObjectPrompt prompt = shape.getDimension() == 2
                ? outline("p", wkt, true)
                : new ObjectPrompt(
                        "p", "roof", Optional.empty(), List.of(point(4, 4, true), point(5, 5, true)), Optional.empty());
        BrightModel small = new BrightModel(new PromptKinds(false, false, false, 1), 1);

        assertThatThrownBy(() -> detect(small, 0, window(), prompt))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aCallHasABoundedNumberOfPromptsWhateverTheModelWouldTake() {
        BrightModel large = new BrightModel(new PromptKinds(true, true, true, 9), Integer.MAX_VALUE);
        ObjectPrompt[] prompts = IntStream.range(0, 150)
                .mapToObj(i -> new ObjectPrompt(
                        "p" + i, "roof", Optional.empty(), List.of(point(4, 4, true)), Optional.empty()))
                .toArray(ObjectPrompt[]::new);

        detect(large, 0, window(), prompts);

        assertThat(large.asked).extracting(List::size).containsExactly(64, 64, 22);
    }

    @Test
    void aBackgroundPointIsRefusedWhereTheModelHasNone() {
        BrightModel small = new BrightModel(new PromptKinds(true, false, false, 6), 1);
        ObjectPrompt prompt = new ObjectPrompt(
                "p", "roof", Optional.empty(), List.of(point(4, 4, true), point(5, 5, false)), Optional.empty());

        assertThatThrownBy(() -> detect(small, 0, window(), prompt))
                .hasMessage("model 'small' takes points on the object only, prompt 'p' has a background point");
    }

    @Test
    void boxesOfADetectorBecomeMasksAndBothScoresAreKept() {
        WindowDetector boxes = detector(
                new Detection(1, 0.95, new Shape.OfBox(new Box(3, 3, 13, 11))),
                new Detection(0, 0.6, mask(new PixelRect(14, 2, 12, 9))),
                new Detection(0, 0.55, new Shape.OfBox(new Box(12, 4, 16, 10))),
                new Detection(0, 0.5, new Shape.OfBox(new Box(36, 3, 39, 11))),
                new Detection(0, 0.4, new Shape.OfMask(new BitMask(0, 0, 4, 4))));
        GroundedDetector grounded = grounded(boxes, new TileParameters(Set.of(), 0.25));

        Found found = grounded.detect(List.of(window())).get(0);

        assertThat(grounded.classNames()).containsExactly("roof", "tree");
        assertThat(found.detections()).hasSize(2);
        Detection first = found.detections().get(0);
        assertThat(pixels(first)).isEqualTo(new PixelRect(4, 4, 8, 6));
        assertThat(first.classIndex()).isEqualTo(1);
        assertThat(first.score()).isEqualTo(0.95);
        assertThat(first.origin().maskIou().orElseThrow()).isEqualTo(0.8f);
        assertThat(pixels(found.detections().get(1))).isEqualTo(new PixelRect(16, 4, 8, 6));
        // The box between the objects, the box in the reflection, and the mask without a pixel.
        assertThat(found.rejections().get(Rejection.EMPTY_SHAPE)).isEqualTo(2);
        assertThat(found.rejections().get(Rejection.OUTSIDE_RASTER)).isEqualTo(1);
    }

    @Test
    void boxesBeyondTheBoundOfAWindowAreCounted() {
        Detection[] many = new Detection[GroundedDetector.MAX_BOXES + 7];
        Arrays.fill(many, new Detection(0, 0.5, new Shape.OfBox(new Box(3, 3, 13, 11))));

        Found found = grounded(detector(many), new TileParameters(Set.of(), 0.25))
                .detect(List.of(window()))
                .get(0);

        assertThat(found.detections()).hasSize(GroundedDetector.MAX_BOXES);
        assertThat(found.rejections().get(Rejection.TOO_MANY_IN_TILE)).isEqualTo(7);
    }

    @Test
    void classesThatNobodyAskedForTakeNoPlaceAndAreNotAsked() {
        Detection[] many = new Detection[2 * GroundedDetector.MAX_BOXES];
        Arrays.fill(many, new Detection(0, 0.9, new Shape.OfBox(new Box(3, 3, 13, 11))));
        many[many.length - 1] = new Detection(1, 0.5, new Shape.OfBox(new Box(15, 3, 25, 11)));

        Found found = grounded(detector(many), new TileParameters(Set.of("tree"), 0.25))
                .detect(List.of(window()))
                .get(0);

        assertThat(found.detections())
                .singleElement()
                .satisfies(detection -> assertThat(pixels(detection)).isEqualTo(new PixelRect(16, 4, 8, 6)));
        assertThat(found.rejections().asMap()).isEqualTo(Map.of(Rejection.CLASS_NOT_WANTED, many.length - 1L));
        assertThat(model.asked).containsExactly(List.of(MaskPrompt.around(new Box(14.5, 2.5, 24.5, 10.5))));
    }

    @Test
    void aBoxNeedsTheValidPixelsThatItNeedsWithoutASegmenter() {
        // Of 8 columns, 26 to 29 have data; of 7 columns, 29 alone.
        WindowDetector boxes = detector(
                new Detection(0, 0.9, new Shape.OfBox(new Box(26, 20, 34, 28))),
                new Detection(0, 0.8, new Shape.OfBox(new Box(29, 20, 36, 28))));

        Found half = grounded(boxes, new TileParameters(Set.of(), 0.5))
                .detect(List.of(window()))
                .get(0);

        assertThat(half.detections()).extracting(Detection::score).containsExactly(0.9);
        assertThat(half.rejections().asMap()).isEqualTo(Map.of(Rejection.NODATA, 1L));
        assertThat(model.encoded).isEqualTo(1);

        Found more = grounded(boxes, new TileParameters(Set.of(), 0.51))
                .detect(List.of(window()))
                .get(0);

        assertThat(more.rejections().asMap()).isEqualTo(Map.of(Rejection.NODATA, 2L));
        assertThat(model.encoded).isEqualTo(1);
    }

    @Test
    void masksOfManyBoxesAreTheSameOnManyThreads() {
        List<Detection> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(new Detection(
                    0, 1 - i / 100.0, new Shape.OfBox(new Box(2 * (i % 15), i % 7, 2 * (i % 15) + 6, i % 7 + 9))));
        }
        WindowDetector boxes = detector(many.toArray(Detection[]::new));
        Found expected = grounded(boxes, new TileParameters(Set.of(), 0.25))
                .detect(List.of(window()))
                .get(0);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Segmenter shared = new Segmenter(BrightModel.ofAllKinds(), new CallThreads(pool, 4), new StageClock());

            Found found = new GroundedDetector(boxes, new TileParameters(Set.of(), 0.25), shared, "bright")
                    .detect(List.of(window()))
                    .get(0);

            assertThat(found.detections())
                    .extracting(Detection::score)
                    .containsExactlyElementsOf(
                            expected.detections().stream().map(Detection::score).toList());
            assertThat(found.detections())
                    .extracting(PromptDetectorTest::extent)
                    .containsExactlyElementsOf(expected.detections().stream()
                            .map(PromptDetectorTest::extent)
                            .toList());
            assertThat(found.rejections()).isEqualTo(expected.rejections());
            assertThat(found.detections())
                    .as("all but those right of the objects, from column 24 on")
                    .hasSize(48);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aSegmenterThatTakesNoBoxesIsRefused() {
        BrightModel points = new BrightModel(new PromptKinds(false, false, true, 9), 2);

        assertThatThrownBy(() -> new GroundedDetector(
                        detector(),
                        new TileParameters(Set.of(), 0.25),
                        new Segmenter(points, CallThreads.ALONE, new StageClock()),
                        "points"))
                .hasMessageStartingWith("segmenter 'points' takes points only");
    }

    private GroundedDetector grounded(WindowDetector boxes, TileParameters parameters) {
        return new GroundedDetector(
                boxes, parameters, new Segmenter(model, CallThreads.ALONE, new StageClock()), "bright");
    }

    private static String extent(Detection detection) {
        BitMask mask = ((Shape.OfMask) detection.shape()).mask();
        return mask.cardinality() + " pixels in " + mask.bounds();
    }

    private Found detect(double minConfidence, ObjectPrompt... prompts) {
        return detect(model, minConfidence, window(), prompts);
    }

    private static Found detect(BrightModel model, double minConfidence, FilledWindow window, ObjectPrompt... prompts) {
        RoutedPrompts routed = RoutedPrompts.of(GivenPrompts.of(prompts), GRID);
        return new PromptDetector(
                        new Segmenter(model, CallThreads.ALONE, new StageClock()),
                        routed,
                        minConfidence,
                        "small",
                        new StageClock())
                .detect(List.of(window))
                .get(0);
    }

    private static WindowDetector detector(Detection... detections) {
        return new WindowDetector() {
            @Override
            public List<String> classNames() {
                return List.of("roof", "tree");
            }

            @Override
            public int batch() {
                return 3;
            }

            @Override
            public List<Found> detect(List<FilledWindow> windows) {
                return windows.stream()
                        .map(window -> new Found(List.of(detections), new RejectionCounts()))
                        .toList();
            }
        };
    }

    private static FilledWindow window() {
        float[] samples = new float[40 * 40];
        BitSet valid = new BitSet();
        for (int row = 0; row < 30; row++) {
            valid.set(row * 40, row * 40 + 30);
        }
        for (PixelRect object : OBJECTS) {
            for (int row = object.y(); row < object.bottom(); row++) {
                Arrays.fill(samples, row * 40 + object.x(), row * 40 + object.right(), 200);
            }
        }
        PixelRect rect = new PixelRect(0, 0, 40, 40);
        return new FilledWindow(new RasterWindow(rect, 1, samples, valid), new PixelRect(0, 0, 36, 30));
    }

    private static Shape mask(PixelRect rect) {
        BitMask mask = new BitMask(0, 0, 40, 40);
        for (int row = rect.y(); row < rect.bottom(); row++) {
            mask.setRun(row, rect.x(), rect.right());
        }
        return new Shape.OfMask(mask);
    }

    private static PixelRect pixels(Detection detection) {
        BitMask mask = ((Shape.OfMask) detection.shape()).mask();
        PixelRect bounds = mask.bounds().orElseThrow();
        assertThat(mask.cardinality()).isEqualTo(bounds.area());
        return bounds;
    }

    private static ObjectPrompt.Point point(double x, double y, boolean foreground) {
        return new ObjectPrompt.Point(x, y, foreground);
    }

    private static ObjectPrompt prompt(String id, double x, double y) {
        return new ObjectPrompt(id, "roof", Optional.empty(), List.of(point(x, y, true)), Optional.empty());
    }

    private static ObjectPrompt outline(String id, String wkt, boolean isBox) throws ParseException {
        return new ObjectPrompt(
                id,
                "roof",
                Optional.empty(),
                List.of(),
                Optional.of(new ObjectPrompt.Outline(new WKTReader().read(wkt), isBox)));
    }
}
