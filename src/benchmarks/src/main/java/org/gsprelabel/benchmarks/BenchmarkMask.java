package org.gsprelabel.benchmarks;

import java.util.SplittableRandom;
import org.gsprelabel.testdata.TruthObject;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskRasterizer;
import org.locationtech.jts.geom.Envelope;

/** Masks that a vectoriser is timed on, the same in every run. */
public enum BenchmarkMask {
    /** Every pixel set or not by itself: a corner at every other pixel, the worst case. */
    NOISE_50(2048) {
        @Override
        void paint(BitMask mask) {
            scatter(mask, 0.5);
        }
    },
    /** One pixel in ten set: nearly as many polygons as pixels. */
    NOISE_10(2048) {
        @Override
        void paint(BitMask mask) {
            scatter(mask, 0.1);
        }
    },
    /** Round spots of 3 to 40 pixels that run into each other, a third of them as holes. */
    BLOBS(4096) {
        @Override
        void paint(BitMask mask) {
            SplittableRandom random = new SplittableRandom(3);
            for (int i = 0; i < 12_000; i++) {
                disc(
                        mask,
                        random.nextInt(mask.width()),
                        random.nextInt(mask.height()),
                        3 + random.nextInt(38),
                        i % 3 != 2);
            }
        }
    },
    /** The roofs of a generated town, 20 to 133 pixels long. */
    ROOFS(4096) {
        @Override
        void paint(BitMask mask) {
            TownViews town = new TownViews(new TileGrid(mask.width(), mask.height(), 1024, 0), 7, 1, 0);
            for (TruthObject roof : town.truth(new PixelRect(0, 0, mask.width(), mask.height()))) {
                Envelope box = roof.pixels().getEnvelopeInternal();
                mask.or(MaskRasterizer.fill(
                        roof.pixels(),
                        new PixelRect((int) box.getMinX(), (int) box.getMinY(), (int) box.getWidth(), (int)
                                box.getHeight())));
            }
        }
    },
    /** One object: a bar with a tooth of one pixel in every other column, each of another length. */
    COMB(4096) {
        @Override
        void paint(BitMask mask) {
            SplittableRandom random = new SplittableRandom(5);
            mask.setRun(0, 0, mask.width());
            for (int column = 0; column < mask.width(); column += 2) {
                int end = mask.height() / 2 + random.nextInt(mask.height() / 2);
                for (int row = 1; row < end; row++) {
                    mask.set(column, row);
                }
            }
        }
    };

    private final int side;

    BenchmarkMask(int side) {
        this.side = side;
    }

    abstract void paint(BitMask mask);

    /** Paints the mask anew. */
    public BitMask create() {
        BitMask mask = new BitMask(0, 0, side, side);
        paint(mask);
        return mask;
    }

    private static void scatter(BitMask mask, double density) {
        SplittableRandom random = new SplittableRandom(1);
        for (int row = 0; row < mask.height(); row++) {
            for (int column = 0; column < mask.width(); column++) {
                if (random.nextDouble() < density) {
                    mask.set(column, row);
                }
            }
        }
    }

    private static void disc(BitMask mask, int x, int y, int radius, boolean filled) {
        for (int row = Math.max(0, y - radius); row <= Math.min(mask.height() - 1, y + radius); row++) {
            int half = (int) Math.sqrt((double) radius * radius - (double) (row - y) * (row - y));
            for (int column = Math.max(0, x - half); column <= Math.min(mask.width() - 1, x + half); column++) {
                if (filled) {
                    mask.set(column, row);
                } else {
                    mask.clear(column, row);
                }
            }
        }
    }
}
