package org.gsprelabel.pipeline;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gsprelabel.blend.TileScores;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.jspecify.annotations.Nullable;

/**
 * Maps tiles that are decided on blended scores: a tile is decided when all that share pixels with it have been scored.
 * Both kinds of work run on the same threads, as it comes up.
 *
 * <p>Tiles that are not wanted and share pixels with one that is are scored, too. No tile is scored twice: what later
 * calls may need is kept, which is a rim around the tiles decided so far. Of the others, about three rows of tiles are
 * held at a time.
 */
final class BlendedTiles implements TileMap {

    /** Packed scores of a row of tiles that are kept in memory before they spill to a temporary file, in bytes. */
    static final long ROW_MEMORY_LIMIT = 16L << 20;

    private final TileGrid grid;
    private final TileScorer scorer;
    private final TileDecider decider;
    private final Workers workers;
    private final ScoreStore scores;
    private final TileSet decided = new TileSet();
    /** Number of tiles that were scored and not decided. */
    private long undecided;

    /** @param workers that are closed with the map */
    BlendedTiles(TileGrid grid, TileScorer scorer, TileDecider decider, Workers workers) {
        this(grid, scorer, decider, workers, ROW_MEMORY_LIMIT);
    }

    BlendedTiles(TileGrid grid, TileScorer scorer, TileDecider decider, Workers workers, long rowMemoryLimit) {
        this.grid = grid;
        this.scorer = scorer;
        this.decider = decider;
        this.workers = workers;
        this.scores = new ScoreStore(grid, rowMemoryLimit);
    }

    @Override
    public void forEach(TileSet wanted, Runnable poll, Consumer<TileResult> sink) {
        OrderedMap.forEach(new Flow(wanted, poll, sink), workers, Supplier::get, poll, Runnable::run);
        scores.letGo(Integer.MAX_VALUE, this::hasOpenNeighbour);
    }

    @Override
    public List<String> notes() {
        return undecided == 0
                ? List.of()
                : List.of(undecided + (undecided == 1 ? " tile" : " tiles")
                        + " beside those of the region ran, too: their scores are blended into it");
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
    public void close() {
        workers.close();
        scores.close();
    }

    /** The last tile in order that shares pixels with one. */
    private TileId lastNeighbour(TileId tile) {
        int reach = grid.overlap() > 0 ? 1 : 0;
        return new TileId(
                Math.min(grid.rows() - 1, tile.row() + reach), Math.min(grid.columns() - 1, tile.column() + reach));
    }

    /** Whether a tile may be needed again: some tile that shares pixels with it is not decided. */
    private boolean hasOpenNeighbour(TileId tile) {
        for (TileId near : TileSet.of(List.of(tile)).withNeighbours(grid)) {
            if (!decided.contains(near)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What there is to do, piece by piece: each piece runs on any thread and says what is to be done on the calling one.
     * There may be nothing to do for the moment, as long as pieces are in work.
     */
    private final class Flow implements Iterator<Supplier<Runnable>> {

        private final Runnable poll;
        private final Consumer<TileResult> sink;
        private final Iterator<TileId> wanted;
        private final Batches unscored;
        /** Tiles that are being scored, in order. */
        private final Queue<TileId> inWork = new ArrayDeque<>();
        /** The next tiles to be scored. */
        private @Nullable List<TileId> nextBatch;
        /** The next tile to be decided. */
        private @Nullable TileId nextWanted;

        Flow(TileSet tiles, Runnable poll, Consumer<TileResult> sink) {
            this.poll = poll;
            this.sink = sink;
            this.wanted = tiles.iterator();
            TileSet missing = new TileSet();
            for (TileId tile : tiles.withNeighbours(grid)) {
                if (!scores.holds(tile)) {
                    missing.add(tile);
                }
            }
            this.unscored = new Batches(missing.iterator(), scorer.batch());
            takeBatch();
            takeWanted();
        }

        @Override
        public boolean hasNext() {
            return nextBatch != null || isReady();
        }

        @Override
        public Supplier<Runnable> next() {
            TileId tile = nextWanted;
            if (tile != null && isReady()) {
                takeWanted();
                return () -> {
                    TileResult result = decider.decide(tile, scores);
                    return () -> take(result);
                };
            }
            List<TileId> batch = nextBatch;
            if (batch == null) {
                throw new NoSuchElementException("there is nothing to do");
            }
            inWork.addAll(batch);
            takeBatch();
            return () -> {
                List<TileScores> made = scorer.score(batch);
                return () -> {
                    poll.run();
                    made.forEach(this::take);
                };
            };
        }

        /** Whether all tiles that the next wanted one needs have been scored; tiles are scored in order. */
        private boolean isReady() {
            TileId tile = nextWanted;
            if (tile == null) {
                return false;
            }
            TileId unfinished = !inWork.isEmpty() ? inWork.peek() : nextBatch != null ? nextBatch.get(0) : null;
            return unfinished == null || lastNeighbour(tile).compareTo(unfinished) < 0;
        }

        private void take(TileScores made) {
            inWork.remove();
            scores.put(made);
            undecided += made.isSkipped() ? 0 : 1;
        }

        private void take(TileResult result) {
            decided.add(result.tile());
            undecided -= result.skipped() ? 0 : 1;
            // Whatever is in work lies behind this tile, and needs nothing above the row before.
            scores.letGo(result.tile().row() - 1, BlendedTiles.this::hasOpenNeighbour);
            sink.accept(result);
        }

        private void takeBatch() {
            nextBatch = unscored.hasNext() ? unscored.next() : null;
        }

        private void takeWanted() {
            nextWanted = wanted.hasNext() ? wanted.next() : null;
        }
    }
}
