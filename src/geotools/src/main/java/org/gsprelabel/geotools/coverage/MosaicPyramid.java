package org.gsprelabel.geotools.coverage;

import java.awt.Rectangle;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.gsprelabel.tile.PixelRect;
import org.jspecify.annotations.Nullable;

/**
 * The levels of a mosaic. Its reader is only asked for what some granule covers: elsewhere readers return less than they are
 * asked for, or pixels that look like data. These are invalid here.
 */
final class MosaicPyramid implements Pyramid {

    private final ReaderPyramid pyramid;
    private final Granules granules;
    private final SampleModel samples;

    /** @param samples how the pixels of the mosaic are stored */
    MosaicPyramid(ReaderPyramid pyramid, Granules granules, SampleModel samples) {
        this.pyramid = pyramid;
        this.granules = granules;
        this.samples = samples;
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
        Footprint footprint = granules.footprint(
                pyramid.levelToCrs(level), new Rectangle(rect.x(), rect.y(), rect.width(), rect.height()));
        Optional<PixelRect> covered = bounds(footprint, rect);
        return new Part(footprint, covered, covered.isPresent() ? pyramid.open(level, covered.get()) : null);
    }

    /** The least rectangle that holds all pixels of a rectangle that some granule covers. */
    private static Optional<PixelRect> bounds(Footprint footprint, PixelRect rect) throws IOException {
        BitSet covered = new BitSet(Math.toIntExact(rect.area()));
        covered.set(0, Math.toIntExact(rect.area()));
        footprint.restrict(covered, new Rectangle(rect.x(), rect.y(), rect.width(), rect.height()));
        if (covered.isEmpty()) {
            return Optional.empty();
        }
        int top = covered.nextSetBit(0) / rect.width();
        int bottom = (covered.length() - 1) / rect.width();
        int left = rect.width();
        int right = 0;
        for (int row = top; row <= bottom; row++) {
            int start = row * rect.width();
            int first = covered.nextSetBit(start);
            int last = covered.previousSetBit(start + rect.width() - 1);
            if (first >= 0 && last >= start) {
                left = Math.min(left, first - start);
                right = Math.max(right, last - start);
            }
        }
        return Optional.of(new PixelRect(rect.x() + left, rect.y() + top, right - left + 1, bottom - top + 1));
    }

    /** What was opened of a level. */
    private final class Part implements Image {

        private final Footprint footprint;
        private final Optional<PixelRect> covered;
        private final @Nullable Image image;

        Part(Footprint footprint, Optional<PixelRect> covered, @Nullable Image image) {
            this.footprint = footprint;
            this.covered = covered;
            this.image = image;
        }

        @Override
        public Raster read(PixelRect rect) throws IOException {
            Optional<PixelRect> shared = covered.flatMap(rect::intersection);
            if (image != null && shared.isPresent() && shared.get().equals(rect)) {
                return image.read(rect);
            }
            WritableRaster whole =
                    Raster.createWritableRaster(samples.createCompatibleSampleModel(rect.width(), rect.height()), null);
            if (image != null && shared.isPresent()) {
                PixelRect part = shared.get();
                whole.setRect(
                        part.x() - rect.x(),
                        part.y() - rect.y(),
                        image.read(part).createTranslatedChild(0, 0));
            }
            return whole;
        }

        @Override
        public void restrict(BitSet valid, PixelRect rect) throws IOException {
            footprint.restrict(valid, new Rectangle(rect.x(), rect.y(), rect.width(), rect.height()));
            Optional<PixelRect> shared = covered.flatMap(rect::intersection);
            if (image != null && shared.isPresent()) {
                BitSet inside = part(valid, rect, shared.get());
                image.restrict(inside, shared.get());
                clearOthers(valid, rect, shared.get(), inside);
            }
        }

        @Override
        public void close() {
            if (image != null) {
                image.close();
            }
        }
    }

    private static BitSet part(BitSet whole, PixelRect rect, PixelRect part) {
        BitSet bits = new BitSet(Math.toIntExact(part.area()));
        for (int row = 0; row < part.height(); row++) {
            int from = (part.y() + row - rect.y()) * rect.width() + part.x() - rect.x();
            for (int x = whole.nextSetBit(from); x >= 0 && x < from + part.width(); x = whole.nextSetBit(x + 1)) {
                bits.set(row * part.width() + x - from);
            }
        }
        return bits;
    }

    private static void clearOthers(BitSet whole, PixelRect rect, PixelRect part, BitSet kept) {
        for (int row = 0; row < part.height(); row++) {
            int from = (part.y() + row - rect.y()) * rect.width() + part.x() - rect.x();
            for (int x = whole.nextSetBit(from); x >= 0 && x < from + part.width(); x = whole.nextSetBit(x + 1)) {
                if (!kept.get(row * part.width() + x - from)) {
                    whole.clear(x);
                }
            }
        }
    }
}
