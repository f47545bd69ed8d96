package org.gsprelabel.pipeline;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * Gives the work of one run to threads that it shares with other runs, so many pieces at a time: the memory of a piece is in use
 * while it is in work. Pieces are begun in the order in which they are given.
 */
final class Turns {

    private final Workers workers;
    private final Queue<FutureTask<?>> waiting = new ArrayDeque<>();
    /** Pieces that may be begun. */
    private int free;

    /** @param atOnce pieces that may be in work, at least 1 */
    Turns(Workers workers, int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("pieces of work at a time must be at least 1, got " + atOnce);
        }
        this.workers = workers;
        this.free = atOnce;
    }

    /**
     * Begins a piece of work, or has it wait. One that is cancelled before it is begun is dropped; so are all that wait when the
     * threads are closed.
     *
     * @throws RejectedExecutionException when it could be begun, and the threads are closed
     */
    <T> Future<T> give(Callable<T> work) {
        FutureTask<T> piece = new FutureTask<>(work);
        synchronized (this) {
            if (free == 0) {
                waiting.add(piece);
                return piece;
            }
            free--;
        }
        begin(piece);
        return piece;
    }

    private void begin(FutureTask<?> piece) {
        workers.execute(() -> {
            piece.run();
            beginNext();
        });
    }

    private void beginNext() {
        FutureTask<?> piece;
        synchronized (this) {
            do {
                piece = waiting.poll();
            } while (piece != null && piece.isDone());
            if (piece == null) {
                free++;
                return;
            }
        }
        try {
            begin(piece);
        } catch (RejectedExecutionException e) {
            // The server is being shut down; whoever waits for it finds it cancelled.
            piece.cancel(false);
            beginNext();
        }
    }
}
