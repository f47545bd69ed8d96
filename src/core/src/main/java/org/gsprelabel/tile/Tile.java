package org.gsprelabel.tile;

/**
 * One tile of a {@link TileGrid}.
 *
 * @param id row and column
 * @param window the square that is read; may hang over the right and lower edge of the image
 * @param core the pixels that the tile answers for, inside both the window and the image
 */
public record Tile(TileId id, PixelRect window, PixelRect core) {

    public Tile {
        if (!window.contains(core)) {
            throw new IllegalArgumentException("core " + core + " of tile " + id + " leaves its window " + window);
        }
    }
}
