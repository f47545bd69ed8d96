package org.gsprelabel.pipeline;

import java.util.List;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Shape;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.ConnectedComponents;
import org.gsprelabel.vectorize.Connectivity;

/**
 * Cuts masks to the view of their tile. What is connected beyond the view alone may only look so: the parts of a region of a class
 * map are objects of their own then, and their neighbours join them again where they do belong together.
 *
 * @param regions how the pixels of an object are connected where objects are regions of class maps; empty where the mask of an object
 *     is its own, in however many parts
 */
record ViewCut(Optional<Connectivity> regions) {

    /**
     * What the view has of a shape; boxes and polygons stay as they are.
     *
     * @param shape in pixels of the tile's window
     * @param rejections where masks are counted of which the view has nothing
     */
    List<Shape> cut(Shape shape, Tile tile, RejectionCounts rejections) {
        if (tile.view().equals(tile.window())
                || !(shape instanceof Shape.OfMask found)
                || found.mask().cardinality() == 0) {
            return List.of(shape);
        }
        PixelRect view = new PixelRect(
                tile.view().x() - tile.window().x(),
                tile.view().y() - tile.window().y(),
                tile.view().width(),
                tile.view().height());
        Optional<BitMask> seen = found.mask().partIn(view);
        if (seen.isEmpty()) {
            rejections.add(Rejection.LEFT_TO_NEIGHBOUR);
            return List.of();
        }
        BitMask mask = seen.get();
        List<BitMask> parts =
                regions.isEmpty() || mask == found.mask() ? List.of(mask) : ConnectedComponents.of(mask, regions.get());
        return parts.stream().<Shape>map(Shape.OfMask::new).toList();
    }
}
