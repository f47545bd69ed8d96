package org.gsprelabel.blend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gsprelabel.detect.ScoreRows;
import org.gsprelabel.tile.TileId;

/**
 * The blended scores of a tile's window: for each pixel and channel the mean of what the tiles say that see it, weighted
 * by the product of a linear ramp for each axis on which they overlap ({@link Span#weights}). Sums are of whole numbers,
 * and the quotient is rounded once; so tiles that share a pixel get the same score for it, bit for bit.
 *
 * <p>A tile that was not asked, or has no score for the pixel, has no say; a pixel without any score is NaN.
 */
public final class BlendedRows implements ScoreRows {

    private final List<Band> bands;

    private BlendedRows(List<Band> bands) {
        this.bands = bands;
    }

    /**
     * The rows of a tile.
     *
     * @param channels of every block
     * @param blocks gives the blocks of this tile and its neighbours; nothing for tiles that were not asked
     */
    public static BlendedRows of(TileBlocks layout, int channels, Function<BlockId, Optional<ScoreBlock>> blocks) {
        List<Band> bands = new ArrayList<>();
        for (Span rows : layout.rows()) {
            List<BlockBlend> row = new ArrayList<>();
            for (Span columns : layout.columns()) {
                row.add(blend(layout.tile(), rows, columns, channels, blocks));
            }
            bands.add(new Band(rows, layout.columns(), row));
        }
        return new BlendedRows(bands);
    }

    @Override
    public void read(int channel, int row, float[] target) {
        for (Band band : bands) {
            if (row < band.rows.end()) {
                for (int i = 0; i < band.blocks.size(); i++) {
                    band.blocks
                            .get(i)
                            .read(
                                    channel,
                                    row - band.rows.start(),
                                    target,
                                    band.columns.get(i).start());
                }
                return;
            }
        }
        throw new IndexOutOfBoundsException("no row " + row + " in the window");
    }

    private static BlockBlend blend(
            TileId tile, Span rows, Span columns, int channels, Function<BlockId, Optional<ScoreBlock>> blocks) {
        BlockBlend blend = new BlockBlend(columns.length(), channels);
        for (int down : rows.sharers()) {
            for (int right : columns.sharers()) {
                BlockId id = new BlockId(
                        new TileId(tile.row() + down, tile.column() + right),
                        rows.sideSeenFrom(down),
                        columns.sideSeenFrom(right));
                blocks.apply(id).ifPresent(block -> blend.add(block, rows.weights(down), columns.weights(right)));
            }
        }
        return blend;
    }

    /** The blocks of one span of rows. */
    private record Band(Span rows, List<Span> columns, List<BlockBlend> blocks) {}
}
