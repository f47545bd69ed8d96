package org.gsprelabel.wps.limits;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.gsprelabel.model.Caller;
import org.gsprelabel.wps.rights.Audience;
import org.jspecify.annotations.Nullable;

/**
 * The requests under way. When the server stops, all are told to, and waited for: what they hold is given back before models are
 * closed.
 */
public final class RunningRequests implements AutoCloseable {

    /** A request ends after the tile in work at the latest. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final System.Logger LOGGER = System.getLogger(RunningRequests.class.getName());

    private final Set<Request> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean closed;

    /** A request under way, until it is closed. */
    public final class Request implements Caller, AutoCloseable {

        private final BooleanSupplier dismissed;
        private final Audience audience;
        private final Thread owner = Thread.currentThread();
        private volatile Runnable teller = () -> {};
        private volatile @Nullable String waitingFor;
        private volatile boolean stopped;
        private boolean working;
        private boolean disturbed;

        private Request(BooleanSupplier dismissed, Audience audience) {
            this.dismissed = dismissed;
            this.audience = audience;
        }

        /** Who is to be told of it. */
        public Audience audience() {
            return audience;
        }

        /** Whether its client or the server wants it to end. */
        @Override
        public boolean isCancelled() {
            return stopped || dismissed.getAsBoolean();
        }

        /** Whether the server is being shut down. */
        public boolean isStopped() {
            return stopped;
        }

        @Override
        public void waiting(String what) {
            waitingFor = what;
            tell();
        }

        @Override
        public void served() {
            waitingFor = null;
            tell();
        }

        /** What it waits for, {@code the GPU}; null while it gets on. */
        public @Nullable String waitingFor() {
            return waitingFor;
        }

        /** Whom to call when it begins or ceases to wait, on the thread that began it; other threads' waits can be asked for. */
        public void tell(Runnable newTeller) {
            teller = newTeller;
        }

        private void tell() {
            if (Thread.currentThread() == owner) {
                teller.run();
            }
        }

        /** Says that it has what it needs and has models work, from now until it is closed. */
        public void works() {
            beginWork(this);
        }

        /** Whether no other request has had models work since this one said so of itself. */
        public boolean worksAlone() {
            return isUndisturbed(this);
        }

        @Override
        public void close() {
            end(this);
        }
    }

    /**
     * Begins a request of the calling thread.
     *
     * @param dismissed whether its client has given it up; quick, and asked by any thread
     * @param audience who is to be told of it
     * @throws SettingsException when the server is being shut down
     */
    public synchronized Request begin(BooleanSupplier dismissed, Audience audience) {
        if (closed) {
            throw new SettingsException("the server is being shut down");
        }
        Request request = new Request(dismissed, audience);
        open.add(request);
        return request;
    }

    /** Number of requests under way. */
    public synchronized int size() {
        return open.size();
    }

    private synchronized void beginWork(Request request) {
        request.working = true;
        for (Request other : open) {
            if (other != request && other.working) {
                other.disturbed = true;
                request.disturbed = true;
            }
        }
    }

    private synchronized boolean isUndisturbed(Request request) {
        return request.working && !request.disturbed;
    }

    private synchronized void end(Request request) {
        open.remove(request);
        notifyAll();
    }

    /** Ends all requests and waits for them, but not for ever: what does not end is logged. None can be begun any more. */
    @Override
    public synchronized void close() {
        closed = true;
        open.forEach(request -> request.stopped = true);
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean interrupted = false;
        while (!open.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "{0} requests have not ended within {1} s of being told to",
                        open.size(),
                        PATIENCE.toSeconds());
                break;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
