package org.gsprelabel.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.detect.ScoreChannels;
import org.gsprelabel.detect.ScoreMap;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packing and blending against what the formula says, pixel by pixel. */
class BlendedRowsTest {

    private static final int CHANNELS = 3;
    private static final int HALF = 32767;

    @ParameterizedTest(name = "image {0} x {1}, tiles of {2}, overlap {3}, exclusive {4}, seed {5}")
    @CsvSource({
        "40, 37, 16, 4, true, 1",
        "40, 37, 16, 4, false, 2",
        "50, 16, 16, 7, true, 3",
        "9, 70, 24, 11, false, 4",
        "30, 30, 16, 1, true, 5",
        "30, 30, 16, 0, false, 6"
    })
    void everyPixelThatTilesShareIsTheirWeightedMeanAndOthersKeepWhatDecides(
            int width, int height, int tileSize, int overlap, boolean exclusive, long seed) {
        Tiles tiles = new Tiles(new TileGrid(width, height, tileSize, overlap), exclusive, seed);

        for (TileId tile : tiles.raw.keySet()) {
            float[][] blended = tiles.blended(tile);
            PixelRect window = tiles.grid.tile(tile).window();
            for (int y = 0; y < tileSize; y++) {
                for (int x = 0; x < tileSize; x++) {
                    for (int c = 0; c < CHANNELS; c++) {
                        double expected = tiles.expected(tile, c, window.x() + x, window.y() + y);
                        assertThat((double) blended[c][y * tileSize + x])
                                .as("tile %s, channel %d, pixel %d, %d", tile, c, x, y)
                                .isEqualTo(expected, within(1e-7));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tilesThatShareAPixelGiveItTheSameScoreBitForBit(boolean exclusive) {
        Tiles tiles = new Tiles(new TileGrid(58, 58, 24, 7), exclusive, 11);
        Map<String, Float> first = new HashMap<>();
        Set<String> shared = new HashSet<>();

        for (TileId tile : tiles.raw.keySet()) {
            float[][] blended = tiles.blended(tile);
            PixelRect window = tiles.grid.tile(tile).window();
            for (int i = 0; i < 24 * 24; i++) {
                for (int c = 0; c < CHANNELS; c++) {
                    String pixel = c + "," + (window.x() + i % 24) + "," + (window.y() + i / 24);
                    Float other = first.putIfAbsent(pixel, blended[c][i]);
                    if (other != null) {
                        shared.add(pixel);
                        assertThat(Float.floatToIntBits(blended[c][i])).isEqualTo(Float.floatToIntBits(other));
                    }
                }
            }
        }
        // 3 windows a side: all but 17, 10 and 17 columns and rows are seen by two or four of them.
        assertThat(shared).hasSize(CHANNELS * (58 * 58 - 44 * 44));
    }

    @Test
    void aTileThatWasSkippedHasNoSay() {
        TileGrid grid = new TileGrid(20, 8, 12, 4);
        TileId left = new TileId(0, 0);
        Tiles tiles = new Tiles(grid, true, 3);
        tiles.packed.remove(new TileId(0, 1));

        float[][] blended = tiles.blended(left);

        for (int c = 0; c < CHANNELS; c++) {
            for (int x = 8; x < 12; x++) {
                assertThat(blended[c][x]).isEqualTo((float) (Math.round(tiles.raw(left, c, x, 0) * 65534.0) / 65534.0));
            }
        }
    }

    @Test
    void whatIsNoNumberHasNoSayAndIsCountedOnceForAMap() {
        TileGrid grid = new TileGrid(20, 12, 12, 4);
        ScoreChannels channels = new ScoreChannels(2, true, ScoreChannels.NO_BACKGROUND, 0);
        TileScores left = ScorePacker.pack(TileBlocks.of(grid, new TileId(0, 0)), new BitSet(), map(channels, 0.25f));
        TileScores right =
                ScorePacker.pack(TileBlocks.of(grid, new TileId(0, 1)), new BitSet(), map(channels, Float.NaN));
        Map<TileId, TileScores> packed = Map.of(left.tile(), left, right.tile(), right);

        float[] line = new float[12];
        rows(grid, packed, left.tile(), 2).read(0, 0, line);
        float[] other = new float[12];
        rows(grid, packed, right.tile(), 2).read(0, 0, other);

        assertThat(line[8]).isEqualTo(other[0]).isCloseTo(0.25f, within(1e-5f));
        assertThat(other[4]).isNaN();
        assertThat(left.rejections().asMap()).isEmpty();
        assertThat(right.rejections().asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 1L));
    }

    @Test
    void aWindowWithoutNeighboursIsOneBlock() {
        assertThat(TileBlocks.of(new TileGrid(10, 10, 16, 4), new TileId(0, 0)).ids())
                .isEqualTo(List.of(new BlockId(new TileId(0, 0), 0, 0)));
    }

    /** The first channel has one score everywhere, the second its complement or, with NaN, a number. */
    private static ScoreMap map(ScoreChannels channels, float score) {
        return new ScoreMap(
                channels,
                12,
                12,
                (channel, row, target) ->
                        Arrays.fill(target, channel == 0 ? score : Float.isNaN(score) ? 0.5f : 1 - score));
    }

    private static BlendedRows rows(TileGrid grid, Map<TileId, TileScores> packed, TileId tile, int channels) {
        return BlendedRows.of(
                TileBlocks.of(grid, tile),
                channels,
                id -> Optional.ofNullable(packed.get(id.tile()))
                        .map(scores -> scores.blocks()
                                .get(TileBlocks.of(grid, id.tile()).ids().indexOf(id))));
    }

    /** Random scores for every tile of a grid. */
    private static final class Tiles {

        private final TileGrid grid;
        private final boolean exclusive;
        private final Map<TileId, float[][]> raw = new HashMap<>();
        private final Map<TileId, TileScores> packed = new HashMap<>();

        Tiles(TileGrid grid, boolean exclusive, long seed) {
            this.grid = grid;
            this.exclusive = exclusive;
            SplittableRandom random = new SplittableRandom(seed);
            int size = grid.tileSize();
            for (int row = 0; row < grid.rows(); row++) {
                for (int column = 0; column < grid.columns(); column++) {
                    TileId tile = new TileId(row, column);
                    float[][] planes = new float[CHANNELS][size * size];
                    for (float[] plane : planes) {
                        for (int i = 0; i < plane.length; i++) {
                            plane[i] = (float) random.nextDouble();
                        }
                    }
                    raw.put(tile, planes);
                    ScoreChannels channels = new ScoreChannels(CHANNELS, exclusive, 0, 0);
                    ScoreMap map = new ScoreMap(
                            channels,
                            size,
                            size,
                            (channel, y, target) -> System.arraycopy(planes[channel], y * size, target, 0, size));
                    packed.put(tile, ScorePacker.pack(TileBlocks.of(grid, tile), new BitSet(), map));
                }
            }
        }

        float raw(TileId tile, int channel, int x, int y) {
            PixelRect window = grid.tile(tile).window();
            return Objects.requireNonNull(raw.get(tile))[channel][(y - window.y()) * grid.tileSize() + x - window.x()];
        }

        float[][] blended(TileId tile) {
            int size = grid.tileSize();
            BlendedRows rows = rows(grid, packed, tile, CHANNELS);
            float[][] planes = new float[CHANNELS][size * size];
            float[] line = new float[size];
            for (int y = 0; y < size; y++) {
                for (int c = 0; c < CHANNELS; c++) {
                    rows.read(c, y, line);
                    System.arraycopy(line, 0, planes[c], y * size, size);
                }
            }
            return planes;
        }

        /** Weight of a pixel along an axis: half pixels from the side of the window that lies inside the grid. */
        private double ramp(int offset, int index, int count) {
            int overlap = grid.overlap();
            double weight = overlap;
            if (index > 0) {
                weight = Math.min(weight, offset + 0.5);
            }
            if (index < count - 1) {
                weight = Math.min(weight, grid.tileSize() - offset - 0.5);
            }
            return overlap == 0 ? 1 : weight / overlap;
        }

        double expected(TileId tile, int channel, int x, int y) {
            double sum = 0;
            double weights = 0;
            int seenBy = 0;
            for (TileId other : raw.keySet()) {
                PixelRect window = grid.tile(other).window();
                if (window.contains(new PixelRect(x, y, 1, 1))) {
                    double weight = ramp(x - window.x(), other.column(), grid.columns())
                            * ramp(y - window.y(), other.row(), grid.rows());
                    sum += weight * Math.round(raw(other, channel, x, y) * 65534.0) / 65534.0;
                    weights += weight;
                    seenBy++;
                }
            }
            if (!exclusive && channel == 0) {
                return 0;
            }
            return seenBy > 1 ? sum / weights : kept(tile, channel, x, y);
        }

        /** Of a pixel of one tile: the winner, with 1 for the background; or what is above one half. */
        private double kept(TileId tile, int channel, int x, int y) {
            long[] whole = new long[CHANNELS];
            int winner = 0;
            for (int c = 0; c < CHANNELS; c++) {
                whole[c] = Math.round(raw(tile, c, x, y) * 65534.0);
                winner = whole[c] > whole[winner] ? c : winner;
            }
            if (!exclusive) {
                return whole[channel] > HALF ? whole[channel] / 65534.0 : 0;
            }
            return channel != winner ? 0 : winner == 0 ? 1 : whole[winner] / 65534.0;
        }
    }
}
