package org.gsprelabel.tile;

/**
 * One tile of a {@link TileGrid}.
 *
 * @param id row and column
 * @param window the square that is read; may hang over the right and lower edge of the image
 * @param view the part of the window that what the tile finds lies in: the window, less a margin that it leaves to its neighbours
 *     where the grid has one
 * @param core the pixels that the tile answers for, inside both the view and the image
 */
public record Tile(TileId id, PixelRect window, PixelRect view, PixelRect core) {

    public Tile {
        if (!window.contains(view)) {
            throw new IllegalArgumentException("view " + view + " of tile " + id + " leaves its window " + window);
        }
        if (!view.contains(core)) {
            throw new IllegalArgumentException("core " + core + " of tile " + id + " leaves its view " + view);
        }
    }
}
