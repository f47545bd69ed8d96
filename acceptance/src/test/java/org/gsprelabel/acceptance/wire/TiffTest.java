package org.gsprelabel.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFImageReadParam;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JDK's reader, which shares nothing with the writer under test, must see the pixels, the layout and the place. */
class TiffTest {

    private static final int WIDTH = 45;
    private static final int HEIGHT = 38;

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 7", "0, 1000", "16, 16", "32, 16", "48, 48"})
    void pixels_layout_and_place_are_read_back(int blockWidth, int blockHeight) throws IOException {
        byte[] pixels = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7 + i / 100);
        }

        IIOImage image =
                read(Tiff.write(pixels, WIDTH, HEIGHT, 391_000, 5_820_000, new TiffLayout(blockWidth, blockHeight)));

        byte[] read = new byte[pixels.length];
        int[] samples = image.getRenderedImage().getData().getPixels(0, 0, WIDTH, HEIGHT, (int[]) null);
        for (int i = 0; i < read.length; i++) {
            read[i] = (byte) samples[i];
        }
        assertThat(read).isEqualTo(pixels);
        TIFFDirectory tags = TIFFDirectory.createFromMetadata(image.getMetadata());
        if (blockWidth == 0) {
            assertThat(tags.getTIFFField(278).getAsInt(0)).isEqualTo(Math.min(blockHeight, HEIGHT));
        } else {
            assertThat(tags.getTIFFField(322).getAsInt(0)).isEqualTo(blockWidth);
            assertThat(tags.getTIFFField(323).getAsInt(0)).isEqualTo(blockHeight);
        }
        assertThat(tags.getTIFFField(33550).getAsDoubles()).containsExactly(0.3, 0.3, 0);
        assertThat(tags.getTIFFField(33922).getAsDoubles()).containsExactly(0, 0, 0, 391_000, 5_820_000, 0);
        assertThat(tags.getTIFFField(34735).getAsInt(15)).isEqualTo(32633);
        assertThat(tags.getTIFFField(42113).getAsString(0)).isEqualTo("0");
    }

    private static IIOImage read(byte[] tiff) throws IOException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("tiff"); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule().isNamed()) {
                try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(tiff))) {
                    reader.setInput(in);
                    TIFFImageReadParam all = (TIFFImageReadParam) reader.getDefaultReadParam();
                    all.setReadUnknownTags(true);
                    return reader.readAll(0, all);
                }
            }
        }
        throw new IllegalStateException("this Java runtime has no TIFF reader (module java.desktop)");
    }
}
