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
import org.gsprelabel.tile.TileBlock;
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
    private final RunLimits limits;
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
     * @param limits of the tiles that are run in the end
     * @param rings tiles by which to look ahead, where a group goes on behind the tiles that were run, from 0
     */
    RegionTiles(
            TileGrid grid,
            Geometry region,
            double reach,
            RunParameters parameters,
            Set<TileId> selected,
            RunLimits limits,
            int rings) {
        this.grid = grid;
        this.region = PreparedGeometryFactory.prepare(region);
        this.reach = reach;
        this.merges = parameters.merge().merges();
        this.looksAtNeighbours = parameters.shape().looksAtNeighbours();
        this.selected = selected;
        this.limits = limits;
        this.rings = rings;
    }

    /**
     * The tiles whose windows share a point with the region.
     *
     * @param reach how far cleaning may bring an outline beyond its extent, in pixels
     */
    static TileSet touching(TileGrid grid, Geometry region, double reach) {
        TileSet tiles = new TileSet();
        TouchedBlocks.forEach(grid, region, reach, false, tiles::add);
        return tiles;
    }

    /** How far cleaning may bring an outline beyond its bounding box, in pixels. */
    static double reach(ShapeCleaning shape, Ground ground, TileGrid grid) {
        double detail = ground.pixels(shape.square(), grid);
        // Twice, since pixels of one image may differ in size on the ground.
        return detail == 0 ? 0 : 2 * FootprintSquarer.reach(detail);
    }

    /** Whether the groups of a region say anything of the tiles that it needs: else those that touch it are all. */
    boolean looksAtGroups() {
        return merges || looksAtNeighbours;
    }

    /**
     * Takes note of a group: when it reaches into the region, every tile that it reaches into is needed. Where such a
     * tile was not run, the tiles behind it are taken along, as far as the look-ahead goes.
     *
     * @throws IllegalArgumentException as soon as there are more tiles than limits allow
     */
    void accept(Candidate merged, Envelope extent) {
        Envelope reached = new Envelope(extent);
        reached.expandBy(reach);
        if (region.intersects(GEOMETRIES.toGeometry(reached))) {
            addAll(extent);
            if (looksAtNeighbours) {
                Envelope around = blocks(extent);
                blocks.insert(around, around);
                grid.tilesTouching(around).ifPresent(this::addNew);
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
        grid.tilesTouching(touched).ifPresent(reached -> {
            addNew(reached);
            if (rings > 0 && !areSelected(reached)) {
                addNew(ahead(reached));
            }
        });
    }

    private boolean areSelected(TileBlock block) {
        for (TileId id : block) {
            if (!selected.contains(id)) {
                return false;
            }
        }
        return true;
    }

    /** The blocks that an extent touches. */
    private static Envelope blocks(Envelope extent) {
        return new Envelope(
                (Math.ceil(extent.getMinX() / Block.SIDE) - 1) * Block.SIDE,
                (Math.floor(extent.getMaxX() / Block.SIDE) + 1) * Block.SIDE,
                (Math.ceil(extent.getMinY() / Block.SIDE) - 1) * Block.SIDE,
                (Math.floor(extent.getMaxY() / Block.SIDE) + 1) * Block.SIDE);
    }

    /** A block of tiles, grown on the sides whose outermost tiles were for the most part not run. */
    private TileBlock ahead(TileBlock block) {
        TileId first = block.first();
        TileId last = block.last();
        int top = first.row() - (isNew(first.row(), first.row(), first.column(), last.column()) ? rings : 0);
        int bottom = last.row() + (isNew(last.row(), last.row(), first.column(), last.column()) ? rings : 0);
        int left = first.column() - (isNew(first.row(), last.row(), first.column(), first.column()) ? rings : 0);
        int right = last.column() + (isNew(first.row(), last.row(), last.column(), last.column()) ? rings : 0);
        return new TileBlock(
                new TileId(Math.max(0, top), Math.max(0, left)),
                new TileId(Math.min(grid.rows() - 1, bottom), Math.min(grid.columns() - 1, right)));
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

    /** The box around a long and slanting object has far more tiles than it was found in, so each is counted as it is added. */
    private void addNew(TileBlock block) {
        for (TileId id : block) {
            if (!selected.contains(id) && missing.add(id)) {
                limits.requireTiles((long) selected.size() + missing.size());
            }
        }
    }

    /**
     * Tiles that are needed and were not run: where outlines depend on those beside them, also those of every group that
     * reaches into a block of a group of the region.
     *
     * @throws IllegalArgumentException as soon as there are more tiles than limits allow
     */
    NavigableSet<TileId> missing() {
        for (Envelope extent : extents) {
            if (!blocks.query(extent).isEmpty()) {
                addAll(extent);
            }
        }
        return missing;
    }
}
