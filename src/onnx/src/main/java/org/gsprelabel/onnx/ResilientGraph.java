package org.gsprelabel.onnx;

import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.Incidents;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.Tensor;

/**
 * A graph that outlives what happens to its device: a batch that does not fit is cut, a device that was reset gets a new
 * session, and where CUDA turns out to be unusable (cuDNN is looked for at the first call only) the CPU takes over. All of it
 * is counted or said.
 */
final class ResilientGraph implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(ResilientGraph.class.getName());

    private final String modelId;
    private final GraphSession.Source source;
    private final BatchSplit split;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private GraphSession session;
    private long renewed;
    private boolean closed;

    /**
     * @param session the first one
     * @param source of further ones
     */
    ResilientGraph(String modelId, GraphSession session, GraphSession.Source source, BatchSplit split) {
        this.modelId = modelId;
        this.session = session;
        this.source = source;
        this.split = split;
        log(session);
    }

    /**
     * @throws OrtException when the runtime refuses the tensors, or fails in a way that cannot be helped here
     * @throws ModelException when it has been closed
     * @throws CancellationException when the caller is cancelled or the thread interrupted while it waits for the device; the
     *     thread stays so
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs, Caller caller) throws OrtException {
        GraphSession before = current();
        try {
            return runNow(inputs, caller);
        } catch (OrtException e) {
            switch (RuntimeFailure.of(e)) {
                case DEVICE_RESET -> renew(before, source::open, true);
                case NO_CUDA -> renew(before, () -> source.openOnCpu(OnnxRuntime.reason(e)), false);
                default -> throw e;
            }
            return runNow(inputs, caller);
        }
    }

    String device() {
        return current().device();
    }

    Optional<String> fallback() {
        return current().fallback();
    }

    Incidents incidents() {
        lock.readLock().lock();
        try {
            return new Incidents(0, split.halved(), renewed);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits for runs under way: the runtime does not guard a session against them. */
    @Override
    public void close() throws OrtException {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private GraphSession current() {
        lock.readLock().lock();
        try {
            return session;
        } finally {
            lock.readLock().unlock();
        }
    }

    private Map<String, Tensor> runNow(Map<String, Tensor> inputs, Caller caller) throws OrtException {
        lock.readLock().lock();
        try {
            if (closed) {
                throw Problems.of(modelId, "it has been closed");
            }
            GraphSession present = session;
            return split.run(inputs, part -> gated(present, part, caller));
        } finally {
            lock.readLock().unlock();
        }
    }

    private Map<String, Tensor> gated(GraphSession present, Map<String, Tensor> inputs, Caller caller)
            throws OrtException {
        try {
            present.gate().enter(caller);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("cancelled while it waited for " + present.device());
        }
        try {
            return present.run(inputs);
        } finally {
            present.gate().leave(caller);
        }
    }

    /** Once for all threads that saw the same session fail; runs under way end first. */
    private void renew(GraphSession broken, Supplier<GraphSession> open, boolean counts) throws OrtException {
        lock.writeLock().lock();
        try {
            if (session != broken || closed) {
                return;
            }
            GraphSession fresh = reopened(open);
            session = fresh;
            renewed += counts ? 1 : 0;
            log(fresh);
            broken.close();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private GraphSession reopened(Supplier<GraphSession> open) {
        try {
            return open.get();
        } catch (ModelException e) {
            throw FailedRun.lost(modelId, e);
        }
    }

    private static void log(GraphSession session) {
        session.fallback().ifPresent(why -> LOGGER.log(System.Logger.Level.WARNING, why));
    }
}
