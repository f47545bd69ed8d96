package org.gsprelabel.onnx;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelsNotReadyException;

/**
 * Opens models for those who cannot wait, on threads of its own: one opening for all who want the same models. When the last of
 * them has lost patience, an opening that waits for a place gives up, and one that loads goes on, so that the models are there for
 * whoever asks next.
 */
final class Openings implements AutoCloseable {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** A model in the middle of being loaded cannot be interrupted. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final System.Logger LOGGER = System.getLogger(Openings.class.getName());

    private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();

    private final BiFunction<Collection<String>, Caller, ModelLease> lease;
    private final Map<Set<String>, Opening> openings = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "prelabel-model-" + THREAD_NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private boolean closed;

    /** @param lease takes models for a caller, and waits and loads as long as it takes */
    Openings(BiFunction<Collection<String>, Caller, ModelLease> lease) {
        this.lease = lease;
    }

    /** Some models that are being opened, for all who wait for them. */
    private final class Opening implements Caller, Runnable {

        private final Set<String> ids;
        private final CompletableFuture<ModelLease> opened = new CompletableFuture<>();
        private volatile boolean hasNoPlace;
        private int waiting;

        Opening(Set<String> ids) {
            this.ids = ids;
        }

        @Override
        public void run() {
            try {
                keep(this, lease.apply(ids, this));
            } catch (RuntimeException | Error e) {
                fail(this, e);
            }
        }

        /** Polled while there is no place for the models, or others are loaded, and not while these are. */
        @Override
        public boolean isCancelled() {
            return isForsaken(this);
        }

        @Override
        public void waiting(String what) {
            hasNoPlace = !what.equals(OnnxModelRepository.ITS_MODEL);
        }

        @Override
        public void served() {
            hasNoPlace = false;
        }

        void await(Caller caller, Duration patience) {
            long end = System.nanoTime() + patience.toNanos();
            try {
                while (true) {
                    long left = end - System.nanoTime();
                    try {
                        opened.get(Math.max(0, Math.min(POLL_NANOS, left)), TimeUnit.NANOSECONDS);
                        return;
                    } catch (TimeoutException e) {
                        if (caller.isCancelled()) {
                            throw new CancellationException("cancelled while it waited for a model");
                        }
                        if (left <= POLL_NANOS) {
                            throw new ModelsNotReadyException(
                                    hasNoPlace ? "the server is busy with other models" : "the model is being loaded");
                        }
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while it waited for a model");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /**
     * Waits for models, and does something while they are held.
     *
     * @throws ModelsNotReadyException when they are not there in time
     * @throws CancellationException when the caller is cancelled, the thread interrupted (it stays so), or this is closed
     * @throws RuntimeException what opening them throws
     */
    <T> T whileOpen(Collection<String> ids, Caller caller, Duration patience, Supplier<T> held) {
        Opening opening = join(Set.copyOf(ids));
        try {
            opening.await(caller, patience);
            return held.get();
        } finally {
            leave(opening);
        }
    }

    private synchronized Opening join(Set<String> ids) {
        if (closed) {
            throw new CancellationException("cancelled: the models are being closed");
        }
        Opening opening = openings.get(ids);
        if (opening == null) {
            opening = new Opening(ids);
            openings.put(ids, opening);
            threads.execute(opening);
        }
        opening.waiting++;
        return opening;
    }

    private void leave(Opening opening) {
        synchronized (this) {
            opening.waiting--;
            if (opening.waiting > 0 || !opening.opened.isDone()) {
                return;
            }
            openings.remove(opening.ids, opening);
        }
        if (!opening.opened.isCompletedExceptionally()) {
            opening.opened.join().close();
        }
    }

    private void keep(Opening opening, ModelLease models) {
        synchronized (this) {
            if (opening.waiting > 0) {
                opening.opened.complete(models);
                return;
            }
            openings.remove(opening.ids, opening);
        }
        models.close();
    }

    private void fail(Opening opening, Throwable failure) {
        boolean unheard;
        synchronized (this) {
            openings.remove(opening.ids, opening);
            unheard = opening.waiting == 0 && !closed;
            opening.opened.completeExceptionally(failure);
        }
        if (unheard && !(failure instanceof CancellationException)) {
            LOGGER.log(System.Logger.Level.WARNING, "a model that nobody waits for any more cannot be opened", failure);
        }
    }

    /** Whoever comes after this is given another opening. */
    private synchronized boolean isForsaken(Opening opening) {
        if (opening.waiting > 0 && !closed) {
            return false;
        }
        openings.remove(opening.ids, opening);
        return true;
    }

    /** Gives up what waits for a place, and waits for what is being loaded, though not for ever. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "a model is still being loaded {0} s after it was to be closed",
                        PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
