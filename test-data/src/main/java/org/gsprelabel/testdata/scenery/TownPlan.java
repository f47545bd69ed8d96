package org.gsprelabel.testdata.scenery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * All blocks of a scene, planned when they are first asked for. A roof of which the scene's edge or the nodata corner
 * leaves less than {@value #LEAST_VISIBLE} of its area, or pieces that hang together by less than {@value #LEAST_BRIDGE}
 * pixels or not at all, is not built. Safe for concurrent use.
 */
public final class TownPlan {

    private static final double LEAST_VISIBLE = 0.4;
    private static final double LEAST_BRIDGE = 8;
    /** Pixels that an object or its shadow may reach out of its block. */
    private static final double REACH = 60;

    private static final int CACHED_BLOCKS = 2048;
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private final long seed;
    private final StreetGrid grid;
    private final Geometry visible;
    private final @Nullable Polygon nodata;

    private final Map<Long, Block> cache = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Block> eldest) {
            return size() > CACHED_BLOCKS;
        }
    };

    /**
     * @param width columns of the scene
     * @param height rows of the scene
     * @param nodataCorner whether the lower right corner holds no data
     */
    public TownPlan(long seed, int width, int height, boolean nodataCorner) {
        this.seed = seed;
        this.grid = new StreetGrid(seed);
        Geometry all = FACTORY.toGeometry(new Envelope(0, width, 0, height));
        this.nodata = nodataCorner ? corner(width, height) : null;
        this.visible = nodata == null ? all : all.difference(nodata);
    }

    /** A roof as the scene shows it: its outline, cut where the scene or its valid pixels end. */
    public record VisibleRoof(RoofClass roofClass, Polygon outline) {}

    /** The roofs that show in a window, whole, in a fixed order. */
    public List<VisibleRoof> roofs(Window window) {
        Envelope area = new Envelope(window.x(), window.right(), window.y(), window.bottom());
        List<VisibleRoof> roofs = new ArrayList<>();
        for (Block block : blocks(window)) {
            for (Roof roof : block.roofs()) {
                if (roof.outline().getEnvelopeInternal().intersects(area)) {
                    roofs.add(new VisibleRoof(roof.roofClass(), (Polygon) cut(roof)));
                }
            }
        }
        return roofs;
    }

    StreetGrid grid() {
        return grid;
    }

    Ground ground() {
        return new Ground(seed, grid, kinds());
    }

    /** The polygon without data; null when all pixels are valid. */
    @Nullable
    Polygon nodata() {
        return nodata;
    }

    /** Blocks that may have something in a window, row by row. */
    List<Block> blocks(Window window) {
        StreetGrid.IntRange columns = grid.columns(window, REACH);
        StreetGrid.IntRange rows = grid.rows(window, REACH);
        List<Block> blocks = new ArrayList<>();
        for (int row = rows.first(); row <= rows.last(); row++) {
            for (int column = columns.first(); column <= columns.last(); column++) {
                blocks.add(block(column, row));
            }
        }
        return blocks;
    }

    private Block block(int column, int row) {
        long key = ((long) column << 32) | (row & 0xFFFFFFFFL);
        synchronized (cache) {
            Block block = cache.get(key);
            if (block == null) {
                block = plan(column, row);
                cache.put(key, block);
            }
            return block;
        }
    }

    private Block plan(int column, int row) {
        Block block = new BlockPlanner(grid, Lot.of(seed, column, row), BlockKind.of(kinds(), column, row)).plan();
        List<Roof> standing = block.roofs().stream().filter(this::shows).toList();
        return new Block(standing, block.trees(), block.cars());
    }

    private boolean shows(Roof roof) {
        if (visible.contains(roof.outline())) {
            return true;
        }
        Geometry cut = cut(roof);
        return cut.getArea() >= LEAST_VISIBLE * roof.outline().getArea()
                && cut instanceof Polygon
                && cut.buffer(-LEAST_BRIDGE / 2) instanceof Polygon inner
                && !inner.isEmpty();
    }

    private Geometry cut(Roof roof) {
        return visible.contains(roof.outline()) ? roof.outline() : visible.intersection(roof.outline());
    }

    private long kinds() {
        return Noise.hash(seed, 3, 3);
    }

    private static Polygon corner(double width, double height) {
        return FACTORY.createPolygon(new Coordinate[] {
            new Coordinate(width, 0.82 * height),
            new Coordinate(0.95 * width, 0.86 * height),
            new Coordinate(0.92 * width, 0.94 * height),
            new Coordinate(0.85 * width, 0.96 * height),
            new Coordinate(0.83 * width, height),
            new Coordinate(width, height),
            new Coordinate(width, 0.82 * height)
        });
    }
}
