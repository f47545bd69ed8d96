package org.gsprelabel.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.testdata.TruthObject;
import org.gsprelabel.testdata.scenery.TownPlan;
import org.gsprelabel.testdata.scenery.Window;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.locationtech.jts.algorithm.MinimumAreaRectangle;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.precision.GeometryPrecisionReducer;

/**
 * The roofs of a town as a model reports them that makes no mistake but at the edges of its windows: what each window of a
 * grid of tiles shows of them, as polygons along pixel edges. Made tile by tile, so a town of any size needs the memory of
 * one tile.
 */
final class TownViews {

    /** Pixels below which a model that sees a pixel too little reports nothing. */
    private static final int LEAST_SEEN = 4;

    private final TileGrid grid;
    private final TownPlan plan;
    private final double scale;
    private final int blur;
    private final long seed;

    /**
     * @param scale pixels of the grid for a pixel of the town; a roof is 20 to 133 pixels long at 1
     * @param blur pixels from a side of the window that may cut objects, within which it sees every other object a
     *     pixel too small; 0 for none
     */
    TownViews(TileGrid grid, long seed, double scale, int blur) {
        this.grid = grid;
        this.scale = scale;
        this.blur = blur;
        this.seed = seed;
        this.plan = new TownPlan(seed, townPixels(grid.width()), townPixels(grid.height()), false);
    }

    private int townPixels(int length) {
        return (int) Math.ceil(length / scale);
    }

    TileGrid grid() {
        return grid;
    }

    /** The roofs that meet a rectangle, each as the polygon of all its pixels inside the image; none twice. */
    List<TruthObject> truth(PixelRect area) {
        List<TruthObject> truth = new ArrayList<>();
        for (TownPlan.VisibleRoof roof : roofs(area)) {
            Geometry outline = scaled(roof);
            mask(outline, grid.bounds())
                    .ifPresent(mask -> MaskVectorizer.polygons(mask)
                            .forEach(polygon ->
                                    truth.add(new TruthObject(roof.roofClass().label(), polygon))));
        }
        return truth;
    }

    /** How a model reports what it sees. */
    enum Form {
        /** The pixels. */
        MASK,
        /** The box around them, along rows and columns. */
        BOX,
        /** The smallest box around them, turned. */
        ORIENTED_BOX
    }

    /** What a tile's window shows, in another form than pixels. */
    List<Candidate> candidates(TileId id, Form form) {
        List<Candidate> masks = candidates(id);
        return switch (form) {
            case MASK -> masks;
            case BOX ->
                masks.stream()
                        .map(mask -> mask.withGeometry(mask.geometry().getEnvelope()))
                        .toList();
            case ORIENTED_BOX ->
                masks.stream()
                        .map(mask ->
                                mask.withGeometry(onGrid(MinimumAreaRectangle.getMinimumRectangle(mask.geometry()))))
                        .toList();
        };
    }

    private static Geometry onGrid(Geometry shape) {
        return GeometryPrecisionReducer.reduce(shape, new PrecisionModel(Candidate.FRACTIONS));
    }

    /** What a tile's window shows. */
    List<Candidate> candidates(TileId id) {
        PixelRect window = grid.tile(id).window();
        SplittableRandom random = new SplittableRandom(seed * 31 + id.hashCode());
        List<Candidate> candidates = new ArrayList<>();
        Optional<PixelRect> visible = window.intersection(grid.bounds());
        for (TownPlan.VisibleRoof roof : visible.map(this::roofs).orElse(List.of())) {
            Geometry outline = scaled(roof);
            mask(outline, visible.get()).ifPresent(mask -> {
                if (blur > 0 && random.nextBoolean()) {
                    shrink(mask, id);
                }
                for (Polygon polygon : MaskVectorizer.polygons(mask)) {
                    if (blur > 0 && polygon.getArea() < LEAST_SEEN) {
                        continue;
                    }
                    candidates.add(new Candidate(
                            polygon,
                            roof.roofClass().label(),
                            0.5 + random.nextInt(128) / 256.0,
                            id,
                            grid.cutSides(id, polygon.getEnvelopeInternal()),
                            1));
                }
            });
        }
        return candidates;
    }

    private List<TownPlan.VisibleRoof> roofs(PixelRect area) {
        int left = (int) Math.floor(area.x() / scale);
        int top = (int) Math.floor(area.y() / scale);
        return plan.roofs(new Window(
                left, top, (int) Math.ceil(area.right() / scale) - left, (int) Math.ceil(area.bottom() / scale) - top));
    }

    private Geometry scaled(TownPlan.VisibleRoof roof) {
        return AffineTransformation.scaleInstance(scale, scale).transform(roof.outline());
    }

    /** The polygons of the pixels whose centres lie in a polygon. */
    static List<Polygon> pixels(Geometry outline) {
        Envelope box = outline.getEnvelopeInternal();
        int left = (int) Math.floor(box.getMinX());
        int top = (int) Math.floor(box.getMinY());
        PixelRect around =
                new PixelRect(left, top, (int) box.getMaxX() + 1 - left + 1, (int) box.getMaxY() + 1 - top + 1);
        return mask(outline, around).map(MaskVectorizer::polygons).orElse(List.of());
    }

    /** The pixels of a rectangle whose centres lie inside. */
    private static Optional<BitMask> mask(Geometry outline, PixelRect within) {
        Envelope box = outline.getEnvelopeInternal();
        int left = (int) Math.max(within.x(), Math.floor(box.getMinX()));
        int top = (int) Math.max(within.y(), Math.floor(box.getMinY()));
        int right = (int) Math.min(within.right(), Math.ceil(box.getMaxX()));
        int bottom = (int) Math.min(within.bottom(), Math.ceil(box.getMaxY()));
        if (right <= left || bottom <= top) {
            return Optional.empty();
        }
        BitMask mask = new BitMask(left, top, right - left, bottom - top);
        Coordinate[][] rings = rings((Polygon) outline);
        double[] crossings = new double[outline.getNumPoints()];
        for (int row = top; row < bottom; row++) {
            int count = crossings(rings, row + 0.5, crossings);
            Arrays.sort(crossings, 0, count);
            for (int i = 0; i + 1 < count; i += 2) {
                int from = (int) Math.max(left, Math.ceil(crossings[i] - 0.5));
                int to = (int) Math.min(right, Math.ceil(crossings[i + 1] - 0.5));
                if (from < to) {
                    mask.setRun(row - top, from - left, to - left);
                }
            }
        }
        return mask.trimmed();
    }

    private static Coordinate[][] rings(Polygon polygon) {
        Coordinate[][] rings = new Coordinate[1 + polygon.getNumInteriorRing()][];
        rings[0] = polygon.getExteriorRing().getCoordinates();
        for (int i = 1; i < rings.length; i++) {
            rings[i] = polygon.getInteriorRingN(i - 1).getCoordinates();
        }
        return rings;
    }

    private static int crossings(Coordinate[][] rings, double y, double[] crossings) {
        int count = 0;
        for (Coordinate[] ring : rings) {
            for (int i = 1; i < ring.length; i++) {
                Coordinate a = ring[i - 1];
                Coordinate b = ring[i];
                if ((a.y <= y) != (b.y <= y)) {
                    crossings[count++] = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
                }
            }
        }
        return count;
    }

    /** Moves outlines in by a pixel near the sides of the window, where a model sees half an object. */
    private void shrink(BitMask mask, TileId id) {
        PixelRect window = grid.tile(id).window();
        BitMask whole = new BitMask(mask.x(), mask.y(), mask.width(), mask.height());
        whole.or(mask);
        for (int row = 0; row < mask.height(); row++) {
            for (int column = 0; column < mask.width(); column++) {
                int x = mask.x() + column;
                int y = mask.y() + row;
                boolean inside = isInside(whole, window, column - 1, row)
                        && isInside(whole, window, column + 1, row)
                        && isInside(whole, window, column, row - 1)
                        && isInside(whole, window, column, row + 1);
                if (!inside && isNearCut(window, x, y)) {
                    mask.clear(column, row);
                }
            }
        }
    }

    /** Whether a pixel belongs to the object, or may: the model does not know what lies beyond its window. */
    private static boolean isInside(BitMask whole, PixelRect window, int column, int row) {
        int x = whole.x() + column;
        int y = whole.y() + row;
        boolean known = x >= window.x() && y >= window.y() && x < window.right() && y < window.bottom();
        return !known || whole.get(column, row);
    }

    private boolean isNearCut(PixelRect window, int x, int y) {
        return (window.x() > 0 && x < window.x() + blur)
                || (window.y() > 0 && y < window.y() + blur)
                || (window.right() < grid.width() && x >= window.right() - blur)
                || (window.bottom() < grid.height() && y >= window.bottom() - blur);
    }
}
