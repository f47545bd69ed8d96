package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/** Finds the tiles that the objects of a region need. */
final class RegionTiles {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final TileGrid grid;
    private final PreparedGeometry region;
    private final Set<TileId> selected;
    private final int rings;
    private final NavigableSet<TileId> missing = new TreeSet<>();

    /**
     * @param region polygon in working pixels
     * @param selected tiles that were run
     * @param rings tiles by which to look ahead, where a group goes on behind the tiles that were run, from 0
     */
    RegionTiles(TileGrid grid, Geometry region, Set<TileId> selected, int rings) {
        this.grid = grid;
        this.region = PreparedGeometryFactory.prepare(region);
        this.selected = selected;
        this.rings = rings;
    }

    /** The tiles whose windows share a point with the region. */
    static List<TileId> touching(TileGrid grid, Geometry region) {
        PreparedGeometry prepared = PreparedGeometryFactory.prepare(region);
        Envelope envelope = region.getEnvelopeInternal();
        // An object that only touches the region's outline counts as part of it, so a window that only touches does
        // too.
        envelope.expandBy(1);
        return grid.tilesTouching(envelope).stream()
                .filter(id -> prepared.intersects(
                        GEOMETRIES.toGeometry(envelope(grid.tile(id).window()))))
                .toList();
    }

    /**
     * Takes note of a group: when it reaches into the region, every tile that it reaches into is needed. Where such a
     * tile was not run, the tiles behind it are taken along, as far as the look-ahead goes.
     */
    void accept(Candidate merged, Envelope extent) {
        if (region.intersects(GEOMETRIES.toGeometry(extent))) {
            Envelope reach = new Envelope(extent);
            reach.expandBy(1);
            List<TileId> reached = grid.tilesTouching(reach);
            addNew(reached);
            if (rings > 0 && !reached.isEmpty() && !selected.containsAll(reached)) {
                addNew(ahead(reached.get(0), reached.get(reached.size() - 1)));
            }
        }
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

    /** Tiles that are needed and were not run. */
    NavigableSet<TileId> missing() {
        return missing;
    }

    private static Envelope envelope(PixelRect rect) {
        return new Envelope(rect.x(), rect.right(), rect.y(), rect.bottom());
    }
}
