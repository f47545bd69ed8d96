package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class TouchedBlocksTest {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    /** Windows of 8 pixels every 5, 16,000 along each side. */
    private static final TileGrid HUGE = new TileGrid(80_000, 80_000, 8, 3);

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void neighbours_are_the_tiles_that_share_pixels_with_one_that_is_touched(int overlap) {
        TileGrid grid = new TileGrid(500, 350, 32, overlap);
        SplittableRandom random = new SplittableRandom(5);
        for (int turn = 0; turn < 40; turn++) {
            Geometry region = triangle(random);
            TileSet touched = new TileSet();
            for (TileId tile : TileSet.all(grid)) {
                if (region.intersects(rectangle(grid.tile(tile).window()))) {
                    touched.add(tile);
                }
            }
            TreeSet<TileId> expected = new TreeSet<>();
            for (TileId tile : TileSet.all(grid)) {
                for (TileId other : touched) {
                    if (tile.equals(other) || grid.strip(tile, other).isPresent()) {
                        expected.add(tile);
                    }
                }
            }
            TreeSet<TileId> found = new TreeSet<>();
            TouchedBlocks.forEach(
                    grid,
                    region,
                    0,
                    true,
                    block -> block.forEach(tile -> assertThat(found.add(tile))
                            .as("%s is in one block only", tile)
                            .isTrue()));

            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void a_region_of_everything_is_one_block_however_large() {
        TileGrid largest = new TileGrid(Integer.MAX_VALUE / 2, Integer.MAX_VALUE / 2, 8, 3);
        Geometry everything = GEOMETRIES.toGeometry(new Envelope(0, 1L << 30, 0, 1L << 30));

        assertThat(count(largest, everything, true)).isEqualTo(214_748_364L * 214_748_364L);
    }

    /** Windows 1 (5 to 13) and 2 (10 to 18) of the rows, and 0 and 3 beside them. */
    @Test
    void a_strip_across_a_huge_grid_is_counted() {
        Geometry strip = GEOMETRIES.toGeometry(new Envelope(0, 80_000, 10, 11));

        assertThat(count(HUGE, strip, false)).isEqualTo(2 * 16_000);
        assertThat(count(HUGE, strip, true)).isEqualTo(4 * 16_000);
    }

    /**
     * The diagonal touches a window where its columns and rows touch, which are 5 apart from tile to tile and 8 long: at most one
     * step; two more with neighbours.
     */
    @Test
    void a_thin_region_needs_few_tiles_of_a_huge_grid() {
        Geometry diagonal = GEOMETRIES.createPolygon(new Coordinate[] {
            new Coordinate(0, 0), new Coordinate(80_000, 80_000), new Coordinate(80_000, 79_999), new Coordinate(0, 0)
        });

        assertThat(count(HUGE, diagonal, false)).isEqualTo(16_000 + 2 * 15_999);
        assertThat(count(HUGE, diagonal, true)).isEqualTo(16_000 + 2 * (15_999 + 15_998 + 15_997));
    }

    @Test
    void what_is_reached_lies_beyond_the_region() {
        TileGrid grid = new TileGrid(100, 100, 10, 0);
        Geometry region = GEOMETRIES.toGeometry(new Envelope(43, 47, 43, 47));

        assertThat(count(grid, region, false)).isEqualTo(1);
        TreeSet<TileId> reached = new TreeSet<>();
        TouchedBlocks.forEach(grid, region, 4, false, block -> block.forEach(reached::add));
        // four pixels to each side end at 39 and 51, and the corner of the next tile at 40, 40 is 4.2 away
        assertThat(reached)
                .containsExactly(
                        new TileId(3, 4), new TileId(4, 3), new TileId(4, 4), new TileId(4, 5), new TileId(5, 4));
    }

    private static long count(TileGrid grid, Geometry region, boolean withNeighbours) {
        long[] count = {0};
        TouchedBlocks.forEach(grid, region, 0, withNeighbours, block -> count[0] += block.size());
        return count[0];
    }

    private static Geometry rectangle(PixelRect rect) {
        return GEOMETRIES.toGeometry(new Envelope(rect.x(), rect.right(), rect.y(), rect.bottom()));
    }

    private static Geometry triangle(SplittableRandom random) {
        Coordinate[] corners = new Coordinate[4];
        for (int i = 0; i < 3; i++) {
            corners[i] = new Coordinate(random.nextInt(-50, 550), random.nextInt(-50, 400));
        }
        corners[3] = corners[0];
        return GEOMETRIES.createPolygon(corners);
    }
}
