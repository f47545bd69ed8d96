package org.gsprelabel.geotools.coverage;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageWriteParam;
import javax.media.jai.RasterFactory;
import org.geotools.api.parameter.GeneralParameterValue;
import org.geotools.api.parameter.ParameterValue;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.datum.PixelInCell;
import org.geotools.coverage.CoverageFactoryFinder;
import org.geotools.coverage.GridSampleDimension;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.coverage.grid.GridEnvelope2D;
import org.geotools.coverage.grid.GridGeometry2D;
import org.geotools.coverage.grid.io.AbstractGridFormat;
import org.geotools.coverage.grid.io.imageio.GeoToolsWriteParams;
import org.geotools.gce.geotiff.GeoTiffFormat;
import org.geotools.gce.geotiff.GeoTiffWriteParams;
import org.geotools.gce.geotiff.GeoTiffWriter;
import org.geotools.referencing.CRS;
import org.geotools.referencing.operation.transform.AffineTransform2D;
import org.geotools.util.factory.GeoTools;
import org.jspecify.annotations.Nullable;

/** Coverages made in tests. */
final class Coverages {

    private Coverages() {}

    static CoordinateReferenceSystem crs(String code) {
        try {
            return CRS.decode(code, true);
        } catch (FactoryException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A raster of banded pixels of a type, filled with random values that fit it. */
    static WritableRaster random(int type, int width, int height, int bands, long seed) {
        WritableRaster raster = RasterFactory.createBandedRaster(type, width, height, bands, null);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < bands; band++) {
                    raster.setSample(x, y, band, value(type, random));
                }
            }
        }
        return raster;
    }

    private static double value(int type, Random random) {
        return switch (type) {
            case DataBuffer.TYPE_BYTE -> random.nextInt(256);
            case DataBuffer.TYPE_USHORT -> random.nextInt(65_536);
            case DataBuffer.TYPE_SHORT -> random.nextInt(65_536) - 32_768;
            case DataBuffer.TYPE_INT -> random.nextInt(1 << 25) - (1 << 24);
            default -> (float) (random.nextGaussian() * 1e4);
        };
    }

    static GridCoverage2D of(RenderedImage image, AffineTransform cornerToCrs, CoordinateReferenceSystem crs) {
        return of(image, cornerToCrs, crs, null, Map.of());
    }

    static GridCoverage2D of(
            RenderedImage image,
            AffineTransform cornerToCrs,
            CoordinateReferenceSystem crs,
            GridSampleDimension @Nullable [] dimensions,
            Map<?, ?> properties) {
        GridGeometry2D geometry = new GridGeometry2D(
                new GridEnvelope2D(image.getMinX(), image.getMinY(), image.getWidth(), image.getHeight()),
                PixelInCell.CELL_CORNER,
                new AffineTransform2D(cornerToCrs),
                crs,
                null);
        return CoverageFactoryFinder.getGridCoverageFactory(GeoTools.getDefaultHints())
                .create("test", image, geometry, dimensions, null, properties);
    }

    /** Without any hint that a band might be alpha, or a palette. */
    static GridCoverage2D of(WritableRaster raster, AffineTransform cornerToCrs, CoordinateReferenceSystem crs) {
        return of(new BufferedImage(plainColors(raster), raster, false, null), cornerToCrs, crs);
    }

    private static ColorModel plainColors(Raster raster) {
        ColorSpace space = new ColorSpace(ColorSpace.TYPE_2CLR + raster.getNumBands() - 2, raster.getNumBands()) {
            @Override
            public float[] toRGB(float[] values) {
                throw new UnsupportedOperationException();
            }

            @Override
            public float[] fromRGB(float[] values) {
                throw new UnsupportedOperationException();
            }

            @Override
            public float[] toCIEXYZ(float[] values) {
                throw new UnsupportedOperationException();
            }

            @Override
            public float[] fromCIEXYZ(float[] values) {
                throw new UnsupportedOperationException();
            }
        };
        return new ComponentColorModel(
                raster.getNumBands() == 1 ? ColorSpace.getInstance(ColorSpace.CS_GRAY) : space,
                false,
                false,
                Transparency.OPAQUE,
                raster.getTransferType());
    }

    static GridCoverage2D gray(BufferedImage image) {
        return of(image, new AffineTransform(0.5, 0, 0, -0.5, 500_000, 5_000_000), crs("EPSG:32633"));
    }

    /** Writes a GeoTIFF; tile size 0 for strips. */
    static File write(Path folder, String name, GridCoverage2D coverage, int tileSize, String compression)
            throws IOException {
        File file = folder.resolve(name).toFile();
        GeoTiffWriteParams params = new GeoTiffWriteParams();
        if (tileSize > 0) {
            params.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            params.setTiling(tileSize, tileSize);
        }
        if (!compression.isEmpty()) {
            params.setCompressionMode(GeoToolsWriteParams.MODE_EXPLICIT);
            params.setCompressionType(compression);
        }
        ParameterValue<GeoToolsWriteParams> value = AbstractGridFormat.GEOTOOLS_WRITE_PARAMS.createValue();
        value.setValue(params);
        ParameterValue<Boolean> axes = GeoTiffFormat.RETAIN_AXES_ORDER.createValue();
        axes.setValue(true);
        // The writer would call 0 nodata where the coverage names none.
        ParameterValue<Boolean> noData = GeoTiffFormat.WRITE_NODATA.createValue();
        noData.setValue(false);
        GeoTiffWriter writer = new GeoTiffWriter(file);
        try {
            writer.write(coverage, new GeneralParameterValue[] {value, axes, noData});
        } finally {
            writer.dispose();
        }
        return file;
    }
}
