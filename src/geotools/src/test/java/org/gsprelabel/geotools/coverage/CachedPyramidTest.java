package org.gsprelabel.geotools.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BandedSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;

class CachedPyramidTest {

    private static final int WIDTH = 100;
    private static final int HEIGHT = 70;
    private static final BlockLayout LAYOUT = new BlockLayout(16, 24, 2);
    private static final long ALL = 1 << 20;

    @Test
    void any_window_has_the_pixels_and_the_mask_of_the_level_below() throws IOException {
        Counted counted = new Counted();
        CachedPyramid cached = new CachedPyramid(counted, LAYOUT, ALL);
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            int x = random.nextInt(WIDTH);
            int y = random.nextInt(HEIGHT);
            PixelRect rect = new PixelRect(x, y, 1 + random.nextInt(WIDTH - x), 1 + random.nextInt(HEIGHT - y));
            assertWindow(cached, i % 2, rect);
        }
        assertThat(counted.decoded).doesNotHaveDuplicates();
    }

    @Test
    void a_small_memory_forgets_what_was_not_used_for_longest() throws IOException {
        Counted counted = new Counted();
        // room for four blocks; a window may fill half of it
        CachedPyramid cached = new CachedPyramid(counted, LAYOUT, 4 * LAYOUT.blockBytes());
        PixelRect first = new PixelRect(0, 0, 16, 24);
        for (int column = 0; column < 5; column++) {
            assertWindow(cached, 0, new PixelRect(16 * column, 0, 16, 24));
            assertWindow(cached, 0, first);
        }
        assertThat(counted.decoded).hasSize(5).doesNotHaveDuplicates();

        assertWindow(cached, 0, new PixelRect(16, 0, 16, 24));

        assertThat(counted.decoded).hasSize(6).endsWith(new PixelRect(16, 0, 16, 24));
    }

    @Test
    void a_window_that_would_fill_the_memory_is_read_past_it() throws IOException {
        Counted counted = new Counted();
        CachedPyramid cached = new CachedPyramid(counted, LAYOUT, 4 * LAYOUT.blockBytes());
        PixelRect large = new PixelRect(3, 5, 60, 20);

        assertWindow(cached, 0, large);
        assertWindow(cached, 0, large);

        assertThat(counted.decoded).containsExactly(large, large);
    }

    @Test
    void a_block_that_failed_is_tried_again() throws IOException {
        Counted counted = new Counted();
        CachedPyramid cached = new CachedPyramid(counted, LAYOUT, ALL);
        counted.fails = true;
        assertThatThrownBy(() -> pixels(cached, 0, new PixelRect(0, 0, 40, 40)))
                .isInstanceOf(IOException.class)
                .hasMessage("the file ends too early");
        counted.fails = false;

        assertWindow(cached, 0, new PixelRect(0, 0, 40, 40));
    }

    @Test
    void threads_decode_a_block_once_between_them() throws Exception {
        Counted counted = new Counted();
        CachedPyramid cached = new CachedPyramid(counted, LAYOUT, ALL);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                PixelRect rect = new PixelRect(i % 8 * 8, i / 8 * 4, 36, 30);
                ends.add(threads.submit(() -> {
                    assertWindow(cached, 0, rect);
                    return rect;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(new HashSet<>(counted.decoded)).hasSameSizeAs(counted.decoded);
    }

    private static void assertWindow(Pyramid pyramid, int level, PixelRect rect) throws IOException {
        List<Integer> expected = new ArrayList<>();
        BitSet present = new BitSet();
        for (int y = rect.y(); y < rect.bottom(); y++) {
            for (int x = rect.x(); x < rect.right(); x++) {
                present.set((y - rect.y()) * rect.width() + x - rect.x(), isPresent(x, y));
                expected.add(sample(level, x, y, 0));
                expected.add(sample(level, x, y, 1));
            }
        }
        assertThat(pixels(pyramid, level, rect)).isEqualTo(expected);
        try (Pyramid.Image image = pyramid.open(level, rect)) {
            BitSet valid = new BitSet();
            valid.set(0, (int) rect.area());
            image.restrict(valid, rect);
            assertThat(valid).isEqualTo(present);
        }
    }

    private static List<Integer> pixels(Pyramid pyramid, int level, PixelRect rect) throws IOException {
        try (Pyramid.Image image = pyramid.open(level, rect)) {
            Raster raster = image.read(rect);
            List<Integer> samples = new ArrayList<>();
            for (int y = 0; y < rect.height(); y++) {
                for (int x = 0; x < rect.width(); x++) {
                    samples.add(raster.getSample(raster.getMinX() + x, raster.getMinY() + y, 0));
                    samples.add(raster.getSample(raster.getMinX() + x, raster.getMinY() + y, 1));
                }
            }
            return samples;
        }
    }

    private static int sample(int level, int x, int y, int band) {
        return (31 * x + 17 * y + 101 * band + 7 * level) & 0xFF;
    }

    private static boolean isPresent(int x, int y) {
        return (x - 50) * (x - 50) + (y - 30) * (y - 30) < 2500;
    }

    /** Two levels of one size, computed; remembers what was read of it, once for pixels and mask. */
    private static final class Counted implements Pyramid {

        private final List<PixelRect> decoded = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean fails;

        @Override
        public int levels() {
            return 2;
        }

        @Override
        public int width(int level) {
            return WIDTH;
        }

        @Override
        public int height(int level) {
            return HEIGHT;
        }

        @Override
        public Image open(int level, PixelRect opened) {
            return new Image() {
                @Override
                public Raster read(PixelRect rect) throws IOException {
                    if (fails) {
                        throw new IOException("the file ends too early");
                    }
                    assertThat(opened.contains(rect)).isTrue();
                    decoded.add(
                            level == 0 ? rect : new PixelRect(rect.x() + WIDTH, rect.y(), rect.width(), rect.height()));
                    // as readers do it: a view of something larger, with a corner of its own
                    WritableRaster raster = Raster.createWritableRaster(
                            new BandedSampleModel(DataBuffer.TYPE_BYTE, rect.width() + 3, rect.height() + 2, 2), null);
                    for (int y = 0; y < rect.height(); y++) {
                        for (int x = 0; x < rect.width(); x++) {
                            for (int band = 0; band < 2; band++) {
                                raster.setSample(x + 3, y + 2, band, sample(level, rect.x() + x, rect.y() + y, band));
                            }
                        }
                    }
                    return raster.createChild(3, 2, rect.width(), rect.height(), rect.x(), rect.y(), null);
                }

                @Override
                public void restrict(BitSet valid, PixelRect rect) {
                    for (int y = rect.y(); y < rect.bottom(); y++) {
                        for (int x = rect.x(); x < rect.right(); x++) {
                            if (!isPresent(x, y)) {
                                valid.clear((y - rect.y()) * rect.width() + x - rect.x());
                            }
                        }
                    }
                }

                @Override
                public void close() {}
            };
        }
    }
}
