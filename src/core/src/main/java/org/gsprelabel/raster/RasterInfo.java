package org.gsprelabel.raster;

import java.util.List;
import org.gsprelabel.georef.GridToWorld;

/**
 * What is known of a raster before a pixel is read.
 *
 * @param name how reports name the raster
 * @param width native width in pixels
 * @param height native height in pixels
 * @param bands number of data bands, an alpha band not counted
 * @param sampleType type of the raw samples
 * @param gridToWorld native pixel corners to world coordinates
 * @param metresPerColumn ground distance from one native column to the next, at the centre of the raster
 * @param metresPerRow ground distance from one native row to the next, at the centre of the raster
 */
public record RasterInfo(
        String name,
        int width,
        int height,
        int bands,
        SampleType sampleType,
        GridToWorld gridToWorld,
        double metresPerColumn,
        double metresPerRow) {

    public RasterInfo {
        if (width < 1 || height < 1 || bands < 1) {
            throw new IllegalArgumentException("raster " + name + " must have at least one pixel and one band, got "
                    + width + " x " + height + " x " + bands);
        }
        if (!(metresPerColumn > 0 && metresPerRow > 0)) {
            throw new IllegalArgumentException("raster " + name + " must have a positive ground sample distance, got "
                    + metresPerColumn + " x " + metresPerRow + " m");
        }
    }

    /**
     * Refuses bands that the raster does not have.
     *
     * @param wanted band numbers from 1
     * @throws IllegalArgumentException when one is not among them
     */
    public void requireBands(List<Integer> wanted) {
        for (int band : wanted) {
            if (band < 1 || band > bands) {
                throw new IllegalArgumentException("raster " + name + " has " + bands
                        + (bands == 1 ? " band" : " bands") + ", band " + band + " was asked for");
            }
        }
    }
}
