package org.gsprelabel.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A session of ONNX Runtime. Its memory is no matter of Java's: it is there until the session is closed, and nothing else would show one
 * that nobody closes. So they are counted.
 */
final class OpenSession implements AutoCloseable {

    private static final AtomicInteger OPEN = new AtomicInteger();

    private final OrtSession session;

    /** @param session that has just been opened */
    OpenSession(OrtSession session) {
        this.session = session;
        OPEN.incrementAndGet();
    }

    /** How many are open in this process. */
    static int count() {
        return OPEN.get();
    }

    /** Not to be closed. */
    OrtSession get() {
        return session;
    }

    /** To be called once. */
    @Override
    public void close() throws OrtException {
        session.close();
        OPEN.decrementAndGet();
    }
}
