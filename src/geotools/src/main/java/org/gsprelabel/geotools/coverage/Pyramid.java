package org.gsprelabel.geotools.coverage;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.BitSet;
import org.gsprelabel.tile.PixelRect;

/**
 * A raster at several resolutions. Level 0 is the native one; all have the same upper left corner and extent. Safe for
 * use by several threads.
 */
interface Pyramid {

    /** Number of levels, at least 1. */
    int levels();

    /** Width of a level in its own pixels. */
    int width(int level);

    /** Height of a level in its own pixels. */
    int height(int level);

    /**
     * Gets ready to read from a level.
     *
     * @param rect what will be read, in pixels of the level
     * @throws IOException when the level cannot be opened
     */
    Image open(int level, PixelRect rect) throws IOException;

    /** A level while it is read, by one thread. */
    interface Image extends AutoCloseable {

        /**
         * The samples of a rectangle, as they are stored.
         *
         * @param rect in pixels of the level, inside the rectangle that was opened
         * @return a raster of the size of the rectangle, wherever its own corner lies
         * @throws IOException when pixels are missing or cannot be decoded
         */
        Raster read(PixelRect rect) throws IOException;

        /**
         * Clears the bits of pixels that the coverage's own mask or outline leaves out.
         *
         * @param valid bit {@code row * width + column} of the rectangle
         * @throws IOException when the mask cannot be read
         */
        void restrict(BitSet valid, PixelRect rect) throws IOException;

        @Override
        void close();
    }
}
