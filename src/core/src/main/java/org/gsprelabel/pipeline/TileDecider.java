package org.gsprelabel.pipeline;

import java.util.List;
import org.gsprelabel.blend.BlendedRows;
import org.gsprelabel.blend.TileBlocks;
import org.gsprelabel.blend.TileScores;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.ScoreMap;
import org.gsprelabel.inference.Stage;
import org.gsprelabel.inference.StageClock;
import org.gsprelabel.inference.WindowDetector;
import org.gsprelabel.inference.WindowScorer;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;

/**
 * From the scores of a tile and its neighbours to the tile's result: blend, decide, vectorise. Safe for use by several
 * threads.
 */
final class TileDecider {

    private final WindowScorer scorer;
    private final TileGrid grid;
    private final CandidateBuilder candidates;
    private final StageClock clock;

    TileDecider(WindowScorer scorer, TileGrid grid, CandidateBuilder candidates, StageClock clock) {
        this.scorer = scorer;
        this.grid = grid;
        this.candidates = candidates;
        this.clock = clock;
    }

    /**
     * Decides a tile.
     *
     * @param scores of the tile and all that share pixels with it
     */
    TileResult decide(TileId id, ScoreStore scores) {
        TileScores own = scores.head(id);
        if (own.isSkipped()) {
            return TileResult.skipped(id);
        }
        WindowDetector.Found found = clock.time(Stage.BLEND, () -> {
            BlendedRows rows =
                    BlendedRows.of(TileBlocks.of(grid, id), own.channels().count(), scores::block);
            return scorer.decide(new ScoreMap(own.channels(), grid.tileSize(), grid.tileSize(), rows));
        });
        RejectionCounts rejections = found.rejections();
        rejections.addAll(own.rejections());
        List<Candidate> made = clock.time(
                Stage.VECTORIZE,
                () -> candidates.candidates(grid.tile(id), own.valid(), found.detections(), rejections));
        return new TileResult(id, false, found.detections().size(), made, rejections);
    }
}
