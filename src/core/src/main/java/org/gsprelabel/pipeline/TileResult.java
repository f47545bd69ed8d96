package org.gsprelabel.pipeline;

import java.util.List;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.tile.TileId;

/**
 * What one tile gives. A pure function of the pixels of the tile's window, the model and the parameters of
 * {@link TileParameters}.
 *
 * @param tile which tile
 * @param skipped true when the window has no valid pixel, and the model was not asked
 * @param detections number of detections that the decoder returned
 * @param candidates in a defined order, geometry in pixels of the working grid
 * @param rejections what was dropped on the way
 */
public record TileResult(
        TileId tile, boolean skipped, int detections, List<Candidate> candidates, RejectionCounts rejections) {

    public TileResult {
        candidates = List.copyOf(candidates);
    }

    /** The result of a tile without a valid pixel. */
    public static TileResult skipped(TileId tile) {
        return new TileResult(tile, true, 0, List.of(), new RejectionCounts());
    }
}
