package org.gsprelabel.tile;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Envelope;

/**
 * Cuts an image into square windows that share an overlap, and into cores that partition it.
 *
 * <p>Guarantees: the grid depends on the image's size, the tile size and the overlap alone, so a tile and its id are
 * the same whatever region is asked for; every pixel lies in exactly one core; every core lies in its window; the
 * windows of two tiles meet only when the tiles are neighbours, diagonals included (the overlap is less than half a
 * tile).
 *
 * @param width of the image at working resolution, in pixels
 * @param height of the image at working resolution, in pixels
 * @param tileSize side of a window in pixels, at least 8
 * @param overlap pixels that neighbouring windows share, from 0 to less than half of {@code tileSize}
 * @param margin pixels along the sides of a window, where the image goes on, that a tile leaves to its neighbours because it cannot
 *     know enough there; 0, or less than half of {@code overlap}
 */
public record TileGrid(int width, int height, int tileSize, int overlap, int margin) {

    /** Largest overlap, as a fraction of the tile, that a request may ask for. */
    public static final double MAX_OVERLAP_FRACTION = 0.45;

    public TileGrid {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("image must have at least one pixel, got " + width + " x " + height);
        }
        if (tileSize < 8) {
            throw new IllegalArgumentException("tileSize must be at least 8 pixels, got " + tileSize);
        }
        if (overlap < 0 || 2 * overlap >= tileSize) {
            throw new IllegalArgumentException("overlap must be from 0 to less than half of the tile size " + tileSize
                    + ", got " + overlap + " pixels");
        }
        if (margin < 0 || (margin > 0 && 2 * margin >= overlap)) {
            throw new IllegalArgumentException("margin must be 0 or less than half of the overlap of " + overlap
                    + " pixels, got " + margin + " pixels");
        }
    }

    /** A grid whose tiles leave nothing to their neighbours. */
    public TileGrid(int width, int height, int tileSize, int overlap) {
        this(width, height, tileSize, overlap, 0);
    }

    /**
     * Overlap in pixels for a fraction of the tile, rounded up so that the step from tile to tile is a multiple of the
     * model's stride: then a pixel has the same phase in every window, and a convolutional model gives the same answer
     * for it.
     *
     * @param fraction from 0 to {@link #MAX_OVERLAP_FRACTION}
     * @param stride what a step must be a multiple of, at least 1
     * @throws IllegalArgumentException when the fraction is out of range or not a number
     */
    public static int overlapPixels(int tileSize, double fraction, int stride) {
        if (!(fraction >= 0 && fraction <= MAX_OVERLAP_FRACTION)) {
            throw new IllegalArgumentException(
                    "overlap must be from 0 to " + MAX_OVERLAP_FRACTION + " of the tile, got " + fraction);
        }
        if (stride < 1) {
            throw new IllegalArgumentException("stride of a model must be at least 1 pixel, got " + stride);
        }
        int largest = (tileSize - 1) / 2;
        // Without the slack, 0.07 of 100 pixels would be 8 pixels: the product is a hair above 7.
        int wanted = Math.min(largest, (int) Math.ceil(fraction * tileSize - 1e-9));
        int overlap = tileSize - (tileSize - wanted) / stride * stride;
        // A stride that is large against the tile cannot be kept; a wrong phase is better than half a tile of overlap.
        return overlap <= largest ? overlap : wanted;
    }

    /** Pixels from one window to the next. */
    public int step() {
        return tileSize - overlap;
    }

    public int columns() {
        return count(width);
    }

    public int rows() {
        return count(height);
    }

    /** Number of tiles. */
    public long size() {
        return (long) columns() * rows();
    }

    /** The image itself. */
    public PixelRect bounds() {
        return new PixelRect(0, 0, width, height);
    }

    /**
     * The tile of a row and column.
     *
     * @throws IndexOutOfBoundsException when the grid has no such tile
     */
    public Tile tile(TileId id) {
        if (id.row() >= rows() || id.column() >= columns()) {
            throw new IndexOutOfBoundsException(
                    "no tile " + id + " in a grid of " + rows() + " rows and " + columns() + " columns");
        }
        PixelRect window = new PixelRect(id.column() * step(), id.row() * step(), tileSize, tileSize);
        int left = coreStart(id.column());
        int top = coreStart(id.row());
        int right = coreEnd(id.column(), columns(), width);
        int bottom = coreEnd(id.row(), rows(), height);
        return new Tile(id, window, view(window), new PixelRect(left, top, right - left, bottom - top));
    }

    private PixelRect view(PixelRect window) {
        int left = window.x() + (window.x() > 0 ? margin : 0);
        int top = window.y() + (window.y() > 0 ? margin : 0);
        int right = window.right() - (window.right() < width ? margin : 0);
        int bottom = window.bottom() - (window.bottom() < height ? margin : 0);
        return new PixelRect(left, top, right - left, bottom - top);
    }

    /** The tiles whose windows share interior points with the envelope (in pixels); empty where there are none. */
    public Optional<TileBlock> tilesTouching(Envelope envelope) {
        if (envelope.isNull()) {
            return Optional.empty();
        }
        int firstRow = firstTouching(envelope.getMinY());
        int lastRow = lastTouching(envelope.getMaxY(), rows());
        int firstColumn = firstTouching(envelope.getMinX());
        int lastColumn = lastTouching(envelope.getMaxX(), columns());
        return firstRow > lastRow || firstColumn > lastColumn
                ? Optional.empty()
                : Optional.of(new TileBlock(new TileId(firstRow, firstColumn), new TileId(lastRow, lastColumn)));
    }

    /** Pixels of the windows of a block that lie inside the image; what windows share counts for each. */
    public long pixels(TileBlock block) {
        long width = (long) block.columns() * tileSize - overhang(block.last().column(), width());
        long height = (long) block.rows() * tileSize - overhang(block.last().row(), height());
        return width * height;
    }

    /** Pixels by which a window hangs over the edge; only that of the last row or column may. */
    private long overhang(int index, int length) {
        return Math.max(0, (long) index * step() + tileSize - length);
    }

    /** The strip that two tiles both speak for, if their views meet inside the image. */
    public Optional<PixelRect> strip(TileId a, TileId b) {
        return tile(a).view().intersection(tile(b).view()).flatMap(strip -> strip.intersection(bounds()));
    }

    /**
     * The sides of the tile's view that a shape reaches and that lie inside the image: where the view, not the image, may
     * have cut the object.
     *
     * @param shape extent in pixels of the image
     */
    public Set<Side> cutSides(TileId id, Envelope shape) {
        PixelRect view = tile(id).view();
        EnumSet<Side> sides = EnumSet.noneOf(Side.class);
        if (view.y() > 0 && shape.getMinY() <= view.y()) {
            sides.add(Side.N);
        }
        if (view.right() < width && shape.getMaxX() >= view.right()) {
            sides.add(Side.E);
        }
        if (view.bottom() < height && shape.getMaxY() >= view.bottom()) {
            sides.add(Side.S);
        }
        if (view.x() > 0 && shape.getMinX() <= view.x()) {
            sides.add(Side.W);
        }
        return sides;
    }

    private int count(int length) {
        return length <= tileSize ? 1 : 1 + (length - tileSize + step() - 1) / step();
    }

    private int coreStart(int index) {
        return index == 0 ? 0 : index * step() + overlap / 2;
    }

    private int coreEnd(int index, int count, int length) {
        return index == count - 1 ? length : coreStart(index + 1);
    }

    private int firstTouching(double min) {
        // Window i ends at i * step + tileSize; it touches when that end lies beyond min.
        return (int) Math.max(0, Math.floor((min - tileSize) / step()) + 1);
    }

    private int lastTouching(double max, int count) {
        return (int) Math.min(count - 1.0, Math.ceil(max / step()) - 1);
    }
}
