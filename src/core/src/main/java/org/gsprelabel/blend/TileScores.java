package org.gsprelabel.blend;

import java.util.BitSet;
import java.util.List;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.ScoreChannels;
import org.gsprelabel.tile.TileId;

/**
 * What a model says about one tile, before anything is decided. A pure function of the pixels of the tile's window, the
 * model and the tile's place in the grid.
 *
 * @param tile which tile
 * @param valid valid pixels of the window, bit {@code row * width + column}; none where the model was not asked
 * @param channels what the channels of the blocks mean
 * @param rejections what was dropped on the way
 * @param blocks in the order of {@link TileBlocks#ids}; none where the model was not asked
 */
public record TileScores(
        TileId tile, BitSet valid, ScoreChannels channels, RejectionCounts rejections, List<ScoreBlock> blocks) {

    public TileScores {
        blocks = List.copyOf(blocks);
    }

    /** The scores of a tile without a valid pixel. */
    public static TileScores skipped(TileId tile) {
        return new TileScores(
                tile,
                new BitSet(),
                new ScoreChannels(1, false, ScoreChannels.NO_BACKGROUND, 0),
                new RejectionCounts(),
                List.of());
    }

    /** True when the window has no valid pixel, and the model was not asked. */
    public boolean isSkipped() {
        return valid.isEmpty();
    }

    /** All but the blocks. */
    public TileScores withoutBlocks() {
        return new TileScores(tile, valid, channels, rejections, List.of());
    }
}
