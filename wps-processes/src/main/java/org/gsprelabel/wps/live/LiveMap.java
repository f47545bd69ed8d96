package org.gsprelabel.wps.live;

import java.util.Optional;
import java.util.OptionalDouble;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.gsprelabel.pipeline.Limit;
import org.gsprelabel.pipeline.RunListener;
import org.gsprelabel.pipeline.RunOutcome;
import org.gsprelabel.pipeline.RunResources;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.wps.PreparedRun;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygonal;

/**
 * Labels one map. The tiles are those of the whole coverage, so panning changes none of them; objects that reach beyond the map
 * are whole where the time allows, and {@code tile_edge} names the sides where they are not.
 */
final class LiveMap {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final PreparedRun run;
    private final Limit maxTiles;
    private final OptionalDouble maxScaleDenominator;

    /**
     * @param maxTiles most tiles that a map may need
     * @param maxScaleDenominator of the coarsest map that is labelled
     */
    LiveMap(PreparedRun run, Limit maxTiles, OptionalDouble maxScaleDenominator) {
        this.run = run;
        this.maxTiles = maxTiles;
        this.maxScaleDenominator = maxScaleDenominator;
    }

    /**
     * The features of a map.
     *
     * @param extent of the map, in any CRS
     * @param scaleDenominator of the map, where it is known
     * @param resources with a time budget
     */
    SimpleFeatureCollection label(
            ReferencedEnvelope extent, OptionalDouble scaleDenominator, RunListener listener, RunResources resources) {
        LiveFeatures features = new LiveFeatures(run.writer());
        Optional<Geometry> shown = run.inPixels(polygon(extent));
        if (shown.isPresent()) {
            Optional<String> refusal = refusal(shown.get(), scaleDenominator);
            if (refusal.isPresent()) {
                part(shown.get(), run.plan().tileGrid().bounds())
                        .ifPresent(place -> features.addMessage(place, refusal.get()));
            } else {
                label(shown.get(), features, listener, resources);
            }
        }
        return features.collection();
    }

    private void label(Geometry shown, LiveFeatures features, RunListener listener, RunResources resources) {
        RunOutcome outcome = run.execute(Optional.of(shown), listener, resources);
        try (var candidates = outcome.candidates()) {
            candidates.forEach(features::add);
        }
        TileGrid grid = run.plan().tileGrid();
        for (TileId tile : outcome.report().tilesUnfinished()) {
            part(shown, grid.tile(tile).core())
                    .ifPresent(place -> features.addMessage(place, "not looked at yet, ask for the map again"));
        }
    }

    /** Why a map is not labelled. */
    private Optional<String> refusal(Geometry shown, OptionalDouble scaleDenominator) {
        if (scaleDenominator.isPresent()
                && maxScaleDenominator.isPresent()
                && scaleDenominator.getAsDouble() > maxScaleDenominator.getAsDouble()) {
            return Optional.of("zoom in to 1:" + Math.round(maxScaleDenominator.getAsDouble())
                    + " to see live labels; this map is 1:" + Math.round(scaleDenominator.getAsDouble()));
        }
        int tiles =
                run.plan().tileGrid().tilesTouching(shown.getEnvelopeInternal()).size();
        return maxTiles.allows(tiles)
                ? Optional.empty()
                : Optional.of("zoom in to see live labels: this map needs " + tiles + " tiles, " + maxTiles.name()
                        + " allows " + maxTiles.most());
    }

    /** The part of the map that lies in a rectangle of pixels, if it has an area. */
    private static Optional<Geometry> part(Geometry shown, PixelRect rect) {
        Geometry place = shown.intersection(
                GEOMETRIES.toGeometry(new Envelope(rect.x(), rect.right(), rect.y(), rect.bottom())));
        return Optional.of(place).filter(found -> found instanceof Polygonal && !found.isEmpty());
    }

    private static Geometry polygon(ReferencedEnvelope extent) {
        Geometry polygon = GEOMETRIES.createPolygon(new Coordinate[] {
            new Coordinate(extent.getMinX(), extent.getMinY()),
            new Coordinate(extent.getMaxX(), extent.getMinY()),
            new Coordinate(extent.getMaxX(), extent.getMaxY()),
            new Coordinate(extent.getMinX(), extent.getMaxY()),
            new Coordinate(extent.getMinX(), extent.getMinY())
        });
        polygon.setUserData(extent.getCoordinateReferenceSystem());
        return polygon;
    }
}
