package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.blend.ScorePacker;
import org.gsprelabel.blend.TileBlocks;
import org.gsprelabel.blend.TileScores;
import org.gsprelabel.detect.ScoreMap;
import org.gsprelabel.inference.Stage;
import org.gsprelabel.inference.StageClock;
import org.gsprelabel.inference.WindowScorer;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;

/**
 * From tiles to their scores: read, predict, pack. A pure function of the pixels; a tile's scores do not depend on the
 * other tiles of its batch. Safe for use by several threads.
 */
final class TileScorer {

    private final TileWindows windows;
    private final WindowScorer scorer;
    private final TileMemory<TileScores> memory;
    private final TileGrid grid;
    private final StageClock clock;

    /**
     * @param windows with the bands that the scorer wants
     * @param memory of tiles of earlier runs
     */
    TileScorer(
            TileWindows windows, WindowScorer scorer, TileMemory<TileScores> memory, TileGrid grid, StageClock clock) {
        this.windows = windows;
        this.memory = memory;
        this.scorer = scorer;
        this.grid = grid;
        this.clock = clock;
    }

    /** How many tiles a call is best given. */
    int batch() {
        return scorer.batch();
    }

    /** Sentences on what went wrong with what is remembered. */
    List<String> notes() {
        return memory.notes();
    }

    /** Number of tiles that the model was not asked again. */
    long remembered() {
        return memory.remembered();
    }

    /** Scores in the order of the ids. Tiles without a valid pixel are skipped. */
    List<TileScores> score(List<TileId> ids) {
        return windows.map(ids, TileScores::skipped, seen -> memory.get(seen, this::predict));
    }

    private List<TileScores> predict(List<TileWindows.Seen> tiles) {
        List<ScoreMap> maps =
                scorer.score(tiles.stream().map(TileWindows.Seen::window).toList());
        return clock.time(Stage.DECODE, () -> {
            List<TileScores> scores = new ArrayList<>(tiles.size());
            for (int i = 0; i < tiles.size(); i++) {
                TileWindows.Seen seen = tiles.get(i);
                scores.add(ScorePacker.pack(
                        TileBlocks.of(grid, seen.tile().id()),
                        seen.window().pixels().valid(),
                        maps.get(i)));
            }
            return scores;
        });
    }
}
