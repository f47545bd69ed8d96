package org.gsprelabel.pipeline;

import java.util.List;
import java.util.function.Consumer;

/** Maps tiles that have nothing to do with each other. */
final class DirectTiles implements TileMap {

    private final TileProcessor processor;
    private final Workers workers;

    /** @param workers that are closed with the map */
    DirectTiles(TileProcessor processor, Workers workers) {
        this.processor = processor;
        this.workers = workers;
    }

    @Override
    public void forEach(TileSet wanted, Runnable poll, Consumer<TileResult> sink) {
        OrderedMap.forEach(
                new Batches(wanted.iterator(), processor.batch()),
                workers,
                processor::process,
                poll,
                results -> results.forEach(sink));
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
    public void close() {
        workers.close();
    }
}
