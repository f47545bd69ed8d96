package org.gsprelabel.geotools.features;

import java.util.Date;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * The schema of predictions, the same whatever model made them. Names have at most ten characters, since shapefiles cut the rest. All geometries are
 * multipolygons: a store wants one type, and an object that nodata cuts has several parts.
 */
public final class PredictionSchema {

    public static final String TYPE_NAME = "prelabel";

    public static final String GEOMETRY = "geometry";
    /** Score from 0 to 1. */
    public static final String CONFIDENCE = "confidence";

    public static final String CLASS_NAME = "class_name";
    /** Tile that saw it, {@code r12_c7}; of a merged object the first, row by row. */
    public static final String TILE_ID = "tile_id";
    /** Instant of the run. */
    public static final String TIMESTAMP = "timestamp";
    /** Id and first digits of the SHA-256 of the model. */
    public static final String MODEL = "model";
    /** Area on the ellipsoid in square metres. */
    public static final String AREA = "area_m2";

    public static final String PROMPT = "prompt";
    /** Name of the coverage. */
    public static final String SOURCE = "source";
    /** Sides of its tile that may have cut it: letters N, E, S, W; empty when it is whole. */
    public static final String TILE_EDGE = "tile_edge";
    /** How many tiles' pieces it was merged from. */
    public static final String PIECES = "pieces";
    /** The grid that the tile id counts in, see {@link TileGridText}. */
    public static final String TILE_GRID = "tile_grid";

    /** Text that came with the prompt, or the phrase that a model found; null where there is none. */
    public static final String LABEL = "label";
    /** Id of the prompt that was answered; null where there is none. */
    public static final String PROMPT_ID = "prompt_id";
    /** Predicted IoU from 0 to 1 of a mask that a segmenter made of a detector's box; null elsewhere. */
    public static final String MASK_IOU = "mask_iou";

    private PredictionSchema() {}

    /** The feature type in a CRS. */
    public static SimpleFeatureType in(CoordinateReferenceSystem crs) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName(TYPE_NAME);
        builder.setCRS(crs);
        builder.setDefaultGeometry(GEOMETRY);
        builder.add(GEOMETRY, MultiPolygon.class);
        builder.add(CONFIDENCE, Double.class);
        builder.add(CLASS_NAME, String.class);
        builder.add(TILE_ID, String.class);
        builder.add(TIMESTAMP, Date.class);
        builder.add(MODEL, String.class);
        builder.add(AREA, Double.class);
        builder.add(PROMPT, String.class);
        builder.add(SOURCE, String.class);
        builder.add(TILE_EDGE, String.class);
        builder.add(PIECES, Integer.class);
        builder.add(TILE_GRID, String.class);
        builder.add(LABEL, String.class);
        builder.add(PROMPT_ID, String.class);
        builder.add(MASK_IOU, Double.class);
        return builder.buildFeatureType();
    }
}
