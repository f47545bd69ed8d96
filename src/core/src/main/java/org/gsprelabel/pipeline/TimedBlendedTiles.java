package org.gsprelabel.pipeline;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.gsprelabel.blend.TileScores;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;

/**
 * Tiles that are decided on blended scores, as many as there is time for: one whose neighbours were not all scored in time is
 * left out, since it would be decided otherwise than in a run with time.
 */
final class TimedBlendedTiles implements TileMap {

    private final TileGrid grid;
    private final TileScorer scorer;
    private final TileDecider decider;
    private final int atOnce;
    private final TimeBudget budget;
    private final ScoreStore scores;
    private final NavigableSet<TileId> unfinished = new TreeSet<>();

    /** @param atOnce tiles that may be scored at a time, at least 1 */
    TimedBlendedTiles(TileGrid grid, TileScorer scorer, TileDecider decider, int atOnce, TimeBudget budget) {
        this.grid = grid;
        this.scorer = scorer;
        this.decider = decider;
        this.atOnce = atOnce;
        this.budget = budget;
        this.scores = new ScoreStore(grid, BlendedTiles.ROW_MEMORY_LIMIT);
    }

    @Override
    public void forEach(TileSet wanted, Runnable poll, Consumer<TileResult> sink) {
        TileSet missing = new TileSet();
        for (TileId tile : wanted.withNeighbours(grid)) {
            if (!scores.holds(tile)) {
                missing.add(tile);
            }
        }
        TimedMap.<TileScores>forEach(
                missing,
                atOnce,
                tile -> scorer.score(List.of(tile)).get(0),
                budget,
                poll,
                (tile, made) -> scores.put(made));
        for (TileId tile : wanted) {
            poll.run();
            if (isReady(tile)) {
                sink.accept(decider.decide(tile, scores));
            } else {
                unfinished.add(tile);
            }
        }
    }

    private boolean isReady(TileId tile) {
        for (TileId near : TileSet.of(List.of(tile)).withNeighbours(grid)) {
            if (!scores.holds(near)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public List<String> serverNotes() {
        return scorer.notes();
    }

    @Override
    public long remembered() {
        return scorer.remembered();
    }

    @Override
    public List<TileId> unfinished() {
        return List.copyOf(unfinished);
    }

    @Override
    public void close() {
        scores.close();
    }
}
