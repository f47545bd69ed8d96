package org.gsprelabel.geotools.coverage;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes GeoTIFFs of bytes, gray first, with overviews, uncompressed, one strip a row: see the TIFF 6.0 and GeoTIFF texts. */
final class TinyTiff {

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int DOUBLE = 12;

    private TinyTiff() {}

    /** Images from the native one down to the smallest; UTM zone 33 N, half a metre, corner at 500000, 5000000. Extra samples: 0 data, 2 alpha. */
    static Path write(Path file, List<Raster> images, int... extraSamples) throws IOException {
        return write(file, images, null, extraSamples);
    }

    /** With a mask of one bit a pixel, where samples that are not 0 count. */
    static Path write(Path file, List<Raster> images, @Nullable Raster mask, int... extraSamples) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'I').put((byte) 'I').putShort((short) 42);
        int link = out.position();
        out.putInt(0);
        for (int i = 0; i < images.size(); i++) {
            Raster image = images.get(i);
            int[] offsets = new int[image.getHeight()];
            int[] counts = new int[image.getHeight()];
            for (int y = 0; y < image.getHeight(); y++) {
                offsets[y] = out.position();
                counts[y] = image.getWidth() * image.getNumBands();
                for (int x = 0; x < image.getWidth(); x++) {
                    for (int band = 0; band < image.getNumBands(); band++) {
                        out.put((byte) image.getSample(x, y, band));
                    }
                }
            }
            Map<Integer, Entry> tags = new TreeMap<>();
            tags.put(254, ints(LONG, out, i == 0 ? 0 : 1));
            tags.put(256, ints(LONG, out, image.getWidth()));
            tags.put(257, ints(LONG, out, image.getHeight()));
            int[] bits = new int[image.getNumBands()];
            Arrays.fill(bits, 8);
            tags.put(258, ints(SHORT, out, bits));
            tags.put(259, ints(SHORT, out, 1));
            tags.put(262, ints(SHORT, out, 1));
            tags.put(273, ints(LONG, out, offsets));
            tags.put(277, ints(SHORT, out, image.getNumBands()));
            tags.put(278, ints(LONG, out, 1));
            tags.put(279, ints(LONG, out, counts));
            if (extraSamples.length > 0) {
                tags.put(338, ints(SHORT, out, extraSamples));
            }
            if (i == 0) {
                tags.put(33550, doubles(out, 0.5, 0.5, 0));
                tags.put(33922, doubles(out, 0, 0, 0, 500_000, 5_000_000, 0));
                tags.put(34735, ints(SHORT, out, 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32633));
            }
            link = writeDirectory(out, link, tags);
        }
        if (mask != null) {
            writeMask(out, link, mask);
        }
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return Files.write(file, bytes);
    }

    private static void writeMask(ByteBuffer out, int link, Raster mask) {
        int bytesPerRow = (mask.getWidth() + 7) / 8;
        int at = out.position();
        byte[] bits = new byte[bytesPerRow * mask.getHeight()];
        for (int y = 0; y < mask.getHeight(); y++) {
            for (int x = 0; x < mask.getWidth(); x++) {
                if (mask.getSample(x, y, 0) != 0) {
                    bits[y * bytesPerRow + x / 8] |= (byte) (0x80 >> x % 8);
                }
            }
        }
        out.put(bits);
        Map<Integer, Entry> tags = new TreeMap<>();
        tags.put(254, ints(LONG, out, 4));
        tags.put(256, ints(LONG, out, mask.getWidth()));
        tags.put(257, ints(LONG, out, mask.getHeight()));
        tags.put(258, ints(SHORT, out, 1));
        tags.put(259, ints(SHORT, out, 1));
        tags.put(262, ints(SHORT, out, 4));
        tags.put(273, ints(LONG, out, at));
        tags.put(277, ints(SHORT, out, 1));
        tags.put(278, ints(LONG, out, mask.getHeight()));
        tags.put(279, ints(LONG, out, bits.length));
        writeDirectory(out, link, tags);
    }

    private static int writeDirectory(ByteBuffer out, int link, Map<Integer, Entry> tags) {
        out.putInt(link, out.position());
        out.putShort((short) tags.size());
        tags.forEach((tag, entry) -> out.putShort(tag.shortValue())
                .putShort((short) entry.type)
                .putInt(entry.count)
                .putInt(entry.value));
        int next = out.position();
        out.putInt(0);
        return next;
    }

    private static Entry ints(int type, ByteBuffer out, int... values) {
        if (type == SHORT && values.length == 2) {
            return new Entry(type, 2, values[0] | values[1] << 16);
        }
        if (values.length == 1) {
            return new Entry(type, 1, values[0]);
        }
        int at = out.position();
        for (int value : values) {
            if (type == SHORT) {
                out.putShort((short) value);
            } else {
                out.putInt(value);
            }
        }
        return new Entry(type, values.length, at);
    }

    private static Entry doubles(ByteBuffer out, double... values) {
        int at = out.position();
        for (double value : values) {
            out.putDouble(value);
        }
        return new Entry(DOUBLE, values.length, at);
    }

    private record Entry(int type, int count, int value) {}
}
