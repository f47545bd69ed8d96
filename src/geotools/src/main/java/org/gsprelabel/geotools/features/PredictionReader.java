package org.gsprelabel.geotools.features;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Origin;
import org.gsprelabel.candidate.Provenance;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileId;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;

/**
 * Features to candidates in pixels. What {@link PredictionWriter} wrote comes back bit for bit: coordinates of candidates
 * are multiples of 1/{@value Candidate#FRACTIONS} pixel, and a coordinate that is that close to one is one.
 *
 * <p>Features of other origin need a polygon, {@code confidence} and {@code class_name}; what cannot be used is counted
 * and left out.
 */
public final class PredictionReader {

    private static final double SNAP = 1e-3;

    /** Of more, the places in the order of tiles could not be told apart. */
    private static final long MAX_TILES = 1L << 53;

    private final @Nullable CoordinateReferenceSystem crs;
    private final Map<String, TileGridText> grids = new HashMap<>();
    private final Map<String, Optional<MathTransform>> toGrid = new HashMap<>();
    /** Codes that cannot be used: to look up an unknown one takes its time, and a collection may have it in every feature. */
    private final Set<String> badCodes = new HashSet<>();

    /**
     * @param schema of the features
     */
    public PredictionReader(SimpleFeatureType schema) {
        this.crs = schema.getCoordinateReferenceSystem();
    }

    /** The prediction of a feature; empty, and counted, when it cannot be used. */
    public Optional<Prediction> read(SimpleFeature feature, RejectionCounts rejections) {
        try {
            Optional<TileGridText> grid =
                    text(feature, PredictionSchema.TILE_ID).isPresent()
                            ? text(feature, PredictionSchema.TILE_GRID).map(this::grid)
                            : Optional.empty();
            Object value = feature.getDefaultGeometry();
            // Repaired in pixels, not before: a hole that touches its shell between two corners is valid there, and
            // nearly always a little out of place in world coordinates.
            Optional<Geometry> shape = PolygonRepair.polygonal(
                    grid.isPresent() && value instanceof Geometry world ? toPixels(world, grid.get()) : value);
            if (shape.isEmpty()) {
                rejections.add(Rejection.BAD_GEOMETRY);
                return Optional.empty();
            }
            return Optional.of(new Prediction(
                    new Candidate(
                            shape.get(),
                            className(feature),
                            confidence(feature),
                            grid.isPresent() ? tile(feature, grid.get()) : new TileId(0, 0),
                            text(feature, PredictionSchema.TILE_EDGE)
                                    .map(Side::parse)
                                    .orElse(Set.of()),
                            pieces(feature),
                            origin(feature)),
                    grid,
                    provenance(feature)));
        } catch (IllegalArgumentException e) {
            rejections.add(Rejection.BAD_ATTRIBUTE);
            return Optional.empty();
        } catch (TransformException e) {
            rejections.add(Rejection.BAD_GEOMETRY);
            return Optional.empty();
        }
    }

    private static double confidence(SimpleFeature feature) {
        if (feature.getAttribute(PredictionSchema.CONFIDENCE) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("confidence must be a number");
    }

    private static String className(SimpleFeature feature) {
        return text(feature, PredictionSchema.CLASS_NAME)
                .orElseThrow(() -> new IllegalArgumentException("class_name must be given"));
    }

    private static int pieces(SimpleFeature feature) {
        return feature.getAttribute(PredictionSchema.PIECES) instanceof Number number ? number.intValue() : 1;
    }

    private static Origin origin(SimpleFeature feature) {
        Object maskIou = feature.getAttribute(PredictionSchema.MASK_IOU);
        return new Origin(
                text(feature, PredictionSchema.LABEL).filter(text -> !text.isBlank()),
                text(feature, PredictionSchema.PROMPT_ID).filter(text -> !text.isBlank()),
                maskIou instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty());
    }

    private static Provenance provenance(SimpleFeature feature) {
        return new Provenance(
                text(feature, PredictionSchema.MODEL).orElse(""),
                text(feature, PredictionSchema.SOURCE).orElse(""),
                text(feature, PredictionSchema.PROMPT).orElse(""),
                timestamp(feature.getAttribute(PredictionSchema.TIMESTAMP)));
    }

    /** Formats hand instants over as dates, calendars or texts. */
    private static Instant timestamp(@Nullable Object value) {
        if (value instanceof Date date) {
            return Instant.ofEpochMilli(date.getTime());
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant();
        }
        if (value instanceof String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("timestamp must be an instant, got '" + text + "'", e);
            }
        }
        return Provenance.UNKNOWN_TIME;
    }

    private static Optional<String> text(SimpleFeature feature, String attribute) {
        return feature.getAttribute(attribute) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private TileGridText grid(String text) {
        TileGridText grid = grids.computeIfAbsent(text, TileGridText::parse);
        if (grid.grid().size() > MAX_TILES) {
            throw new IllegalArgumentException("tile grid must have at most " + MAX_TILES + " tiles, got "
                    + grid.grid().size());
        }
        return grid;
    }

    private static TileId tile(SimpleFeature feature, TileGridText grid) {
        TileId id = TileId.parse(text(feature, PredictionSchema.TILE_ID).orElseThrow());
        if (id.row() >= grid.grid().rows() || id.column() >= grid.grid().columns()) {
            throw new IllegalArgumentException("no tile " + id + " in grid " + grid);
        }
        return id;
    }

    private Geometry toPixels(Geometry world, TileGridText grid) throws TransformException {
        Optional<MathTransform> transform =
                toGrid.computeIfAbsent(grid.crsCode().orElse(""), this::transformTo);
        Geometry inGridCrs = transform.isPresent() ? JTS.transform(world, transform.get()) : world;
        Geometry pixels = grid.gridToWorld().toPixels(inGridCrs);
        pixels.apply((CoordinateFilter) coordinate -> {
            coordinate.setX(snapped(coordinate.x));
            coordinate.setY(snapped(coordinate.y));
        });
        pixels.geometryChanged();
        return pixels;
    }

    /** Features without a CRS of their own, and grids without a code, are taken to agree. */
    private Optional<MathTransform> transformTo(String code) {
        if (code.isEmpty() || crs == null) {
            return Optional.empty();
        }
        try {
            if (badCodes.contains(code)) {
                throw new IllegalArgumentException("CRS " + code + " of a tile grid cannot be used");
            }
            CoordinateReferenceSystem gridCrs = CRS.decode(code, true);
            if (gridCrs.getCoordinateSystem().getDimension() != 2) {
                badCodes.add(code);
                throw new IllegalArgumentException("CRS " + code + " of a tile grid must have two dimensions");
            }
            return CRS.equalsIgnoreMetadata(crs, gridCrs)
                    ? Optional.empty()
                    : Optional.of(CRS.findMathTransform(crs, gridCrs, true));
        } catch (FactoryException e) {
            badCodes.add(code);
            throw new IllegalArgumentException("CRS " + code + " of a tile grid is not known", e);
        }
    }

    private static double snapped(double value) {
        double near = Math.rint(value * Candidate.FRACTIONS) / Candidate.FRACTIONS;
        // Adding zero turns a negative zero into zero.
        return Math.abs(value - near) < SNAP ? near + 0.0 : value;
    }
}
