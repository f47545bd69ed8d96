package org.gsprelabel.model;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a model wants a raster to be read.
 *
 * @param metresPerPixel ground sample distance it was trained at; empty: native
 * @param tileSize side of a tile in pixels; empty: the input's size, or 1024 where any size fits
 * @param overlap fraction of the tile that neighbours share; empty: 0.125
 * @param blend whether a model that scores each pixel is decided on scores blended over the overlap; for others it means
 *     nothing
 */
public record RasterSpec(OptionalDouble metresPerPixel, OptionalInt tileSize, OptionalDouble overlap, boolean blend) {

    /** Blended, where the model scores each pixel. */
    public RasterSpec(OptionalDouble metresPerPixel, OptionalInt tileSize, OptionalDouble overlap) {
        this(metresPerPixel, tileSize, overlap, true);
    }

    public RasterSpec {
        metresPerPixel.ifPresent(value -> {
            if (!(value > 0) || !Double.isFinite(value)) {
                throw new IllegalArgumentException("raster.metresPerPixel must be positive, got " + value);
            }
        });
        tileSize.ifPresent(value -> {
            if (value < 8) {
                throw new IllegalArgumentException("raster.tileSize must be at least 8, got " + value);
            }
        });
        overlap.ifPresent(value -> {
            if (!(value >= 0 && value <= 0.45)) {
                throw new IllegalArgumentException("raster.overlap must be from 0 to 0.45, got " + value);
            }
        });
    }
}
