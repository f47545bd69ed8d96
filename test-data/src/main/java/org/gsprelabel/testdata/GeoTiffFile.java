package org.gsprelabel.testdata;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.GeoTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.ImageOutputStream;

/**
 * Writes scenes as GeoTIFF (OGC 19-008r4) with the TIFF writer of the JDK: not with GeoTools, because the readers under
 * test are those of GeoTools. The grid is always written as a ModelTransformation, so that rotated and sheared ones
 * survive.
 */
final class GeoTiffFile {

    private static final TIFFTag GDAL_NODATA = new TIFFTag("GDAL_NODATA", 42113, 1 << TIFFTag.TIFF_ASCII);
    private static final TIFFTag MODEL_TRANSFORMATION =
            new TIFFTag("ModelTransformation", GeoTIFFTagSet.TAG_MODEL_TRANSFORMATION, 1 << TIFFTag.TIFF_DOUBLE);
    private static final TIFFTag GEO_KEY_DIRECTORY =
            new TIFFTag("GeoKeyDirectory", GeoTIFFTagSet.TAG_GEO_KEY_DIRECTORY, 1 << TIFFTag.TIFF_SHORT);
    private static final long MOST_BYTES = 4_000_000_000L;

    static final String DEFLATE = "ZLib";
    static final String UNCOMPRESSED = "";

    private GeoTiffFile() {}

    /**
     * Writes an image in tiles.
     *
     * @param nodata whether 0 in all bands means no data
     * @param compression {@link #DEFLATE} or {@link #UNCOMPRESSED}
     */
    static void write(RenderedImage image, Georeference georeference, boolean nodata, String compression, Path file)
            throws IOException {
        long bytes = 3L * image.getWidth() * image.getHeight();
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("a scene of " + image.getWidth() + " x " + image.getHeight()
                    + " pixels does not fit into a TIFF: " + bytes + " bytes, at most " + MOST_BYTES);
        }
        Files.deleteIfExists(file);
        ImageWriter writer = jdkWriter();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            param.setTiling(SceneImage.TILE, SceneImage.TILE, 0, 0);
            if (!compression.isEmpty()) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionType(compression);
            }
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
            writer.write(null, new IIOImage(image, null, georeferenced(metadata, georeference, nodata)), param);
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadata georeferenced(IIOMetadata metadata, Georeference g, boolean nodata) throws IOException {
        TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
        double[] matrix = {
            g.scaleX(), g.shearX(), 0, g.translateX(), g.shearY(), g.scaleY(), 0, g.translateY(), 0, 0, 0, 0, 0, 0, 0, 1
        };
        directory.addTIFFField(new TIFFField(MODEL_TRANSFORMATION, TIFFTag.TIFF_DOUBLE, matrix.length, matrix));
        char[] keys = geoKeys(g);
        directory.addTIFFField(new TIFFField(GEO_KEY_DIRECTORY, TIFFTag.TIFF_SHORT, keys.length, keys));
        if (nodata) {
            directory.addTIFFField(new TIFFField(GDAL_NODATA, TIFFTag.TIFF_ASCII, 1, new String[] {"0"}));
        }
        return directory.getAsMetadata();
    }

    /** Version 1.1.0 and three keys: the kind of CRS, "pixel is area", and the EPSG code. */
    private static char[] geoKeys(Georeference g) {
        char kind = (char) (g.isGeographic() ? 2 : 1);
        char codeKey = (char) (g.isGeographic() ? 2048 : 3072);
        return new char[] {1, 1, 0, 3, 1024, 0, 1, kind, 1025, 0, 1, 1, codeKey, 0, 1, (char) g.epsg()};
    }

    /** Other libraries register TIFF writers of their own under the same name; theirs know no {@link TIFFDirectory}. */
    private static ImageWriter jdkWriter() {
        for (Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("tiff"); writers.hasNext(); ) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getModule().isNamed()) {
                return writer;
            }
        }
        throw new IllegalStateException("this Java runtime has no TIFF writer (module java.desktop)");
    }
}
