package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.ConfidenceThresholds;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.Role;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskCleaning;
import org.gsprelabel.vectorize.MaskRasterizer;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** Runs that clean what a model sees that sees every pixel as it is, against cleaning the image as a whole. */
class CleanedRunTest {

    private static final int TILE = 48;
    private static final double OVERLAP = 0.25;
    private static final int STEP = TILE - TileGrid.overlapPixels(TILE, OVERLAP, 8);
    /** Windows end with the image: what lies in the reflection behind it would be cleaned, too. */
    private static final PixelRect IMAGE = new PixelRect(0, 0, TILE + 4 * STEP, TILE + 3 * STEP);

    @ParameterizedTest(name = "{0}, blended {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "open=1|true",
                "open=1|false",
                "close=2.5|true",
                "erode=1|true",
                "dilate=2|false",
                "open=1, close=1|true",
                "remove=4|true",
                "fill=9|false",
                "fill=1, open=1, remove=4|true"
            })
    void tiledObjectsAreThoseOfTheCleanedWhole(String text, boolean blended) {
        MaskCleaning cleaning = MaskCleaning.parse(text, 1);
        for (int seed = 0; seed < 4; seed++) {
            Drawing drawing = Drawing.random(seed);
            // what closing makes of gaps alone, joined to nothing that the model saw, is no object
            List<Polygon> truth = MaskVectorizer.polygons(cleaning.apply(drawing.bright, IMAGE)).stream()
                    .filter(object -> MaskRasterizer.fill(object, IMAGE).sharedPixels(drawing.bright) > 0)
                    .toList();

            RunOutcome outcome = drawing.run(model(blended, 4), cleaning, Optional.empty(), 2);

            assertThat(normalised(outcome)).isEqualTo(normalised(truth));
            assertThat(normalised(truth)).isNotEqualTo(normalised(MaskVectorizer.polygons(drawing.bright)));
            assertThat(outcome.report().plan().tileGrid().margin()).isEqualTo(cleaning.reach());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aRegionGivesTheObjectsOfTheWholeRun(int seed) {
        MaskCleaning cleaning = MaskCleaning.parse("open=1, close=1", 1);
        Drawing drawing = Drawing.random(seed);
        Geometry region = new GeometryFactory().toGeometry(new Envelope(40 + 9 * seed, 70 + 9 * seed, 50, 90));
        List<Geometry> expected = new ArrayList<>();
        for (Candidate candidate :
                drawing.run(model(true, 4), cleaning, Optional.empty(), 1).candidates()) {
            if (candidate.geometry().intersects(region)) {
                expected.add(candidate.geometry());
            }
        }

        RunOutcome part = drawing.run(model(true, 4), cleaning, Optional.of(region), 2);

        assertThat(normalised(part)).isEqualTo(normalised(expected)).isNotEmpty();
    }

    /** Where nothing is merged, too: outlines look at those beside them, whatever tile these are of. */
    @ParameterizedTest
    @EnumSource(
            value = MergeStrategy.class,
            names = {"UNION", "NONE"})
    void aRegionGivesTheOutlinesOfTheWholeRun(MergeStrategy strategy) {
        ShapeCleaning shape = new ShapeCleaning(0, 0, 3, 1, 0);
        int outlines = 0;
        for (int seed = 0; seed < 12; seed++) {
            Drawing drawing = Drawing.random(seed);
            SplittableRandom random = new SplittableRandom(seed);
            int x = random.nextInt(IMAGE.width() - 20);
            int y = random.nextInt(IMAGE.height() - 20);
            Geometry region = new GeometryFactory().toGeometry(new Envelope(x, x + 20, y, y + 20));
            List<String> expected = withTiles(
                    drawing.run(model(true, 4), MaskCleaning.NONE, strategy, shape, Optional.empty(), 1), region);

            List<String> part = withTiles(
                    drawing.run(model(true, 4), MaskCleaning.NONE, strategy, shape, Optional.of(region), 1), region);

            assertThat(part).isEqualTo(expected);
            outlines += part.size();
        }
        assertThat(outlines).isGreaterThan(30);
    }

    @Test
    void whatCleaningLeavesNothingOfIsCounted() {
        Drawing drawing = new Drawing();
        drawing.fill(new PixelRect(10, 10, 2, 2));
        drawing.fill(new PixelRect(20, 10, 6, 6));

        RunOutcome outcome = drawing.run(model(true, 4), MaskCleaning.parse("open=1", 1), Optional.empty(), 1);

        assertThat(outcome.candidates()).hasSize(1);
        assertThat(outcome.report().rejected()).containsEntry(Rejection.CLEANED_AWAY, 1L);
    }

    @Test
    void aStaircaseOfPixelsIsOneObjectWhereCornersConnect() {
        Drawing drawing = new Drawing();
        for (int i = 0; i < 100; i++) {
            drawing.fill(new PixelRect(20 + i, 5 + i, 1, 1));
        }

        RunOutcome eight = drawing.run(model(true, 8), MaskCleaning.NONE, Optional.empty(), 1);

        assertThat(eight.candidates()).singleElement().satisfies(object -> {
            assertThat(object.geometry().isValid()).isTrue();
            assertThat(object.geometry().getNumGeometries()).isEqualTo(100);
            assertThat(object.geometry().getArea()).isEqualTo(100);
        });
        assertThat(drawing.run(model(true, 4), MaskCleaning.NONE, Optional.empty(), 1)
                        .candidates())
                .hasSize(100);
    }

    @Test
    void tilesMustShareMoreThanTwiceTheReach() {
        assertThatThrownBy(
                        () -> new Drawing().run(model(true, 4), MaskCleaning.parse("open=4", 1), Optional.empty(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "maskCleaning reaches 8 pixels far in all its steps, so neighbouring tiles must share at least 17"
                                + " pixels, got " + (TILE - STEP)
                                + "; give a larger overlap or tileSize, or smaller steps");
    }

    private static Model model(boolean blended, int connectivity) {
        Model threshold = TestModels.thresholdModel();
        ModelDescriptor usual = threshold.descriptor();
        OutputSpec.Semantic output = (OutputSpec.Semantic) usual.output();
        ModelDescriptor descriptor = new ModelDescriptor(
                usual.id(),
                usual.title(),
                usual.family(),
                usual.licence(),
                usual.image(),
                usual.geometry(),
                new OutputSpec.Semantic(
                        output.output(), output.activation(), output.exclusive(), output.background(), connectivity),
                usual.classes(),
                usual.defaults(),
                new RasterSpec(OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty(), blended));
        return new Model(descriptor, "0".repeat(64), threshold.graph(Role.MODEL));
    }

    /** What meets a region, sorted; where nothing is merged, tiles that overlap give an object more than once. */
    private static List<String> withTiles(RunOutcome outcome, Geometry region) {
        List<String> texts = new ArrayList<>();
        outcome.candidates().forEach(candidate -> {
            if (candidate.geometry().intersects(region)) {
                texts.add(candidate.tile() + " " + candidate.geometry().norm().toText());
            }
        });
        Collections.sort(texts);
        return texts;
    }

    private static Set<String> normalised(RunOutcome outcome) {
        List<Geometry> geometries = new ArrayList<>();
        outcome.candidates().forEach(candidate -> geometries.add(candidate.geometry()));
        return normalised(geometries);
    }

    private static Set<String> normalised(List<? extends Geometry> geometries) {
        Set<String> texts = new TreeSet<>();
        for (Geometry geometry : geometries) {
            Geometry single = geometry.getNumGeometries() == 1 ? geometry.getGeometryN(0) : geometry;
            texts.add(single.norm().toText());
        }
        assertThat(texts).hasSameSizeAs(geometries);
        return texts;
    }

    /** An image of bright pixels on dark ones. */
    private static final class Drawing implements RasterSource {

        private final BitMask bright = new BitMask(0, 0, IMAGE.width(), IMAGE.height());

        /** Blocks with specks and holes of up to 3 x 3 pixels, in all places of the tiles. */
        static Drawing random(long seed) {
            Drawing drawing = new Drawing();
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 60; i++) {
                drawing.fill(new PixelRect(
                        random.nextInt(IMAGE.width() - 40),
                        random.nextInt(IMAGE.height() - 40),
                        3 + random.nextInt(36),
                        3 + random.nextInt(36)));
                drawing.clear(new PixelRect(
                        random.nextInt(IMAGE.width() - 40),
                        random.nextInt(IMAGE.height() - 40),
                        3 + random.nextInt(36),
                        3 + random.nextInt(36)));
            }
            for (int y = 2; y + 4 < IMAGE.height(); y += 6) {
                for (int x = 2; x + 4 < IMAGE.width(); x += 6) {
                    int side = 1 + random.nextInt(3);
                    PixelRect speck = new PixelRect(x, y, side, side);
                    switch (random.nextInt(4)) {
                        case 0 -> drawing.fill(speck);
                        case 1 -> drawing.clear(speck);
                        default -> {
                            // as it is
                        }
                    }
                }
            }
            return drawing;
        }

        void fill(PixelRect rect) {
            for (int row = rect.y(); row < rect.bottom(); row++) {
                bright.setRun(row, rect.x(), rect.right());
            }
        }

        private void clear(PixelRect rect) {
            for (int row = rect.y(); row < rect.bottom(); row++) {
                for (int column = rect.x(); column < rect.right(); column++) {
                    bright.clear(column, row);
                }
            }
        }

        RunOutcome run(Model model, MaskCleaning cleaning, Optional<Geometry> region, int threads) {
            return run(model, cleaning, MergeStrategy.UNION, ShapeCleaning.NONE, region, threads);
        }

        RunOutcome run(
                Model model,
                MaskCleaning cleaning,
                MergeStrategy strategy,
                ShapeCleaning shape,
                Optional<Geometry> region,
                int threads) {
            RunPlan plan = RunPlan.of(
                            info(),
                            model.descriptor(),
                            OptionalInt.of(TILE),
                            OptionalDouble.of(OVERLAP),
                            OptionalDouble.empty())
                    .withReach(cleaning.reach());
            RunParameters parameters = new RunParameters(
                    new TileParameters(Set.of(), ConfidenceThresholds.of(0), 0.5, cleaning),
                    MergeRules.of(strategy),
                    shape,
                    FilterCriteria.ALL,
                    region,
                    threads,
                    1);
            return new PreLabelRun(
                            this, new DetectionTask(model, 0.5), plan, parameters, TestGround.METRES, RunListener.NONE)
                    .execute();
        }

        @Override
        public RasterInfo info() {
            return new RasterInfo(
                    "drawing",
                    IMAGE.width(),
                    IMAGE.height(),
                    1,
                    SampleType.UINT8,
                    GridToWorld.northUp(0, 0, 1, 1),
                    1,
                    1);
        }

        @Override
        public RasterWindow read(WorkingGrid grid, PixelRect rect, List<Integer> bands) {
            float[] samples = new float[Math.toIntExact(rect.area())];
            BitSet valid = new BitSet();
            valid.set(0, samples.length);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = bright.get(rect.x() + i % rect.width(), rect.y() + i / rect.width()) ? 230 : 20;
            }
            return new RasterWindow(rect, 1, samples, valid);
        }
    }
}
