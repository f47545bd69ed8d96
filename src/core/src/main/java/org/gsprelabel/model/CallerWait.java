package org.gsprelabel.model;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** How a caller waits for something: told of it when it takes long, and free to give up. */
public final class CallerWait {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Waits that are shorter are nothing to tell. */
    private static final long NOTICEABLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private CallerWait() {}

    /** Something that others may have for the moment. */
    @FunctionalInterface
    public interface Attempt {

        /**
         * @param nanos to wait for it at most
         * @return whether it was had
         */
        boolean succeeds(long nanos) throws InterruptedException;
    }

    /**
     * Tries until it succeeds.
     *
     * @param undo what the attempt has done, when the caller cannot be told of its end
     * @param what is waited for, for a sentence that begins with "waiting for"
     * @throws CancellationException when the caller is cancelled or the thread interrupted meanwhile; it stays so
     */
    public static void until(Attempt attempt, Runnable undo, String what, Caller caller) {
        long since = System.nanoTime();
        boolean isTold = false;
        try {
            while (!attempt.succeeds(POLL_NANOS)) {
                if (caller.isCancelled()) {
                    throw new CancellationException("cancelled while it waited for " + what);
                }
                if (System.nanoTime() - since >= NOTICEABLE_NANOS) {
                    caller.waiting(what);
                    isTold = true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while it waited for " + what);
        }
        if (isTold) {
            tell(caller, undo);
        }
    }

    /** Does something that one thread may do at a time. */
    public static <T> T alone(ReentrantLock lock, String what, Caller caller, Supplier<T> work) {
        until(nanos -> lock.tryLock(nanos, TimeUnit.NANOSECONDS), lock::unlock, what, caller);
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private static void tell(Caller caller, Runnable undo) {
        try {
            caller.served();
        } catch (RuntimeException | Error e) {
            undo.run();
            throw e;
        }
    }
}
