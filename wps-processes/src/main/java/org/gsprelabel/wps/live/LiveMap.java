package org.gsprelabel.wps.live;

import java.util.Optional;
import java.util.OptionalDouble;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.gsprelabel.candidate.Provenance;
import org.gsprelabel.pipeline.Limit;
import org.gsprelabel.pipeline.RunListener;
import org.gsprelabel.pipeline.RunOutcome;
import org.gsprelabel.pipeline.RunResources;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileBlock;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.wps.PlannedRequest;
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

    private final PlannedRequest planned;
    private final Optional<Geometry> shown;

    /**
     * @param planned what the model is asked of the whole coverage
     * @param extent of the map, in any CRS
     */
    LiveMap(PlannedRequest planned, ReferencedEnvelope extent) {
        this.planned = planned;
        this.shown = planned.inPixels(polygon(extent));
    }

    /**
     * Why the map is not labelled; empty where it is.
     *
     * @param maxTiles most tiles that a map may need
     * @param scaleDenominator of the map, where it is known
     * @param maxScaleDenominator of the coarsest map that is labelled
     */
    Optional<String> refusal(Limit maxTiles, OptionalDouble scaleDenominator, OptionalDouble maxScaleDenominator) {
        if (scaleDenominator.isPresent()
                && maxScaleDenominator.isPresent()
                && scaleDenominator.getAsDouble() > maxScaleDenominator.getAsDouble()) {
            return Optional.of("zoom in to 1:" + Math.round(maxScaleDenominator.getAsDouble())
                    + " to see live labels; this map is 1:" + Math.round(scaleDenominator.getAsDouble()));
        }
        long tiles = shown.flatMap(map -> grid().tilesTouching(map.getEnvelopeInternal()))
                .map(TileBlock::size)
                .orElse(0L);
        return maxTiles.allows(tiles)
                ? Optional.empty()
                : Optional.of("zoom in to see live labels: this map needs " + tiles + " tiles, " + maxTiles.name()
                        + " allows " + maxTiles.most());
    }

    /** What is drawn where there is nothing to label. */
    SimpleFeatureCollection nothing() {
        return messages().collection();
    }

    /** A message instead of labels, wherever the map shows the coverage. */
    SimpleFeatureCollection withMessage(String message) {
        LiveFeatures features = messages();
        shown.flatMap(map -> part(map, grid().bounds())).ifPresent(place -> features.addMessage(place, message));
        return features.collection();
    }

    /**
     * The features of the map.
     *
     * @param run of the whole coverage, with its model
     * @param resources with a time budget
     * @throws org.gsprelabel.pipeline.TimeIsUpException when it is used up before there is anything to show
     */
    SimpleFeatureCollection label(PreparedRun run, RunListener listener, RunResources resources) {
        LiveFeatures features = new LiveFeatures(run.writer());
        shown.ifPresent(map -> label(map, run, features, listener, resources));
        return features.collection();
    }

    private void label(
            Geometry map, PreparedRun run, LiveFeatures features, RunListener listener, RunResources resources) {
        RunOutcome outcome = run.execute(Optional.of(map), listener, resources);
        try (var candidates = outcome.candidates()) {
            candidates.forEach(features::add);
        }
        for (TileId tile : outcome.report().tilesUnfinished()) {
            part(map, grid().tile(tile).core())
                    .ifPresent(place -> features.addMessage(place, "not looked at yet, ask for the map again"));
        }
    }

    /** Whether the map shows anything of the coverage. */
    boolean showsTheCoverage() {
        return shown.isPresent();
    }

    /** Messages only: of a place with a message nobody asks what found it. */
    private LiveFeatures messages() {
        Provenance nobody = new Provenance(planned.model().id(), "", "", Provenance.UNKNOWN_TIME);
        return new LiveFeatures(planned.writer(Optional.empty(), nobody));
    }

    private TileGrid grid() {
        return planned.run().tileGrid();
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
