package org.gsprelabel.acceptance.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes uncompressed GeoTIFFs in UTM zone 33 north (EPSG:32633) by the letter of TIFF 6.0 and OGC 19-008r4, so that the
 * layout of the blocks is known. Three bands of 8 bits, pixels of 0.3 m, 0 in all bands means no data.
 */
public final class Tiff {

    private static final int BANDS = 3;
    private static final double GSD = 0.3;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int ASCII = 2;
    private static final int DOUBLE = 12;
    private static final int HEADER = 8;
    private static final int TAGS = 15;

    private Tiff() {}

    /**
     * @param pixels row by row, three bytes (red, green, blue) each
     * @param west easting of the left side of the image
     * @param north northing of its upper side
     */
    public static byte[] write(byte[] pixels, int width, int height, double west, double north, TiffLayout layout) {
        int blockWidth = layout.isTiled() ? layout.blockWidth() : width;
        int blockHeight = layout.isTiled() ? layout.blockHeight() : Math.min(layout.blockHeight(), height);
        int across = (width + blockWidth - 1) / blockWidth;
        int down = (height + blockHeight - 1) / blockHeight;
        int blocks = across * down;
        int directory = HEADER;
        int values = directory + 2 + 12 * TAGS + 4;
        int bitsAt = values;
        int scaleAt = bitsAt + 2 * BANDS + 2;
        int tiepointAt = scaleAt + 8 * 3;
        int keysAt = tiepointAt + 8 * 6;
        int offsetsAt = keysAt + 2 * 16;
        int countsAt = offsetsAt + 4 * blocks;
        int pixelsAt = countsAt + 4 * blocks;
        int[] counts = new int[blocks];
        int total = pixelsAt;
        for (int i = 0; i < blocks; i++) {
            // the last strip is short, tiles never are
            int rows = layout.isTiled() ? blockHeight : Math.min(blockHeight, height - i * blockHeight);
            counts[i] = rows * blockWidth * BANDS;
            total += counts[i];
        }
        ByteBuffer out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        out.put("II".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(directory);
        out.putShort((short) TAGS);
        number(out, 256, width);
        number(out, 257, height);
        tag(out, 258, SHORT, BANDS, bitsAt);
        number(out, 259, 1);
        number(out, 262, 2);
        // where strips or tiles are, and of what size
        if (layout.isTiled()) {
            number(out, 277, BANDS);
            number(out, 284, 1);
            number(out, 322, blockWidth);
            number(out, 323, blockHeight);
            tag(out, 324, LONG, blocks, blocks == 1 ? pixelsAt : offsetsAt);
            tag(out, 325, LONG, blocks, blocks == 1 ? counts[0] : countsAt);
        } else {
            tag(out, 273, LONG, blocks, blocks == 1 ? pixelsAt : offsetsAt);
            number(out, 277, BANDS);
            number(out, 278, blockHeight);
            tag(out, 279, LONG, blocks, blocks == 1 ? counts[0] : countsAt);
            number(out, 284, 1);
            // no unit of resolution, so that both layouts have as many tags
            number(out, 296, 1);
        }
        tag(out, 33550, DOUBLE, 3, scaleAt);
        tag(out, 33922, DOUBLE, 6, tiepointAt);
        tag(out, 34735, SHORT, 16, keysAt);
        // the name of GDAL's tag for nodata, whose text fits into its place: "0" and its end
        out.putShort((short) 42113).putShort((short) ASCII).putInt(2).put(new byte[] {'0', 0, 0, 0});
        out.putInt(0);
        out.position(bitsAt);
        for (int band = 0; band < BANDS; band++) {
            out.putShort((short) 8);
        }
        out.position(scaleAt);
        out.putDouble(GSD).putDouble(GSD).putDouble(0);
        out.putDouble(0)
                .putDouble(0)
                .putDouble(0)
                .putDouble(west)
                .putDouble(north)
                .putDouble(0);
        for (int key : new int[] {1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32633}) {
            out.putShort((short) key);
        }
        int at = pixelsAt;
        for (int count : counts) {
            out.putInt(at);
            at += count;
        }
        for (int count : counts) {
            out.putInt(count);
        }
        for (int row = 0; row < down; row++) {
            for (int column = 0; column < across; column++) {
                int rows = counts[row * across + column] / (blockWidth * BANDS);
                putBlock(out, pixels, width, height, column * blockWidth, row * blockHeight, blockWidth, rows);
            }
        }
        return out.array();
    }

    private static void putBlock(
            ByteBuffer out, byte[] pixels, int width, int height, int x, int y, int blockWidth, int rows) {
        int inside = Math.min(blockWidth, width - x) * BANDS;
        for (int row = y; row < y + rows; row++) {
            if (row < height) {
                out.put(pixels, (row * width + x) * BANDS, inside);
                out.position(out.position() + blockWidth * BANDS - inside);
            } else {
                out.position(out.position() + blockWidth * BANDS);
            }
        }
    }

    private static void number(ByteBuffer out, int tag, int value) {
        tag(out, tag, SHORT, 1, value);
    }

    private static void tag(ByteBuffer out, int tag, int type, int count, int valueOrPlace) {
        out.putShort((short) tag).putShort((short) type).putInt(count).putInt(valueOrPlace);
    }
}
