package org.gsprelabel.pipeline;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileBlock;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * Finds the tiles that a region touches, as blocks that have no tile in common. Blocks that the region cuts are quartered, so that a
 * large grid costs the time that the region's outline does, and hardly any memory.
 */
final class TouchedBlocks {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final TileGrid grid;
    private final PreparedGeometry region;
    /** Tiles by which a tile may lie beside one that the region touches. */
    private final int ring;

    private final Predicate<TileBlock> sink;

    private TouchedBlocks(TileGrid grid, PreparedGeometry region, int ring, Predicate<TileBlock> sink) {
        this.grid = grid;
        this.region = region;
        this.ring = ring;
        this.sink = sink;
    }

    /**
     * Hands over the blocks of the tiles whose windows share a point with the region, in no order.
     *
     * @param region polygon in working pixels
     * @param reach how far beyond the region a tile may lie, in pixels
     * @param withNeighbours whether also those whose windows share pixels with the window of such a tile
     */
    static void forEach(
            TileGrid grid, Geometry region, double reach, boolean withNeighbours, Consumer<TileBlock> sink) {
        forAsLongAs(grid, region, reach, withNeighbours, block -> {
            sink.accept(block);
            return true;
        });
    }

    /**
     * As {@link #forEach}, until a block is the last that is wanted: an outline that winds through a large grid has no end.
     *
     * @param sink takes a block, and says whether it wants further ones
     */
    static void forAsLongAs(
            TileGrid grid, Geometry region, double reach, boolean withNeighbours, Predicate<TileBlock> sink) {
        new TouchedBlocks(
                        grid,
                        PreparedGeometryFactory.prepare(reach > 0 ? region.buffer(reach) : region),
                        withNeighbours && grid.overlap() > 0 ? 1 : 0,
                        sink)
                .look(new TileId(0, 0), new TileId(grid.rows() - 1, grid.columns() - 1));
    }

    /** Whether further blocks are wanted. */
    private boolean look(TileId first, TileId last) {
        // An object that only touches the region's outline counts as part of it, so a window that only touches does
        // too. The windows of a tile and its neighbours are a rectangle without a gap.
        Envelope around = windows(
                new TileId(Math.max(0, first.row() - ring), Math.max(0, first.column() - ring)),
                new TileId(
                        Math.min(grid.rows() - 1, last.row() + ring),
                        Math.min(grid.columns() - 1, last.column() + ring)));
        if (!region.intersects(GEOMETRIES.toGeometry(around))) {
            return true;
        }
        if (first.equals(last) || region.covers(GEOMETRIES.toGeometry(inside(windows(first, last))))) {
            return sink.test(new TileBlock(first, last));
        }
        int row = (first.row() + last.row()) / 2;
        int column = (first.column() + last.column()) / 2;
        boolean isWide = column < last.column();
        boolean isHigh = row < last.row();
        return look(first, new TileId(row, column))
                && (!isWide || look(new TileId(first.row(), column + 1), new TileId(row, last.column())))
                && (!isHigh || look(new TileId(row + 1, first.column()), new TileId(last.row(), column)))
                && (!isWide || !isHigh || look(new TileId(row + 1, column + 1), last));
    }

    private Envelope windows(TileId first, TileId last) {
        PixelRect upperLeft = grid.tile(first).window();
        PixelRect lowerRight = grid.tile(last).window();
        return new Envelope(upperLeft.x(), lowerRight.right(), upperLeft.y(), lowerRight.bottom());
    }

    /** A region of the whole image need not go on where the last windows hang over its edge. */
    private Envelope inside(Envelope windows) {
        return windows.intersection(new Envelope(0, grid.width(), 0, grid.height()));
    }
}
