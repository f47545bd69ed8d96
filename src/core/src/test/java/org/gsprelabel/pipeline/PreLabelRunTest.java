package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.Model;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.shape.ShapeCounts;
import org.gsprelabel.shape.ShapeStep;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Whole runs of a model that is known by heart over rasters whose objects are known. */
class PreLabelRunTest {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    @ParameterizedTest(name = "tiles of {0}, overlap {1}, {2} threads, batch {3}")
    @CsvSource({"32, 0.25, 1, 1", "32, 0.25, 4, 3", "64, 0.125, 2, 4", "48, 0.2, 3, 2", "256, 0.1, 1, 1"})
    void tiled_objects_are_those_of_the_whole_raster(int tileSize, double overlap, int threads, int batch) {
        Scene scene = Scene.random(7, 200, 150);

        List<Geometry> found = geometries(scene.run(tileSize, overlap, parameters(threads, batch, Optional.empty())));

        assertThat(normalised(found)).isEqualTo(normalised(scene.truth()));
    }

    /** Enlarged a whole number of times and back, an image of two values keeps each pixel on its side of their mean. */
    @ParameterizedTest(name = "{0} to {1} x {2}, tiles of {3}")
    @CsvSource({
        "LETTERBOX, 64, 96, 64",
        "LONGEST, 128, 64, 64",
        "STRETCH, 32, 64, 32",
        "STRETCH, 96, 32, 32",
        "LETTERBOX, 64, 64, 32",
        "LETTERBOX, 64, 96, 32",
        "LONGEST, 64, 128, 32",
        "LONGEST, 96, 96, 32",
        "STRETCH, 96, 64, 32"
    })
    void objects_come_back_from_inputs_of_another_size(Resize resize, int height, int width, int tileSize) {
        Scene scene = Scene.random(7, 200, 150);
        Model model = TestModels.thresholdModel(
                new GeometrySpec(new InputSize(height, width), 1, resize, 114 / 255.0, Edge.REFLECT));

        List<Geometry> found = geometries(
                copy(scene.outcome(model, tileSize, 0.25, parameters(2, 3, Optional.empty()), RunListener.NONE)));

        assertThat(normalised(found)).isEqualTo(normalised(scene.truth()));
    }

    @Test
    void a_region_gives_exactly_the_objects_that_the_whole_run_gives_there() {
        for (int seed = 0; seed < 12; seed++) {
            Scene scene = Scene.random(seed, 230, 190);
            SplittableRandom random = new SplittableRandom(seed);
            int x = random.nextInt(150);
            int y = random.nextInt(120);
            Geometry region =
                    GEOMETRIES.toGeometry(new Envelope(x, x + 5 + random.nextInt(70), y, y + 5 + random.nextInt(60)));
            List<Candidate> whole = new ArrayList<>();
            for (Candidate candidate : scene.run(32, 0.25, parameters(1, 1, Optional.empty()))) {
                if (candidate.geometry().intersects(region)) {
                    whole.add(candidate);
                }
            }

            List<Candidate> part = scene.run(32, 0.25, parameters(2, 2, Optional.of(region)));

            assertThat(bytes(part)).isEqualTo(bytes(whole));
        }
    }

    @Test
    void a_long_object_of_a_small_region_is_followed_through_tiles_that_the_region_does_not_touch() {
        Scene scene = new Scene(400, 64);
        scene.fill(new PixelRect(3, 20, 390, 6));
        Geometry region = GEOMETRIES.toGeometry(new Envelope(10, 12, 21, 23));

        List<Candidate> found = scene.run(32, 0.25, parameters(1, 1, Optional.of(region)));

        assertThat(found).singleElement().satisfies(object -> {
            assertThat(object.geometry().getArea()).isEqualTo(390 * 6);
            assertThat(object.cutSides()).isEmpty();
        });
    }

    @ParameterizedTest(name = "{0} x {1}, from ({2}, {3})")
    @CsvSource({"2400, 40, 10, 12", "2400, 40, 1200, 12", "40, 2400, 12, 10"})
    void a_very_long_object_is_followed_in_few_rounds(int width, int height, int x, int y) {
        Scene scene = new Scene(width, height);
        scene.fill(width > height ? new PixelRect(3, 12, width - 6, 6) : new PixelRect(12, 3, 6, height - 6));
        Geometry region = GEOMETRIES.toGeometry(new Envelope(x, x + 8, y, y + 8));
        AtomicLong looks = new AtomicLong();
        RunListener patient = new RunListener() {
            @Override
            public void tilesDone(long done, long total) {}

            @Override
            public boolean isCancelled() {
                looks.incrementAndGet();
                return false;
            }
        };

        RunOutcome outcome = scene.outcome(32, 0.25, parameters(1, 1, Optional.of(region)), patient);

        assertThat(geometries(copy(outcome)))
                .singleElement()
                .satisfies(object -> assertThat(object.getArea()).isEqualTo((2400 - 6) * 6));
        // The listener is asked once a tile in every pass: 100 tiles along the object, and as many beside it at most.
        // One tile of progress a round would be more than 2500 looks.
        assertThat(outcome.report().tilesRun()).isBetween(100L, 200L);
        assertThat(looks.get()).isLessThan(10 * 200);
    }

    @Test
    void a_small_object_asks_for_the_tiles_that_it_touches_alone() {
        Scene scene = new Scene(400, 400);
        scene.fill(new PixelRect(210, 210, 30, 4));
        Geometry region = GEOMETRIES.toGeometry(new Envelope(212, 214, 211, 213));

        RunOutcome outcome = scene.outcome(32, 0.25, parameters(1, 1, Optional.of(region)));

        assertThat(geometries(copy(outcome)))
                .singleElement()
                .satisfies(object -> assertThat(object.getArea()).isEqualTo(30 * 4));
        // Windows start every 24 pixels and are 32 wide: columns 192, 216 and, a pixel beyond the end at 240, 240; rows
        // 192 alone.
        assertThat(outcome.report().tilesRun()).isEqualTo(3);
    }

    @Test
    void a_run_of_a_region_can_be_cancelled_while_it_looks_where_objects_go_on() {
        Scene scene = new Scene(96, 32);
        scene.fill(new PixelRect(2, 10, 80, 10));
        RunListener impatient = new RunListener() {
            private long tiles;

            @Override
            public void tilesDone(long done, long total) {
                tiles = done;
            }

            @Override
            public boolean isCancelled() {
                return tiles == 2;
            }
        };
        Geometry region = GEOMETRIES.toGeometry(new Envelope(4, 40, 12, 14));

        assertThatThrownBy(() -> scene.outcome(32, 0.25, parameters(1, 1, Optional.of(region)), impatient))
                .isInstanceOf(RunCancelledException.class)
                .hasMessage("cancelled after 2 of 2 tiles");
    }

    @Test
    void threads_and_batch_never_change_a_byte() {
        Scene scene = Scene.random(3, 300, 260);
        byte[] reference = bytes(scene.run(64, 0.125, parameters(1, 1, Optional.empty())));

        for (int[] variant : new int[][] {{2, 1}, {4, 4}, {1, 4}, {7, 3}}) {
            assertThat(bytes(scene.run(64, 0.125, parameters(variant[0], variant[1], Optional.empty()))))
                    .isEqualTo(reference);
        }
    }

    @ParameterizedTest(name = "{0} wide, batch of {1} asked for")
    @CsvSource({"200, 1, 44", "200, 3, 44", "224, 1, 444", "32, 16, 4"})
    void a_batch_that_the_graph_fixes_is_used_to_the_full(int width, int asked, String sizes) {
        Scene scene = new Scene(width, 32);
        scene.fill(new PixelRect(3, 3, width - 6, 20));
        List<Integer> items = new ArrayList<>();
        Model model = TestModels.thresholdModel(4, items::add);

        RunOutcome outcome = scene.outcome(model, 32, 0.25, parameters(1, asked, Optional.empty()), RunListener.NONE);

        assertThat(items.stream().map(String::valueOf).collect(Collectors.joining()))
                .isEqualTo(sizes);
        assertThat(geometries(copy(outcome)))
                .singleElement()
                .satisfies(object -> assertThat(object.getArea()).isEqualTo((width - 6) * 20));
    }

    @Test
    void tiles_without_valid_pixels_are_skipped_and_counted_and_objects_are_cut_at_nodata() {
        Scene scene = new Scene(96, 32);
        scene.fill(new PixelRect(20, 10, 30, 10));
        scene.invalidate(new PixelRect(40, 0, 56, 32));

        RunOutcome outcome = scene.outcome(32, 0.25, parameters(1, 1, Optional.empty()));

        assertThat(outcome.report().tilesSkipped()).isEqualTo(2);
        assertThat(outcome.report().tilesRun()).isEqualTo(2);
        assertThat(outcome.candidates())
                .singleElement()
                .satisfies(object -> assertThat(object.geometry().getArea()).isEqualTo(20 * 10));
    }

    @Test
    void a_region_gives_exactly_the_outlines_that_the_whole_run_gives_there() {
        ShapeCleaning shape = new ShapeCleaning(30, 4, 2, 1, 2);
        Scene scene = Scene.random(11, 1300, 700);
        List<Candidate> whole = scene.run(64, 0.25, parameters(shape, 1, 1, Optional.empty()));
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 6; i++) {
            Geometry region = GEOMETRIES.toGeometry(
                    new Envelope(random.nextInt(1200), random.nextInt(1300), random.nextInt(600), random.nextInt(700)));
            List<Candidate> expected = whole.stream()
                    .filter(candidate -> candidate.geometry().intersects(region))
                    .toList();

            List<Candidate> part = scene.run(64, 0.25, parameters(shape, 2, 2, Optional.of(region)));

            assertThat(normalised(geometries(part))).isEqualTo(normalised(geometries(expected)));
        }
    }

    @Test
    void areas_are_those_of_the_outlines_that_are_delivered_and_the_report_counts_the_steps() {
        Scene scene = new Scene(96, 64);
        scene.fill(new PixelRect(10, 10, 20, 20));
        scene.clear(new PixelRect(15, 15, 4, 4));
        scene.fill(new PixelRect(50, 10, 20, 2));
        scene.fill(new PixelRect(40, 40, 20, 20));
        RunParameters parameters = new RunParameters(
                new TileParameters(Set.of(), 0.5),
                MergeRules.of(MergeStrategy.UNION),
                new ShapeCleaning(17, 3, 0, 0, 2),
                FilterCriteria.ofShape(399, 500, 0),
                Optional.empty(),
                1,
                1);

        RunOutcome outcome = scene.outcome(32, 0.25, parameters);

        assertThat(geometries(copy(outcome)))
                .hasSize(2)
                .allSatisfy(object -> assertThat(object.getArea()).isCloseTo(400, within(1e-6)));
        assertThat(outcome.report().rejected())
                .containsEntry(Rejection.TOO_THIN, 1L)
                .doesNotContainKeys(Rejection.TOO_SMALL, Rejection.TOO_LARGE);
        assertThat(outcome.report().shape())
                .containsExactly(
                        Map.entry(ShapeStep.HOLES, new ShapeCounts.Tally(1, 0, 0)),
                        Map.entry(ShapeStep.WIDTH, new ShapeCounts.Tally(0, 0, 0)),
                        Map.entry(ShapeStep.SQUARE, new ShapeCounts.Tally(2, 0, 0)));
    }

    @Test
    void a_raster_of_nodata_gives_nothing_and_says_so() {
        Scene scene = new Scene(96, 40);
        scene.invalidate(new PixelRect(0, 0, 96, 40));

        RunOutcome outcome = scene.outcome(32, 0.25, parameters(1, 1, Optional.empty()));

        assertThat(outcome.candidates()).isEmpty();
        assertThat(outcome.report().notes()).anyMatch(note -> note.contains("nodata only"));
    }

    @Test
    void whole_objects_are_held_against_the_area_limits_not_their_pieces() {
        Scene scene = new Scene(96, 32);
        scene.fill(new PixelRect(2, 10, 80, 10));
        scene.fill(new PixelRect(90, 4, 2, 2));
        RunParameters parameters = new RunParameters(
                new TileParameters(Set.of(), 0.5),
                MergeRules.of(MergeStrategy.UNION),
                ShapeCleaning.NONE,
                FilterCriteria.ofShape(700, 900, 0),
                Optional.empty(),
                1,
                1);

        RunOutcome outcome = scene.outcome(32, 0.25, parameters);

        assertThat(geometries(copy(outcome)))
                .singleElement()
                .satisfies(object -> assertThat(object.getArea()).isEqualTo(800));
        assertThat(outcome.report().rejected()).containsEntry(Rejection.TOO_SMALL, 1L);
    }

    @Test
    void a_cancelled_run_says_how_far_it_came() {
        Scene scene = Scene.random(1, 200, 200);
        RunListener impatient = new RunListener() {
            private long tiles;

            @Override
            public void tilesDone(long done, long total) {
                tiles = done;
            }

            @Override
            public boolean isCancelled() {
                return tiles >= 5;
            }
        };

        assertThatThrownBy(() -> scene.outcome(32, 0.25, parameters(2, 1, Optional.empty()), impatient))
                .isInstanceOf(RunCancelledException.class)
                .hasMessage("cancelled after 5 of 64 tiles");
    }

    private static RunParameters parameters(int threads, int batch, Optional<Geometry> region) {
        return parameters(ShapeCleaning.NONE, threads, batch, region);
    }

    private static RunParameters parameters(ShapeCleaning shape, int threads, int batch, Optional<Geometry> region) {
        return new RunParameters(
                new TileParameters(Set.of(), 0.5),
                MergeRules.of(MergeStrategy.UNION),
                shape,
                FilterCriteria.ALL,
                region,
                threads,
                batch);
    }

    private static List<Candidate> copy(RunOutcome outcome) {
        List<Candidate> candidates = new ArrayList<>();
        outcome.candidates().forEach(candidates::add);
        return candidates;
    }

    private static List<Geometry> geometries(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::geometry).toList();
    }

    private static Set<String> normalised(List<? extends Geometry> geometries) {
        Set<String> texts = new HashSet<>();
        geometries.forEach(geometry -> texts.add(geometry.norm().toText()));
        assertThat(texts).hasSameSizeAs(geometries);
        return texts;
    }

    private static byte[] bytes(List<Candidate> candidates) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (Candidate candidate : candidates) {
                new CandidateCodec().write(candidate, new DataOutputStream(bytes));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    /** A raster whose bright pixels are the objects. */
    private static final class Scene implements RasterSource {

        private final RasterInfo info;
        private final BitMask bright;
        private final BitSet invalid = new BitSet();

        Scene(int width, int height) {
            info = new RasterInfo("scene", width, height, 1, SampleType.UINT8, GridToWorld.northUp(0, 0, 1, 1), 1, 1);
            bright = new BitMask(0, 0, width, height);
        }

        /** Rectangles, L shapes and courtyards of up to three tiles' size, two or more pixels apart. */
        static Scene random(long seed, int width, int height) {
            Scene scene = new Scene(width, height);
            SplittableRandom random = new SplittableRandom(seed);
            List<PixelRect> taken = new ArrayList<>();
            for (int attempt = 0; attempt < 400; attempt++) {
                int w = 3 + random.nextInt(random.nextInt(3) == 0 ? 80 : 20);
                int h = 3 + random.nextInt(random.nextInt(3) == 0 ? 80 : 20);
                int x = random.nextInt(width);
                int y = random.nextInt(height);
                if (x + w > width || y + h > height) {
                    continue;
                }
                PixelRect margin = new PixelRect(x - 2, y - 2, w + 4, h + 4);
                if (taken.stream().anyMatch(other -> other.intersection(margin).isPresent())) {
                    continue;
                }
                PixelRect rect = new PixelRect(x, y, w, h);
                taken.add(rect);
                scene.fill(rect);
                if (w > 8 && h > 8 && random.nextBoolean()) {
                    scene.clear(new PixelRect(x + 3, y + 3, w - 6, h - 6));
                }
            }
            return scene;
        }

        void fill(PixelRect rect) {
            for (int row = rect.y(); row < rect.bottom(); row++) {
                for (int column = rect.x(); column < rect.right(); column++) {
                    bright.set(column, row);
                }
            }
        }

        void clear(PixelRect rect) {
            for (int row = rect.y(); row < rect.bottom(); row++) {
                for (int column = rect.x(); column < rect.right(); column++) {
                    bright.clear(column, row);
                }
            }
        }

        void invalidate(PixelRect rect) {
            for (int row = rect.y(); row < rect.bottom(); row++) {
                invalid.set(row * info.width() + rect.x(), row * info.width() + rect.right());
            }
        }

        List<? extends Geometry> truth() {
            return MaskVectorizer.polygons(bright);
        }

        List<Candidate> run(int tileSize, double overlap, RunParameters parameters) {
            return copy(outcome(tileSize, overlap, parameters));
        }

        RunOutcome outcome(int tileSize, double overlap, RunParameters parameters) {
            return outcome(tileSize, overlap, parameters, RunListener.NONE);
        }

        RunOutcome outcome(int tileSize, double overlap, RunParameters parameters, RunListener listener) {
            return outcome(TestModels.thresholdModel(), tileSize, overlap, parameters, listener);
        }

        RunOutcome outcome(Model model, int tileSize, double overlap, RunParameters parameters, RunListener listener) {
            RunPlan plan = RunPlan.of(
                    info,
                    model.descriptor(),
                    OptionalInt.of(tileSize),
                    OptionalDouble.of(overlap),
                    OptionalDouble.empty());
            return new PreLabelRun(this, new DetectionTask(model, 0.5), plan, parameters, TestGround.METRES, listener)
                    .execute();
        }

        @Override
        public RasterInfo info() {
            return info;
        }

        @Override
        public RasterWindow read(WorkingGrid grid, PixelRect rect, List<Integer> bands) {
            float[] samples = new float[Math.toIntExact(rect.area())];
            BitSet valid = new BitSet();
            int i = 0;
            for (int row = rect.y(); row < rect.bottom(); row++) {
                for (int column = rect.x(); column < rect.right(); column++, i++) {
                    samples[i] = bright.get(column, row) ? 230 : 20;
                    valid.set(i, !invalid.get(row * info.width() + column));
                }
            }
            return new RasterWindow(rect, 1, samples, valid);
        }
    }
}
