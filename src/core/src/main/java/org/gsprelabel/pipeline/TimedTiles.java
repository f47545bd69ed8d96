package org.gsprelabel.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.gsprelabel.tile.TileId;

/** Tiles that have nothing to do with each other, as many as there is time for. */
final class TimedTiles implements TileMap {

    private final TileProcessor processor;
    private final int atOnce;
    private final TimeBudget budget;
    private final NavigableSet<TileId> unfinished = new TreeSet<>();

    /** @param atOnce tiles that may be in work at a time, at least 1 */
    TimedTiles(TileProcessor processor, int atOnce, TimeBudget budget) {
        this.processor = processor;
        this.atOnce = atOnce;
        this.budget = budget;
    }

    @Override
    public void forEach(TileSet wanted, Runnable poll, Consumer<TileResult> sink) {
        Map<TileId, TileResult> made = new HashMap<>();
        TimedMap.forEach(
                wanted, atOnce, tile -> processor.process(List.of(tile)).get(0), budget, poll, made::put);
        for (TileId tile : wanted) {
            TileResult result = made.get(tile);
            if (result == null) {
                unfinished.add(tile);
            } else {
                sink.accept(result);
            }
        }
    }

    @Override
    public List<String> notes() {
        return processor.notes();
    }

    @Override
    public List<String> serverNotes() {
        return processor.serverNotes();
    }

    @Override
    public long remembered() {
        return processor.remembered();
    }

    @Override
    public List<TileId> unfinished() {
        return List.copyOf(unfinished);
    }

    @Override
    public void close() {
        // The threads belong to all runs.
    }
}
