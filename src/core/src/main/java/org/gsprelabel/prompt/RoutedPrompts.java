package org.gsprelabel.prompt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** The prompts of a request, each at the tile that answers it. Prompts that the raster does not hold are rejected here. */
public final class RoutedPrompts {

    /** Pixels by which a point may lie beyond the edge of the raster for the rounding of coordinates. */
    private static final double EDGE = 1e-6;

    private final TileGrid grid;
    private final NavigableMap<TileId, List<ObjectPrompt>> byTile = new TreeMap<>();
    private final List<String> classNames;
    private final RejectionCounts rejections = new RejectionCounts();
    private final int given;
    private int oversized;

    private RoutedPrompts(List<ObjectPrompt> prompts, RejectionCounts unreadable, TileGrid grid) {
        this.grid = grid;
        Set<String> names = new LinkedHashSet<>();
        prompts.forEach(prompt -> names.add(prompt.className()));
        this.classNames = List.copyOf(names);
        this.rejections.addAll(unreadable);
        this.given = prompts.size() + (int) unreadable.total();
    }

    /**
     * Routes prompts.
     *
     * @param prompts in pixels of the grid, in the order in which a tile is to answer them
     * @param unreadable prompts that were rejected before
     */
    public static RoutedPrompts of(List<ObjectPrompt> prompts, RejectionCounts unreadable, TileGrid grid) {
        RoutedPrompts routed = new RoutedPrompts(prompts, unreadable, grid);
        PromptRouter router = new PromptRouter(grid);
        for (ObjectPrompt prompt : prompts) {
            if (liesOutside(prompt, grid)) {
                routed.rejections.add(Rejection.OUTSIDE_RASTER);
                continue;
            }
            Envelope extent = prompt.extent();
            if (router.exceedsWindows(extent)) {
                extent = prompt.foregroundExtent();
                routed.oversized += router.exceedsWindows(extent) ? 1 : 0;
            }
            routed.byTile
                    .computeIfAbsent(router.tileOf(extent), tile -> new ArrayList<>())
                    .add(prompt);
        }
        return routed;
    }

    /** A point on the object beyond the edge, or an outline that shares no area with the raster. */
    private static boolean liesOutside(ObjectPrompt prompt, TileGrid grid) {
        Envelope raster = new Envelope(0, grid.width(), 0, grid.height());
        Envelope wide = new Envelope(raster);
        wide.expandBy(EDGE);
        return prompt.points().stream().anyMatch(point -> point.foreground() && !wide.contains(point.x(), point.y()))
                || (prompt.outline().isPresent()
                        && !meets(raster, prompt.outline().get().shape()));
    }

    private static boolean meets(Envelope raster, Geometry shape) {
        if (raster.contains(shape.getEnvelopeInternal())) {
            return true;
        }
        return OverlayNGRobust.overlay(shape, new GeometryFactory().toGeometry(raster), OverlayNG.INTERSECTION)
                        .getArea()
                > 0;
    }

    /** Classes of all prompts, in the order in which they first occur. */
    public List<String> classNames() {
        return classNames;
    }

    /** Tiles that have a prompt. */
    public NavigableSet<TileId> tiles() {
        return byTile.navigableKeySet();
    }

    /** The tile of a window. */
    public TileId tileAt(PixelRect window) {
        return new TileId(window.y() / grid.step(), window.x() / grid.step());
    }

    /** The prompts that a tile answers. */
    public List<ObjectPrompt> of(TileId tile) {
        return byTile.getOrDefault(tile, List.of());
    }

    /** How many prompts the client gave, rejected ones included. */
    public int given() {
        return given;
    }

    /** Prompts larger than a tile, which no window shows whole. */
    public int oversized() {
        return oversized;
    }

    /** Prompts that no tile is asked, by reason. */
    public RejectionCounts rejections() {
        return rejections;
    }
}
