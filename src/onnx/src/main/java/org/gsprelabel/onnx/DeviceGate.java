package org.gsprelabel.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelException;

/**
 * Lets so many calls at a time onto a device, whatever the model.
 *
 * <p>Fair between callers, not between calls: who has fewest calls on the device is next, of those with equally many the one who
 * has waited longest for a turn. So a request with many threads cannot starve one with a single one. The calls of one caller
 * come in their order.
 */
final class DeviceGate {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Waits that are shorter are nothing to tell. */
    private static final long NOTICEABLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** The calls of a caller. */
    private static final class Line {
        private final Caller caller;
        private final Deque<Waiter> waiters = new ArrayDeque<>();
        private int inside;
        /** Since when none of its calls has been inside, where none is. */
        private long idleSince = System.nanoTime();

        Line(Caller caller) {
            this.caller = caller;
        }
    }

    /** A call that waits, or has waited. */
    private static final class Waiter {
        private final Line line;
        private final Condition admission;
        private boolean admitted;

        Waiter(Line line, Condition admission) {
            this.line = line;
            this.admission = admission;
        }
    }

    private final String device;
    private final long noticeableNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final IdentityHashMap<Caller, Line> lines = new IdentityHashMap<>();
    /** Those of the lines that have waiters, in the order of their turns. */
    private final List<Line> turns = new ArrayList<>();

    private int free;
    private boolean closed;

    /**
     * @param device {@code the GPU}, for a sentence that begins with "waiting for"
     * @param permits calls at a time, at least 1
     */
    DeviceGate(String device, int permits) {
        this(device, permits, NOTICEABLE_NANOS);
    }

    /** So that a test need not wait. */
    DeviceGate(String device, int permits, long noticeableNanos) {
        if (permits < 1) {
            throw new IllegalArgumentException("permits for " + device + " must be at least 1, got " + permits);
        }
        this.device = device;
        this.free = permits;
        this.noticeableNanos = noticeableNanos;
    }

    /**
     * Waits for a turn; {@link #leave} is to be called after it, and only then.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     * @throws CancellationException when the caller is cancelled meanwhile
     * @throws ModelException when the gate is closed
     */
    void enter(Caller caller) throws InterruptedException {
        Waiter waiter = queue(caller);
        try {
            long since = System.nanoTime();
            boolean told = false;
            while (!await(waiter)) {
                if (caller.isCancelled()) {
                    throw new CancellationException("cancelled while it waited for " + device);
                }
                if (isStuck(waiter.line, since)) {
                    caller.waiting(device);
                    told = true;
                }
            }
            if (told) {
                caller.served();
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            abandon(waiter);
            throw e;
        }
    }

    void leave(Caller caller) {
        lock.lock();
        try {
            leave(Objects.requireNonNull(lines.get(caller)));
        } finally {
            lock.unlock();
        }
    }

    /** Turns away all that wait, and whoever comes. Who is inside may leave as usual. */
    void close() {
        lock.lock();
        try {
            closed = true;
            turns.forEach(line -> line.waiters.forEach(waiter -> waiter.admission.signal()));
        } finally {
            lock.unlock();
        }
    }

    /** Number of calls that wait. */
    int waiting() {
        lock.lock();
        try {
            return turns.stream().mapToInt(line -> line.waiters.size()).sum();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a place in the caller's line, from which it may be admitted at once. */
    private Waiter queue(Caller caller) {
        lock.lock();
        try {
            requireOpen();
            Line line = lines.computeIfAbsent(caller, Line::new);
            Waiter waiter = new Waiter(line, lock.newCondition());
            if (line.waiters.isEmpty()) {
                turns.add(line);
            }
            line.waiters.add(waiter);
            admit();
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    /** True when it is admitted; false now and then when it is not. */
    private boolean await(Waiter waiter) throws InterruptedException {
        lock.lock();
        try {
            long left = POLL_NANOS;
            while (!waiter.admitted && left > 0) {
                requireOpen();
                left = waiter.admission.awaitNanos(left);
            }
            return waiter.admitted;
        } finally {
            lock.unlock();
        }
    }

    private boolean isStuck(Line line, long since) {
        lock.lock();
        try {
            return line.inside == 0 && System.nanoTime() - Math.max(since, line.idleSince) >= noticeableNanos;
        } finally {
            lock.unlock();
        }
    }

    private void abandon(Waiter waiter) {
        lock.lock();
        try {
            if (waiter.admitted) {
                leave(waiter.line);
                return;
            }
            waiter.line.waiters.remove(waiter);
            if (waiter.line.waiters.isEmpty()) {
                turns.remove(waiter.line);
            }
            forget(waiter.line);
        } finally {
            lock.unlock();
        }
    }

    private void leave(Line line) {
        line.inside--;
        line.idleSince = System.nanoTime();
        free++;
        admit();
        forget(line);
    }

    private void admit() {
        while (free > 0 && !turns.isEmpty()) {
            Line next = turns.stream()
                    .min(Comparator.comparingInt(line -> line.inside))
                    .orElseThrow();
            turns.remove(next);
            Waiter first = next.waiters.remove();
            next.inside++;
            free--;
            if (!next.waiters.isEmpty()) {
                turns.add(next);
            }
            first.admitted = true;
            first.admission.signal();
        }
    }

    private void forget(Line line) {
        if (line.inside == 0 && line.waiters.isEmpty()) {
            lines.remove(line.caller);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new ModelException("the models have been closed");
        }
    }
}
