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
 * The prompts of a request, each at the tile that answers it. Where no window holds all of a prompt, its background points do not
 * decide on the tile. Points and outlines outside the raster, or outside the window of the tile, are left out of their prompt, and a
 * prompt of which nothing is left that shows the object is rejected. An outline that the window cuts stays as it is.
 */
public final class RoutedPrompts {

    /** Pixels by which a point may lie beyond the edge of the raster, or of a window, for the rounding of coordinates. */
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
            routed.add(prompt, router);
        }
        return routed;
    }

    private void add(ObjectPrompt prompt, PromptRouter router) {
        Optional<ObjectPrompt> inRaster = partIn(grid.bounds(), prompt);
        if (inRaster.isEmpty()) {
            rejections.add(Rejection.OUTSIDE_RASTER);
            return;
        }
        TileId tile = tileOf(inRaster.get(), router);
        // What a window shows beyond the edge of the raster is no pixel of it.
        PixelRect seen = grid.tile(tile).window().intersection(grid.bounds()).orElseThrow();
        Optional<ObjectPrompt> inWindow = partIn(seen, inRaster.get());
        if (inWindow.isEmpty()) {
            rejections.add(Rejection.PROMPT_TOO_LARGE);
            return;
        }
        leftOut.add(Rejection.OUTSIDE_RASTER, parts(prompt) - parts(inRaster.get()));
        leftOut.add(Rejection.PROMPT_TOO_LARGE, parts(inRaster.get()) - parts(inWindow.get()));
        oversized += router.holds(tile, inRaster.get().foregroundExtent()) ? 0 : 1;
        byTile.computeIfAbsent(tile, key -> new ArrayList<>()).add(inWindow.get());
    }

    /** Where no window holds all of a prompt, the object counts and not what is said of its surroundings. */
    private static TileId tileOf(ObjectPrompt prompt, PromptRouter router) {
        TileId tile = router.tileOf(prompt.extent());
        return router.holds(tile, prompt.extent()) ? tile : router.tileOf(prompt.foregroundExtent());
    }

    /**
     * A prompt without its points outside a rectangle, and without an outline that shares no area with it; empty where nothing
     * is left that shows the object.
     */
    private static Optional<ObjectPrompt> partIn(PixelRect rect, ObjectPrompt prompt) {
        Envelope limits = new Envelope(rect.x(), rect.right(), rect.y(), rect.bottom());
        Envelope wide = new Envelope(limits);
        wide.expandBy(EDGE);
        List<ObjectPrompt.Point> points = prompt.points().stream()
                .filter(point -> wide.contains(point.x(), point.y()))
                .toList();
        Optional<ObjectPrompt.Outline> outline = prompt.outline().filter(known -> meets(limits, known.shape()));
        return ObjectPrompt.showsObject(points, outline) ? Optional.of(prompt.with(points, outline)) : Optional.empty();
    }

    /** Points, and the outline as one. */
    private static int parts(ObjectPrompt prompt) {
        return prompt.points().size() + (prompt.outline().isPresent() ? 1 : 0);
    }

    private static boolean meets(Envelope limits, Geometry shape) {
        if (limits.contains(shape.getEnvelopeInternal())) {
            return true;
        }
        return OverlayNGRobust.overlay(shape, new GeometryFactory().toGeometry(limits), OverlayNG.INTERSECTION)
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

    /** Prompts whose outline and points on the object no window holds together; a part of them is asked. */
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
