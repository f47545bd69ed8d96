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
 */
public record RunExtent(long tiles, long pixels) {

    /** Sums up blocks that share no tile. */
    private static final class Tally {

        private final TileGrid grid;
        private long tiles;
        private long pixels;

        Tally(TileGrid grid) {
            this.grid = grid;
        }

        void add(TileBlock block) {
            tiles += block.size();
            pixels += grid.pixels(block);
        }
    }

    /**
     * The extent of a run. Tiles are counted and not listed, so a request for far too much is known as such in little memory.
     *
     * @param blends whether scores of neighbours are needed to decide a tile
     */
    public static RunExtent of(
            RasterSource source,
            RunPlan plan,
            RunParameters parameters,
            Ground ground,
            Optional<RoutedPrompts> prompts,
            boolean blends) {
        TileGrid grid = plan.tileGrid();
        if (prompts.isPresent()) {
            return of(source, plan, TileSet.of(prompts.get().tiles()));
        }
        if (parameters.roi().isPresent()) {
            Tally tally = new Tally(grid);
            TouchedBlocks.forEach(
                    grid,
                    parameters.roi().get(),
                    RegionTiles.reach(parameters.shape(), ground, grid),
                    blends,
                    tally::add);
            return new RunExtent(tally.tiles, read(source, plan, (double) tally.pixels));
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
