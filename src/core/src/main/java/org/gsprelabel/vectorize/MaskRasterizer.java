package org.gsprelabel.vectorize;

import org.gsprelabel.tile.PixelRect;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryComponentFilter;
import org.locationtech.jts.geom.LinearRing;

/**
 * Turns polygons along pixel edges back into masks, exactly: the inverse of {@link MaskVectorizer}.
 *
 * <p>Every vertical edge flips the pixels on its right; 64 pixels are done at a time by a parallel prefix of exclusive or.
 * This is the edge flag algorithm of B. D. Ackland and N. H. Weste, "The Edge Flag Algorithm: A Fill Method for Raster
 * Scan Displays", IEEE Transactions on Computers C-30(1), 1981.
 */
public final class MaskRasterizer {

    private MaskRasterizer() {}

    /** Vertices further from the origin than this are no pixels: sums of them would leave the range of an int. */
    private static final double FARTHEST = 1 << 30;

    /** Whether all edges run along pixel edges: vertices at whole numbers, edges parallel to the axes. */
    public static boolean followsPixelEdges(Geometry polygonal) {
        PixelEdges test = new PixelEdges();
        polygonal.apply(test);
        return test.followed;
    }

    /**
     * The pixels of a window that lie in a polygon or multipolygon.
     *
     * @param polygonal valid, and for which {@link #followsPixelEdges} holds
     */
    public static BitMask fill(Geometry polygonal, PixelRect window) {
        BitMask mask = new BitMask(window.x(), window.y(), window.width(), window.height());
        polygonal.apply((GeometryComponentFilter) component -> {
            if (component instanceof LinearRing ring) {
                flipAtEdges(ring.getCoordinateSequence(), mask);
            }
        });
        flipRuns(mask);
        return mask;
    }

    private static void flipAtEdges(CoordinateSequence ring, BitMask mask) {
        long[] words = mask.words();
        int stride = mask.stride();
        for (int i = 1; i < ring.size(); i++) {
            double x = ring.getX(i);
            if (x != ring.getX(i - 1) || x >= (double) mask.x() + mask.width()) {
                continue;
            }
            int column = (int) Math.max(0, x - mask.x());
            int from = (int) Math.max(0, Math.min(ring.getY(i - 1), ring.getY(i)) - mask.y());
            int to = (int) Math.min(mask.height(), Math.max(ring.getY(i - 1), ring.getY(i)) - mask.y());
            long bit = 1L << column;
            for (int row = from; row < to; row++) {
                words[row * stride + (column >>> 6)] ^= bit;
            }
        }
    }

    private static void flipRuns(BitMask mask) {
        long[] words = mask.words();
        int stride = mask.stride();
        long lastWord = -1L >>> -mask.width();
        for (int row = 0; row < mask.height(); row++) {
            long inside = 0;
            for (int i = row * stride; i < (row + 1) * stride; i++) {
                long word = words[i];
                word ^= word << 1;
                word ^= word << 2;
                word ^= word << 4;
                word ^= word << 8;
                word ^= word << 16;
                word ^= word << 32;
                word ^= inside;
                inside = word >> 63;
                words[i] = word;
            }
            words[(row + 1) * stride - 1] &= lastWord;
        }
    }

    private static final class PixelEdges implements GeometryComponentFilter {

        private boolean followed = true;

        @Override
        public void filter(Geometry component) {
            if (!followed || !(component instanceof LinearRing ring)) {
                return;
            }
            CoordinateSequence sequence = ring.getCoordinateSequence();
            for (int i = 0; i < sequence.size(); i++) {
                double x = sequence.getX(i);
                double y = sequence.getY(i);
                boolean axisParallel = i == 0 || x == sequence.getX(i - 1) || y == sequence.getY(i - 1);
                boolean whole = x == Math.rint(x) && y == Math.rint(y);
                if (!axisParallel || !whole || Math.abs(x) > FARTHEST || Math.abs(y) > FARTHEST) {
                    followed = false;
                    return;
                }
            }
        }
    }
}
