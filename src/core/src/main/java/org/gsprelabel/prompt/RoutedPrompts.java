package org.gsprelabel.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
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

/**
 * The prompts of a request, each at the tile that answers it. What lies outside the raster is left out of its prompt, and a
 * prompt of which nothing is left that shows the object is rejected.
 */
public final class RoutedPrompts {

    /** Pixels by which a point may lie beyond the edge of the raster for the rounding of coordinates. */
    private static final double EDGE = 1e-6;

    private final TileGrid grid;
    private final NavigableMap<TileId, List<ObjectPrompt>> byTile = new TreeMap<>();
    private final List<String> classNames;
    private final RejectionCounts rejections = new RejectionCounts();
    private final RejectionCounts leftOut = new RejectionCounts();
    private final int given;
    private int oversized;

    private RoutedPrompts(GivenPrompts prompts, TileGrid grid) {
        this.grid = grid;
        this.classNames = prompts.classNames();
        this.rejections.addAll(prompts.rejections());
        this.leftOut.addAll(prompts.leftOut());
        this.given = prompts.given();
    }

    /** Routes prompts in pixels of the grid. */
    public static RoutedPrompts of(GivenPrompts prompts, TileGrid grid) {
        RoutedPrompts routed = new RoutedPrompts(prompts, grid);
        PromptRouter router = new PromptRouter(grid);
        for (ObjectPrompt prompt : prompts.prompts()) {
            routed.inRaster(prompt).ifPresent(part -> routed.add(part, router));
        }
        return routed;
    }

    private void add(ObjectPrompt prompt, PromptRouter router) {
        Envelope extent = prompt.extent();
        if (router.exceedsWindows(extent)) {
            extent = prompt.foregroundExtent();
            oversized += router.exceedsWindows(extent) ? 1 : 0;
        }
        byTile.computeIfAbsent(router.tileOf(extent), tile -> new ArrayList<>()).add(prompt);
    }

    /** A prompt without its points beyond the edge, and without an outline that shares no area with the raster. */
    private Optional<ObjectPrompt> inRaster(ObjectPrompt prompt) {
        Envelope raster = new Envelope(0, grid.width(), 0, grid.height());
        Envelope wide = new Envelope(raster);
        wide.expandBy(EDGE);
        List<ObjectPrompt.Point> points = prompt.points().stream()
                .filter(point -> wide.contains(point.x(), point.y()))
                .toList();
        Optional<ObjectPrompt.Outline> outline = prompt.outline().filter(known -> meets(raster, known.shape()));
        if (!ObjectPrompt.showsObject(points, outline)) {
            rejections.add(Rejection.OUTSIDE_RASTER);
            return Optional.empty();
        }
        int parts = prompt.points().size() - points.size();
        parts += prompt.outline().isPresent() && outline.isEmpty() ? 1 : 0;
        leftOut.add(Rejection.OUTSIDE_RASTER, parts);
        return Optional.of(parts == 0 ? prompt : prompt.with(points, outline));
    }

    private static boolean meets(Envelope raster, Geometry shape) {
        if (raster.contains(shape.getEnvelopeInternal())) {
            return true;
        }
        return OverlayNGRobust.overlay(shape, new GeometryFactory().toGeometry(raster), OverlayNG.INTERSECTION)
                        .getArea()
                > 0;
    }

    /** Classes of all prompts that the client gave, in the order in which they first occur. */
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

    /** Points, boxes and polygons that prompts are asked without, by reason. */
    public RejectionCounts leftOut() {
        return leftOut;
    }

    /** Prompts that no tile is asked, by reason. */
    public RejectionCounts rejections() {
        return rejections;
    }
}
