package org.gsprelabel.export;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.gsprelabel.geotools.referencing.WorldToPixels;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.tile.PixelRect;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Draws the outlines of features over the raster that they were found in, as a PNG: one colour a class, classes in
 * alphabetical order, with a legend of the number of features of each. The picture is in the raster's own grid, so a
 * rotated raster is drawn upright and its features with it.
 *
 * <p>Reads the raster reduced to the size of the picture, block by block, and one feature at a time.
 */
public final class PreviewWriter {

    private static final String CLASS_ATTRIBUTE = "class_name";
    private static final double LARGEST_ENLARGEMENT = 4;

    /**
     * Writes a picture, whole or not at all.
     *
     * @param rasterCrs CRS of the raster, x before y; features in another are transformed to it
     * @throws IllegalArgumentException when the window asked for lies outside the raster, or the features cannot be
     *     transformed
     * @throws ExportException when the file cannot be written
     */
    public void write(
            RasterSource raster,
            @Nullable CoordinateReferenceSystem rasterCrs,
            SimpleFeatureCollection features,
            PreviewOptions options,
            Path target) {
        BufferedImage picture = draw(raster, rasterCrs, features, options);
        AtomicFile.write(target, out -> {
            MemoryCacheImageOutputStream image = new MemoryCacheImageOutputStream(out);
            if (!ImageIO.write(picture, "png", image)) {
                throw new IOException("this Java runtime cannot write PNG");
            }
            image.flush();
        });
    }

    /** The picture alone. */
    BufferedImage draw(
            RasterSource raster,
            @Nullable CoordinateReferenceSystem rasterCrs,
            SimpleFeatureCollection features,
            PreviewOptions options) {
        RasterInfo info = raster.info();
        PixelRect whole = new PixelRect(0, 0, info.width(), info.height());
        PixelRect window = options.window()
                .map(wanted -> wanted.intersection(whole)
                        .orElseThrow(() -> new IllegalArgumentException("window of the preview " + wanted
                                + " must lie in the raster of " + info.width() + " x " + info.height() + " pixels")))
                .orElse(whole);
        double scale = Math.max(
                (double) Math.max(window.width(), window.height()) / options.longSide(), 1 / LARGEST_ENLARGEMENT);
        WorkingGrid grid = new WorkingGrid(cells(info.width(), scale), cells(info.height(), scale), scale, scale);
        PixelRect rect = scaled(window, grid);
        Map<String, Integer> counts = countByClass(features);
        PreviewPainter painter =
                new PreviewPainter(PreviewBackground.draw(raster, grid, rect), rect, scale, counts.keySet());
        options.tiles().ifPresent(painter::drawTiles);
        drawFeatures(painter, info, rasterCrs, features);
        painter.drawLegend(counts);
        return painter.picture();
    }

    private static void drawFeatures(
            PreviewPainter painter,
            RasterInfo info,
            @Nullable CoordinateReferenceSystem rasterCrs,
            SimpleFeatureCollection features) {
        WorldToPixels pixels =
                new WorldToPixels(features.getSchema().getCoordinateReferenceSystem(), rasterCrs, info.gridToWorld());
        try (SimpleFeatureIterator iterator = features.features()) {
            while (iterator.hasNext()) {
                SimpleFeature feature = iterator.next();
                if (feature.getDefaultGeometry() instanceof Geometry geometry) {
                    painter.drawOutline(pixels.toPixels(geometry), className(feature));
                }
            }
        }
    }

    private static Map<String, Integer> countByClass(SimpleFeatureCollection features) {
        Map<String, Integer> counts = new TreeMap<>();
        try (SimpleFeatureIterator iterator = features.features()) {
            while (iterator.hasNext()) {
                counts.merge(className(iterator.next()), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static String className(SimpleFeature feature) {
        Object name = feature.getAttribute(CLASS_ATTRIBUTE);
        return name == null ? "" : name.toString();
    }

    private static PixelRect scaled(PixelRect window, WorkingGrid grid) {
        int left = (int) Math.floor(window.x() / grid.scaleX());
        int top = (int) Math.floor(window.y() / grid.scaleY());
        int right = Math.min(grid.width(), cells(window.right(), grid.scaleX()));
        int bottom = Math.min(grid.height(), cells(window.bottom(), grid.scaleY()));
        return new PixelRect(left, top, right - left, bottom - top);
    }

    private static int cells(int pixels, double scale) {
        return (int) Math.max(1, Math.ceil(pixels / scale - 1e-6));
    }
}
