package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Runs over a raster of 100 x 60 pixels with an object of 2 x 2 pixels in every square of 10 x 10. */
class LimitedRunTest {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final AtomicInteger reads = new AtomicInteger();

    private final RasterSource dots = new RasterSource() {
        @Override
        public RasterInfo info() {
            return new RasterInfo("dots", 100, 60, 1, SampleType.UINT8, GridToWorld.northUp(0, 0, 1, 1), 1, 1);
        }

        @Override
        public RasterWindow read(WorkingGrid grid, PixelRect rect, List<Integer> bands) {
            reads.incrementAndGet();
            float[] samples = new float[Math.toIntExact(rect.area())];
            for (int i = 0; i < samples.length; i++) {
                int x = rect.x() + i % rect.width();
                int y = rect.y() + i / rect.width();
                samples[i] = x % 10 / 2 == 2 && y % 10 / 2 == 2 ? 230 : 20;
            }
            BitSet valid = new BitSet();
            valid.set(0, samples.length);
            return new RasterWindow(rect, 1, samples, valid);
        }
    };

    /** Windows of 32 pixels every 24: columns 0, 24, 48, 72 (28 pixels left), rows 0, 24, 48 (12 pixels left). */
    @Test
    void the_extent_of_a_run_is_that_of_its_windows_inside_the_raster() {
        assertThat(extent(Optional.empty(), false)).isEqualTo(new RunExtent(12, (32 + 32 + 32 + 28) * (32 + 32 + 12)));
    }

    @Test
    void a_region_needs_the_tiles_whose_windows_it_touches() {
        Geometry corner = GEOMETRIES.toGeometry(new Envelope(90, 99, 58, 59));

        assertThat(extent(Optional.of(corner), false)).isEqualTo(new RunExtent(1, 28 * 12));
        assertThat(extent(Optional.of(corner), true)).isEqualTo(new RunExtent(4, (32 + 28) * (32 + 12)));
    }

    @Test
    void overviews_make_fewer_pixels() {
        RasterSource halved = new RasterSource() {
            @Override
            public RasterInfo info() {
                return dots.info();
            }

            @Override
            public double pixelsRead(WorkingGrid grid) {
                return 0.25;
            }

            @Override
            public RasterWindow read(WorkingGrid grid, PixelRect rect, List<Integer> bands) {
                return dots.read(grid, rect, bands);
            }
        };

        assertThat(RunExtent.of(
                                halved,
                                plan(),
                                parameters(Optional.empty()),
                                TestGround.METRES,
                                Optional.empty(),
                                false,
                                RunLimits.NONE)
                        .pixels())
                .isEqualTo(124 * 76 / 4);
    }

    @Test
    void the_tiles_of_a_region_are_those_that_a_look_at_every_window_finds() {
        TileGrid grid = new TileGrid(1000, 700, 32, 5);
        SplittableRandom random = new SplittableRandom(3);
        for (int turn = 0; turn < 40; turn++) {
            Coordinate[] corners = new Coordinate[4];
            for (int i = 0; i < 3; i++) {
                corners[i] = new Coordinate(random.nextInt(-50, 1050), random.nextInt(-50, 750));
            }
            corners[3] = corners[0];
            Geometry region = GEOMETRIES.createPolygon(corners);
            Set<TileId> expected = new TreeSet<>();
            for (TileId tile : TileSet.all(grid)) {
                PixelRect window = grid.tile(tile).window();
                if (region.intersects(
                        GEOMETRIES.toGeometry(new Envelope(window.x(), window.right(), window.y(), window.bottom())))) {
                    expected.add(tile);
                }
            }

            assertThat(RegionTiles.touching(grid, region, 0)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void too_many_tiles_are_refused_before_a_pixel_is_read() {
        assertThatThrownBy(() -> run(new RunLimits(new Limit("the.tiles", 11), Limit.NONE, Limit.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the request needs 12 tiles, the.tiles allows 11; ask for a smaller roi, larger tiles or a"
                        + " coarser resolution");
        assertThat(reads).hasValue(0);
    }

    @Test
    void too_many_pixels_are_refused_before_one_is_read() {
        assertThatThrownBy(() -> run(new RunLimits(Limit.NONE, new Limit("the.pixels", 9423), Limit.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the request reads 9424 pixels, the.pixels allows 9423; ask for a smaller roi or a coarser"
                        + " resolution");
        assertThat(reads).hasValue(0);
    }

    @Test
    void a_run_ends_with_the_first_feature_that_is_too_much() {
        assertThatThrownBy(() -> run(new RunLimits(Limit.NONE, Limit.NONE, new Limit("the.features", 59))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there are more than 59 features, the.features allows no more; ask for a smaller roi, or for"
                                + " a larger minConfidence or minArea");
    }

    /** A triangle cuts all of its tiles, so each of them is a block. */
    @Test
    void an_intricate_region_is_not_counted_to_its_end_once_it_has_too_many_tiles() {
        Geometry triangle = GEOMETRIES.createPolygon(new Coordinate[] {
            new Coordinate(0, 0), new Coordinate(100, 60), new Coordinate(100, 59), new Coordinate(0, 0)
        });
        RunLimits limits = new RunLimits(new Limit("the.tiles", 2), Limit.NONE, Limit.NONE);
        long tiles = extent(Optional.of(triangle), false).tiles();
        assertThat(tiles).isGreaterThan(4);

        RunExtent ended = extent(triangle, limits, 4);

        assertThat(ended.tiles()).isEqualTo(4);
        assertThat(ended.complete()).isFalse();
        assertThat(limits.exceededBy(ended))
                .containsExactly("the request needs at least 4 tiles, the.tiles allows 2; ask for a smaller roi, larger"
                        + " tiles or a coarser resolution");
        assertThat(extent(triangle, new RunLimits(new Limit("the.tiles", tiles), Limit.NONE, Limit.NONE), 4))
                .isEqualTo(extent(Optional.of(triangle), false));
        assertThat(extent(triangle, limits, 100)).isEqualTo(extent(Optional.of(triangle), false));
    }

    private RunExtent extent(Geometry region, RunLimits limits, long mostBlocks) {
        return RunExtent.of(
                dots,
                plan(),
                parameters(Optional.of(region)),
                TestGround.METRES,
                Optional.empty(),
                false,
                limits,
                mostBlocks);
    }

    /** The box around it has 16,000 x 16,000 tiles. */
    @Test
    void an_object_that_would_need_too_many_tiles_ends_the_run_before_they_fill_memory() {
        Geometry region = GEOMETRIES.toGeometry(new Envelope(0, 5, 0, 5));
        RegionTiles tiles = new RegionTiles(
                new TileGrid(80_000, 80_000, 8, 3),
                region,
                0,
                parameters(Optional.of(region)),
                Set.of(new TileId(0, 0)),
                new RunLimits(new Limit("the.tiles", 1000), Limit.NONE, Limit.NONE),
                4);

        assertThatThrownBy(() -> tiles.accept(RandomCandidates.of(1, 1).get(0), new Envelope(0, 80_000, 0, 80_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the request needs more than 1000 tiles, the.tiles allows no more; ask for a smaller roi,"
                        + " larger tiles or a coarser resolution");
        assertThat(tiles.missing()).hasSize(1000);
    }

    @Test
    void what_limits_just_allow_is_done() {
        RunLimits justEnough = new RunLimits(new Limit("t", 12), new Limit("p", 9424), new Limit("f", 60));

        assertThatCode(() -> assertThat(run(justEnough).candidates().size()).isEqualTo(60))
                .doesNotThrowAnyException();
    }

    private RunExtent extent(Optional<Geometry> region, boolean blends) {
        return RunExtent.of(
                dots, plan(), parameters(region), TestGround.METRES, Optional.empty(), blends, RunLimits.NONE);
    }

    private RunOutcome run(RunLimits limits) {
        return new PreLabelRun(
                        dots,
                        new DetectionTask(TestModels.thresholdModel(), 0.5),
                        plan(),
                        parameters(Optional.empty()),
                        TestGround.METRES,
                        RunListener.NONE,
                        RunResources.NONE.within(limits))
                .execute();
    }

    private RunPlan plan() {
        return RunPlan.of(
                dots.info(),
                TestModels.threshold(0, 8),
                OptionalInt.of(32),
                OptionalDouble.of(0.25),
                OptionalDouble.empty());
    }

    private static RunParameters parameters(Optional<Geometry> region) {
        return new RunParameters(
                new TileParameters(Set.of(), 0.5),
                MergeRules.of(MergeStrategy.UNION),
                ShapeCleaning.NONE,
                FilterCriteria.ALL,
                region,
                2,
                1);
    }
}
