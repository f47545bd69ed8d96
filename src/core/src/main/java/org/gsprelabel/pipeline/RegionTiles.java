package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.shape.Block;
import org.gsprelabel.shape.FootprintSquarer;
import org.gsprelabel.shape.Ground;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

/** Finds the tiles that the objects of a region need. */
final class RegionTiles {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final TileGrid grid;
    private final PreparedGeometry region;
    private final Set<TileId> selected;
    private final int rings;
    private final double reach;
    /** Whether pieces of several tiles may be one object. */
    private final boolean merges;

    /** Whether an outline depends on those that share a block with it. */
    private final boolean looksAtNeighbours;
    /** Extents of all groups, and the blocks of those of the region, where outlines depend on those beside them. */
    private final STRtree blocks = new STRtree();

    private final List<Envelope> extents = new ArrayList<>();
    private final NavigableSet<TileId> missing = new TreeSet<>();

    /**
     * @param region polygon in working pixels
     * @param reach how far cleaning may bring an outline beyond its extent, in pixels
     * @param parameters how pieces are merged, and outlines cleaned
     * @param selected tiles that were run
     * @param rings tiles by which to look ahead, where a group goes on behind the tiles that were run, from 0
     */
    RegionTiles(
            TileGrid grid, Geometry region, double reach, RunParameters parameters, Set<TileId> selected, int rings) {
        this.grid = grid;
        this.region = PreparedGeometryFactory.prepare(region);
        this.reach = reach;
        this.merges = parameters.merge().merges();
        this.looksAtNeighbours = parameters.shape().looksAtNeighbours();
        this.selected = selected;
        this.rings = rings;
    }

    /**
     * The tiles whose windows share a point with the region.
     *
     * @param reach how far cleaning may bring an outline beyond its extent, in pixels
     */
    static TileSet touching(TileGrid grid, Geometry region, double reach) {
        TileSet tiles = new TileSet();
        addTouching(
                grid,
                PreparedGeometryFactory.prepare(reach > 0 ? region.buffer(reach) : region),
                new TileId(0, 0),
                new TileId(grid.rows() - 1, grid.columns() - 1),
                tiles);
        return tiles;
    }

    /** How far cleaning may bring an outline beyond its bounding box, in pixels. */
    static double reach(ShapeCleaning shape, Ground ground, TileGrid grid) {
        double detail = ground.pixels(shape.square(), grid);
        // Twice, since pixels of one image may differ in size on the ground.
        return detail == 0 ? 0 : 2 * FootprintSquarer.reach(detail);
    }

    /** Quarters blocks that the region cuts, so that a large grid costs what the region's outline does. */
    private static void addTouching(TileGrid grid, PreparedGeometry region, TileId first, TileId last, TileSet tiles) {
        Envelope extent = envelope(grid.tile(first).window());
        extent.expandToInclude(envelope(grid.tile(last).window()));
        Geometry block = GEOMETRIES.toGeometry(extent);
        // An object that only touches the region's outline counts as part of it, so a window that only touches does
        // too.
        if (!region.intersects(block)) {
            return;
        }
        if (first.equals(last) || region.covers(block)) {
            for (int row = first.row(); row <= last.row(); row++) {
                tiles.addRow(row, first.column(), last.column() + 1);
            }
            return;
        }
        int row = (first.row() + last.row()) / 2;
        int column = (first.column() + last.column()) / 2;
        addTouching(grid, region, first, new TileId(row, column), tiles);
        if (column < last.column()) {
            addTouching(grid, region, new TileId(first.row(), column + 1), new TileId(row, last.column()), tiles);
        }
        if (row < last.row()) {
            addTouching(grid, region, new TileId(row + 1, first.column()), new TileId(last.row(), column), tiles);
        }
        if (row < last.row() && column < last.column()) {
            addTouching(grid, region, new TileId(row + 1, column + 1), last, tiles);
        }
    }

    /** Whether the groups of a region say anything of the tiles that it needs: else those that touch it are all. */
    boolean looksAtGroups() {
        return merges || looksAtNeighbours;
    }

    /**
     * Takes note of a group: when it reaches into the region, every tile that it reaches into is needed. Where such a
     * tile was not run, the tiles behind it are taken along, as far as the look-ahead goes.
     */
    void accept(Candidate merged, Envelope extent) {
        Envelope reached = new Envelope(extent);
        reached.expandBy(reach);
        if (region.intersects(GEOMETRIES.toGeometry(reached))) {
            addAll(extent);
            if (looksAtNeighbours) {
                Envelope around = blocks(extent);
                blocks.insert(around, around);
                addNew(grid.tilesTouching(around));
            }
        }
        if (looksAtNeighbours) {
            extents.add(new Envelope(extent));
        }
    }

    /** Adds the tiles into which a group may go on; where nothing is merged, a candidate ends with its tile. */
    private void addAll(Envelope extent) {
        if (!merges) {
            return;
        }
        Envelope touched = new Envelope(extent);
        touched.expandBy(1);
        List<TileId> reached = grid.tilesTouching(touched);
        addNew(reached);
        if (rings > 0 && !reached.isEmpty() && !selected.containsAll(reached)) {
            addNew(ahead(reached.get(0), reached.get(reached.size() - 1)));
        }
    }

    /** The blocks that an extent touches. */
    private static Envelope blocks(Envelope extent) {
        return new Envelope(
                (Math.ceil(extent.getMinX() / Block.SIDE) - 1) * Block.SIDE,
                (Math.floor(extent.getMaxX() / Block.SIDE) + 1) * Block.SIDE,
                (Math.ceil(extent.getMinY() / Block.SIDE) - 1) * Block.SIDE,
                (Math.floor(extent.getMaxY() / Block.SIDE) + 1) * Block.SIDE);
    }

    /** The block of tiles from the first to the last, grown on the sides whose outermost tiles were for the most part not run. */
    private List<TileId> ahead(TileId first, TileId last) {
        int top = first.row() - (isNew(first.row(), first.row(), first.column(), last.column()) ? rings : 0);
        int bottom = last.row() + (isNew(last.row(), last.row(), first.column(), last.column()) ? rings : 0);
        int left = first.column() - (isNew(first.row(), last.row(), first.column(), first.column()) ? rings : 0);
        int right = last.column() + (isNew(first.row(), last.row(), last.column(), last.column()) ? rings : 0);
        List<TileId> block = new ArrayList<>();
        for (int row = Math.max(0, top); row <= Math.min(grid.rows() - 1, bottom); row++) {
            for (int column = Math.max(0, left); column <= Math.min(grid.columns() - 1, right); column++) {
                block.add(new TileId(row, column));
            }
        }
        return block;
    }

    /** Whether more than half of the tiles of a block were not run. */
    private boolean isNew(int top, int bottom, int left, int right) {
        int balance = 0;
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                balance += selected.contains(new TileId(row, column)) ? -1 : 1;
            }
        }
        return balance > 0;
    }

    private void addNew(List<TileId> ids) {
        for (TileId id : ids) {
            if (!selected.contains(id)) {
                missing.add(id);
            }
        }
    }

    /**
     * Tiles that are needed and were not run: where outlines depend on those beside them, also those of every group that
     * reaches into a block of a group of the region.
     */
    NavigableSet<TileId> missing() {
        for (Envelope extent : extents) {
            if (!blocks.query(extent).isEmpty()) {
                addAll(extent);
            }
        }
        return missing;
    }

    private static Envelope envelope(PixelRect rect) {
        return new Envelope(rect.x(), rect.right(), rect.y(), rect.bottom());
    }
}
