package org.gsprelabel.geotools.features;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Origin;
import org.gsprelabel.candidate.Provenance;
import org.gsprelabel.filter.AreaCalculator;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Candidates in pixels to features in world coordinates. An id follows from the content alone (class, model, tile, id of
 * the prompt if there is one, and the exact coordinates in the coverage's CRS), so the same object has the same id in every run and region.
 */
public final class PredictionWriter {

    private static final int ID_BYTES = 8;

    private final SimpleFeatureType schema;
    private final GridToWorld gridToWorld;
    private final @Nullable MathTransform toTarget;
    private final @Nullable String gridText;
    private final AreaCalculator area;
    private final Function<Candidate, Provenance> provenance;

    /**
     * @param crs of the coverage
     * @param grid that the candidates' tiles count in
     * @param gridToWorld working pixel corners to coordinates of {@code crs}
     * @param targetCrs of the features; empty for {@code crs}
     * @param area of a geometry in working pixels
     * @param provenance of a candidate
     * @throws IllegalArgumentException when the target CRS cannot be reached from the coverage's
     */
    public PredictionWriter(
            CoordinateReferenceSystem crs,
            TileGrid grid,
            GridToWorld gridToWorld,
            Optional<CoordinateReferenceSystem> targetCrs,
            AreaCalculator area,
            Function<Candidate, Provenance> provenance) {
        this(
                PredictionSchema.in(targetCrs.orElse(crs)),
                gridToWorld,
                transform(crs, targetCrs.orElse(crs)),
                gridText(crs, grid, gridToWorld, targetCrs.orElse(crs)),
                area,
                provenance);
    }

    private PredictionWriter(
            SimpleFeatureType schema,
            GridToWorld gridToWorld,
            @Nullable MathTransform toTarget,
            @Nullable String gridText,
            AreaCalculator area,
            Function<Candidate, Provenance> provenance) {
        this.schema = schema;
        this.gridToWorld = gridToWorld;
        this.toTarget = toTarget;
        this.gridText = gridText;
        this.area = area;
        this.provenance = provenance;
    }

    /** A writer of candidates that have no grid and are in coordinates of {@code crs} already. */
    public static PredictionWriter withoutGrid(
            CoordinateReferenceSystem crs, AreaCalculator area, Function<Candidate, Provenance> provenance) {
        return new PredictionWriter(
                PredictionSchema.in(crs), new GridToWorld(1, 0, 0, 1, 0, 0), null, null, area, provenance);
    }

    /** Whether the features have another CRS than the coverage. */
    public boolean reprojects() {
        return toTarget != null;
    }

    /** The type of the features. */
    public SimpleFeatureType schema() {
        return schema;
    }

    /**
     * The feature of a candidate.
     *
     * @throws IllegalArgumentException when it lies where the target CRS is not defined
     */
    public SimpleFeature feature(Candidate candidate) {
        Geometry world = gridToWorld.toWorld(candidate.geometry());
        Provenance origin = provenance.apply(candidate);
        SimpleFeatureBuilder builder = new SimpleFeatureBuilder(schema);
        builder.set(PredictionSchema.GEOMETRY, multiPolygon(reprojected(world)));
        builder.set(PredictionSchema.CONFIDENCE, candidate.confidence());
        builder.set(PredictionSchema.CLASS_NAME, candidate.className());
        builder.set(PredictionSchema.TILE_ID, candidate.tile().toString());
        builder.set(
                PredictionSchema.TIMESTAMP,
                origin.timestamp().equals(Provenance.UNKNOWN_TIME) ? null : Date.from(origin.timestamp()));
        builder.set(PredictionSchema.MODEL, origin.model());
        builder.set(PredictionSchema.AREA, area.squareMetres(candidate.geometry()));
        builder.set(PredictionSchema.PROMPT, origin.prompt());
        builder.set(PredictionSchema.SOURCE, origin.source());
        builder.set(PredictionSchema.TILE_EDGE, Side.letters(candidate.cutSides()));
        builder.set(PredictionSchema.PIECES, candidate.pieces());
        builder.set(PredictionSchema.TILE_GRID, gridText);
        Origin asked = candidate.origin();
        builder.set(PredictionSchema.LABEL, asked.label().orElse(null));
        builder.set(PredictionSchema.PROMPT_ID, asked.promptId().orElse(null));
        builder.set(
                PredictionSchema.MASK_IOU,
                asked.maskIou().isPresent() ? asked.maskIou().getAsDouble() : null);
        return builder.buildFeature(id(candidate, origin, world));
    }

    private Geometry reprojected(Geometry world) {
        if (toTarget == null) {
            return world;
        }
        try {
            return JTS.transform(world, toTarget);
        } catch (TransformException e) {
            throw new IllegalArgumentException(
                    "targetCRS is not defined where " + world.getEnvelopeInternal() + " lies; choose another", e);
        }
    }

    private static MultiPolygon multiPolygon(Geometry geometry) {
        return geometry instanceof Polygon polygon
                ? geometry.getFactory().createMultiPolygon(new Polygon[] {polygon})
                : (MultiPolygon) geometry;
    }

    private static String id(Candidate candidate, Provenance origin, Geometry world) {
        MessageDigest digest = sha256();
        List<String> texts = new ArrayList<>(
                List.of(candidate.className(), origin.model(), candidate.tile().toString()));
        candidate.origin().promptId().ifPresent(texts::add);
        for (String text : texts) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        Coordinate[] coordinates = world.getCoordinates();
        ByteBuffer bytes = ByteBuffer.allocate(2 * Double.BYTES * coordinates.length);
        for (Coordinate coordinate : coordinates) {
            bytes.putDouble(coordinate.x).putDouble(coordinate.y);
        }
        digest.update(bytes.flip());
        return PredictionSchema.TYPE_NAME + "." + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static @Nullable MathTransform transform(CoordinateReferenceSystem from, CoordinateReferenceSystem to) {
        if (CRS.equalsIgnoreMetadata(from, to)) {
            return null;
        }
        try {
            return CRS.findMathTransform(from, to, true);
        } catch (FactoryException e) {
            throw new IllegalArgumentException(
                    "targetCRS '" + to.getName().getCode() + "' cannot be reached from the coverage's CRS '"
                            + from.getName().getCode() + "'",
                    e);
        }
    }

    /** Without a code, a reader of reprojected features could not find the way back to the grid: then there is no text. */
    private static @Nullable String gridText(
            CoordinateReferenceSystem crs, TileGrid grid, GridToWorld gridToWorld, CoordinateReferenceSystem target) {
        Optional<String> code = codeOf(crs);
        return code.isEmpty() && !CRS.equalsIgnoreMetadata(crs, target)
                ? null
                : new TileGridText(code, grid, gridToWorld).toString();
    }

    private static Optional<String> codeOf(CoordinateReferenceSystem crs) {
        try {
            return Optional.ofNullable(CRS.lookupEpsgCode(crs, false)).map(code -> "EPSG:" + code);
        } catch (FactoryException e) {
            throw new IllegalStateException("the code of CRS '" + crs.getName().getCode() + "' cannot be looked up", e);
        }
    }
}
