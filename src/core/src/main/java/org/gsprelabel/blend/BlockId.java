package org.gsprelabel.blend;

import org.gsprelabel.tile.TileId;

/**
 * Names a block of a tile's window.
 *
 * @param tile whose window it is a part of
 * @param vertical -1 where the tiles above share it, 1 those below, 0 neither
 * @param horizontal -1 where the tiles to the left share it, 1 those to the right, 0 neither
 */
public record BlockId(TileId tile, int vertical, int horizontal) {}
