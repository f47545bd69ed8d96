package org.gsprelabel.pipeline;

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
    private final NavigableSet<TileId> missing = new TreeSet<>();

    /**
     * @param region polygon in working pixels
     * @param selected tiles that were run
     */
    RegionTiles(TileGrid grid, Geometry region, Set<TileId> selected) {
        this.grid = grid;
        this.region = PreparedGeometryFactory.prepare(region);
        this.selected = selected;
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

    /** Takes note of a group: when it reaches into the region, every tile that it reaches into is needed. */
    void accept(Candidate merged, Envelope extent) {
        if (region.intersects(GEOMETRIES.toGeometry(extent))) {
            Envelope reach = new Envelope(extent);
            reach.expandBy(1);
            for (TileId id : grid.tilesTouching(reach)) {
                if (!selected.contains(id)) {
                    missing.add(id);
                }
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
