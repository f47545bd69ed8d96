package org.gsprelabel.pipeline;

import java.util.Optional;
import org.gsprelabel.prompt.RoutedPrompts;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.shape.Ground;
import org.gsprelabel.tile.TileBlock;
import org.gsprelabel.tile.TileGrid;

/**
 * How much there is to do, as far as it is known before a pixel is read. Tiles that turn out to be without data are among
 * them; tiles that objects of a region reach into beyond it are not.
 *
 * @param tiles to be looked at
 * @param pixels to be read for their windows, of the coverage or of the overview that serves; what windows share is read
 *     for each
 * @param complete false where counting ended when there were too many tiles, and there may be more
 */
public record RunExtent(long tiles, long pixels, boolean complete) {

    /** Blocks of tiles that a region's outline may be cut into before it is asked whether there are too many tiles already. */
    private static final long MOST_BLOCKS = 1 << 21;

    /** An extent that is known. */
    public RunExtent(long tiles, long pixels) {
        this(tiles, pixels, true);
    }

    /** Sums up blocks that share no tile. */
    private static final class Tally {

        private final TileGrid grid;
        private final Limit limit;
        private final long mostBlocks;
        private long blocks;
        private long tiles;
        private long pixels;
        private boolean complete = true;

        Tally(TileGrid grid, Limit limit, long mostBlocks) {
            this.grid = grid;
            this.limit = limit;
            this.mostBlocks = mostBlocks;
        }

        /** Adds a block; whether to go on. */
        boolean add(TileBlock block) {
            blocks++;
            tiles += block.size();
            pixels += grid.pixels(block);
            complete = blocks < mostBlocks || limit.allows(tiles);
            return complete;
        }
    }

    /**
     * The extent of a run. Tiles are counted and not listed, so a request for far too much is known as such in little memory.
     *
     * @param blends whether scores of neighbours are needed to decide a tile
     * @param limits once there are more tiles than they allow, a region that is too intricate is not counted to its end
     */
    public static RunExtent of(
            RasterSource source,
            RunPlan plan,
            RunParameters parameters,
            Ground ground,
            Optional<RoutedPrompts> prompts,
            boolean blends,
            RunLimits limits) {
        return of(source, plan, parameters, ground, prompts, blends, limits, MOST_BLOCKS);
    }

    static RunExtent of(
            RasterSource source,
            RunPlan plan,
            RunParameters parameters,
            Ground ground,
            Optional<RoutedPrompts> prompts,
            boolean blends,
            RunLimits limits,
            long mostBlocks) {
        TileGrid grid = plan.tileGrid();
        if (prompts.isPresent()) {
            return of(source, plan, TileSet.of(prompts.get().tiles()));
        }
        if (parameters.roi().isPresent()) {
            Tally tally = new Tally(grid, limits.tiles(), mostBlocks);
            TouchedBlocks.forAsLongAs(
                    grid,
                    parameters.roi().get(),
                    RegionTiles.reach(parameters.shape(), ground, grid),
                    blends,
                    tally::add);
            return new RunExtent(tally.tiles, read(source, plan, (double) tally.pixels), tally.complete);
        }
        double width = grid.width() + (grid.columns() - 1.0) * grid.overlap();
        double height = grid.height() + (grid.rows() - 1.0) * grid.overlap();
        return new RunExtent(grid.size(), read(source, plan, width * height));
    }

    static RunExtent of(RasterSource source, RunPlan plan, TileSet tiles) {
        return new RunExtent(tiles.size(), read(source, plan, (double) tiles.pixels(plan.tileGrid())));
    }

    private static long read(RasterSource source, RunPlan plan, double workingPixels) {
        return (long) Math.ceil(workingPixels * source.pixelsRead(plan.workingGrid()));
    }
}
