package org.gsprelabel.pipeline;

import java.util.List;
import java.util.function.Consumer;

/** Maps tiles that have nothing to do with each other. */
final class DirectTiles implements TileMap {

    private final TileProcessor processor;
    private final int threads;

    DirectTiles(TileProcessor processor, int threads) {
        this.processor = processor;
        this.threads = threads;
    }

    @Override
    public void forEach(TileSet wanted, Runnable poll, Consumer<TileResult> sink) {
        OrderedMap.forEach(
                new Batches(wanted.iterator(), processor.batch()),
                threads,
                processor::process,
                results -> results.forEach(sink));
    }

    @Override
    public List<String> notes() {
        return processor.notes();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
