package org.gsprelabel.geotools.coverage;

import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.tile.PixelRect;
import org.jspecify.annotations.Nullable;

/**
 * A pyramid that remembers what it has decoded. Neighbouring windows overlap, and a compressed tile of a file is decoded as
 * a whole: without a memory each is decoded about three times.
 *
 * <p>A window whose blocks would fill the memory is read past it, and so is a file whose layout is not known.
 */
final class CachedPyramid implements Pyramid {

    private final Pyramid pyramid;
    private final BlockLayout layout;
    private final BlockCache cache;
    private final long largestWindow;

    /** @param capacity bytes of decoded pixels to remember */
    CachedPyramid(Pyramid pyramid, BlockLayout layout, long capacity) {
        this.pyramid = pyramid;
        this.layout = layout;
        this.cache = new BlockCache(capacity);
        this.largestWindow = capacity / 2;
    }

    /** An eighth of the heap, at most 128 MiB. */
    static long capacity() {
        return Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8);
    }

    /** Adds a memory of an eighth of the heap, at most 128 MiB, where the layout of the file can be told. */
    static Pyramid over(Pyramid pyramid, RenderedImage image) throws IOException {
        Optional<BlockLayout> layout = BlockLayout.of(image);
        return layout.isPresent() ? new CachedPyramid(pyramid, layout.get(), capacity()) : pyramid;
    }

    @Override
    public int levels() {
        return pyramid.levels();
    }

    @Override
    public int width(int level) {
        return pyramid.width(level);
    }

    @Override
    public int height(int level) {
        return pyramid.height(level);
    }

    @Override
    public Image open(int level, PixelRect rect) throws IOException {
        List<BlockCache.Key> keys = layout.covering(level, rect);
        return keys.size() * layout.blockBytes() > largestWindow ? pyramid.open(level, rect) : new Blocks(level);
    }

    /** A level that is put together from blocks. */
    private final class Blocks implements Image {

        private final int level;
        private final PixelRect bounds;

        Blocks(int level) {
            this.level = level;
            this.bounds = new PixelRect(0, 0, width(level), height(level));
        }

        /** A block that cannot be decoded may yet hold the pixels wanted, so those are then read by themselves. */
        @Override
        public Raster read(PixelRect rect) throws IOException {
            try {
                return assembled(rect);
            } catch (IOException damaged) {
                try (Image image = pyramid.open(level, rect)) {
                    return image.read(rect);
                }
            }
        }

        private Raster assembled(PixelRect rect) throws IOException {
            BlockCache.Claim claim = blocks(rect);
            @Nullable WritableRaster target = null;
            for (BlockCache.Key key : claim.all().keySet()) {
                Raster pixels = claim.await(key).pixels();
                if (target == null) {
                    target = pixels.createCompatibleWritableRaster(rect.width(), rect.height());
                }
                PixelRect of = layout.rect(key, bounds);
                PixelRect shared = of.intersection(rect).orElseThrow();
                target.setDataElements(shared.x() - rect.x(), shared.y() - rect.y(), part(pixels, of, shared));
            }
            if (target == null) {
                throw new IOException("an empty rectangle has no pixels");
            }
            return target;
        }

        @Override
        public void restrict(BitSet valid, PixelRect rect) throws IOException {
            try {
                restrictByBlocks(valid, rect);
            } catch (IOException damaged) {
                try (Image image = pyramid.open(level, rect)) {
                    image.restrict(valid, rect);
                }
            }
        }

        private void restrictByBlocks(BitSet valid, PixelRect rect) throws IOException {
            BlockCache.Claim claim = blocks(rect);
            for (BlockCache.Key key : claim.all().keySet()) {
                BitSet present = claim.await(key).present();
                if (present != null) {
                    PixelRect of = layout.rect(key, bounds);
                    clearAbsent(valid, rect, present, of, of.intersection(rect).orElseThrow());
                }
            }
        }

        @Override
        public void close() {}

        /** All blocks of a rectangle, decoded or under way. */
        private BlockCache.Claim blocks(PixelRect rect) throws IOException {
            BlockCache.Claim claim = cache.claim(layout.covering(level, rect));
            if (!claim.missing().isEmpty()) {
                try {
                    decode(claim);
                } catch (IOException | RuntimeException | Error e) {
                    cache.fail(claim, e);
                    throw e;
                }
            }
            return claim;
        }

        private void decode(BlockCache.Claim claim) throws IOException {
            try (Image image = pyramid.open(level, hull(claim.missing()))) {
                for (BlockCache.Key key : claim.missing()) {
                    PixelRect rect = layout.rect(key, bounds);
                    Raster pixels = owned(image.read(rect), rect);
                    BitSet present = new BitSet(Math.toIntExact(rect.area()));
                    present.set(0, Math.toIntExact(rect.area()));
                    image.restrict(present, rect);
                    boolean isWhole = present.cardinality() == rect.area();
                    cache.store(
                            claim,
                            key,
                            new BlockCache.Block(pixels, isWhole ? null : present, rect.area() * layout.pixelBytes()));
                }
            }
        }

        private PixelRect hull(List<BlockCache.Key> keys) {
            int left = Integer.MAX_VALUE;
            int top = Integer.MAX_VALUE;
            int right = 0;
            int bottom = 0;
            for (BlockCache.Key key : keys) {
                PixelRect rect = layout.rect(key, bounds);
                left = Math.min(left, rect.x());
                top = Math.min(top, rect.y());
                right = Math.max(right, rect.right());
                bottom = Math.max(bottom, rect.bottom());
            }
            return new PixelRect(left, top, right - left, bottom - top);
        }
    }

    /** A copy from (0, 0) on: what an image returns may be a view of a larger tile, and keep it in memory. */
    private static Raster owned(Raster raster, PixelRect rect) {
        WritableRaster copy = raster.createCompatibleWritableRaster(rect.width(), rect.height());
        copy.setDataElements(
                0, 0, raster.createChild(raster.getMinX(), raster.getMinY(), rect.width(), rect.height(), 0, 0, null));
        return copy;
    }

    private static Raster part(Raster block, PixelRect of, PixelRect shared) {
        return block.createChild(shared.x() - of.x(), shared.y() - of.y(), shared.width(), shared.height(), 0, 0, null);
    }

    private static void clearAbsent(BitSet valid, PixelRect rect, BitSet present, PixelRect of, PixelRect shared) {
        for (int y = shared.y(); y < shared.bottom(); y++) {
            int from = (y - of.y()) * of.width() - of.x();
            int to = (y - rect.y()) * rect.width() - rect.x();
            for (int x = present.nextClearBit(from + shared.x()) - from; x < shared.right(); ) {
                valid.clear(to + x);
                x = present.nextClearBit(from + x + 1) - from;
            }
        }
    }
}
