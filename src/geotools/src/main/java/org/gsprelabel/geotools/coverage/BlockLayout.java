package org.gsprelabel.geotools.coverage;

import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageReader;
import org.gsprelabel.tile.PixelRect;

/**
 * A grid of blocks over every level of a pyramid, each of whole tiles or strips of the file: what is decoded at once anyway.
 *
 * @param width of a block in pixels
 * @param height of a block in pixels
 * @param pixelBytes of all bands of a pixel
 */
record BlockLayout(int width, int height, int pixelBytes) {

    /** Smaller tiles are taken together: each block costs a lookup. */
    private static final int SMALLEST_SIDE = 256;

    /** Strips are as wide as the image, so a few of them make a block. */
    private static final int STRIP_ROWS = 64;

    /** The layout of the file behind an image; empty where it cannot be told. */
    static Optional<BlockLayout> of(RenderedImage image) throws IOException {
        Optional<ImageReader> reader = ImageReaders.of(image);
        if (reader.isEmpty()) {
            return Optional.empty();
        }
        int tileWidth = reader.get().getTileWidth(0);
        int tileHeight = reader.get().getTileHeight(0);
        boolean strips = tileWidth >= reader.get().getWidth(0);
        SampleModel samples = image.getSampleModel();
        return Optional.of(new BlockLayout(
                strips ? tileWidth : multiple(tileWidth, SMALLEST_SIDE),
                multiple(tileHeight, strips ? STRIP_ROWS : SMALLEST_SIDE),
                samples.getNumBands() * Math.max(1, samples.getSampleSize(0) / 8)));
    }

    private static int multiple(int size, int least) {
        return size * Math.max(1, (least + size - 1) / size);
    }

    /** Blocks that hold a rectangle of a level, row by row. */
    List<BlockCache.Key> covering(int level, PixelRect rect) {
        List<BlockCache.Key> keys = new ArrayList<>();
        for (int row = rect.y() / height; row * height < rect.bottom(); row++) {
            for (int column = rect.x() / width; column * width < rect.right(); column++) {
                keys.add(new BlockCache.Key(level, column, row));
            }
        }
        return keys;
    }

    /** Pixels of a block, cut off at the edge of its level. */
    PixelRect rect(BlockCache.Key key, PixelRect level) {
        return new PixelRect(key.column() * width, key.row() * height, width, height)
                .intersection(level)
                .orElseThrow();
    }

    /** Bytes of a whole block. */
    long blockBytes() {
        return (long) width * height * pixelBytes;
    }
}
