package org.gsprelabel.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the user wants to stop. On Ctrl-C the Java process waits a while for the command to notice, between two tiles,
 * and to tidy up; a file that is being written is finished or removed.
 */
final class Cancellation {

    private static final long PATIENCE_SECONDS = 60;

    private final AtomicBoolean requested = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);

    /** A cancellation that comes with the signals that end the Java process. */
    static Cancellation onInterrupt() {
        Cancellation cancellation = new Cancellation();
        Thread hook = new Thread(cancellation::requestAndWait, "prelabel-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        return cancellation;
    }

    boolean isRequested() {
        return requested.get();
    }

    void request() {
        requested.set(true);
    }

    /** Says that the command has ended, so that nothing needs to be waited for. */
    void finished() {
        finished.countDown();
    }

    private void requestAndWait() {
        if (finished.getCount() == 0) {
            return;
        }
        request();
        try {
            boolean ended = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                System.err.println("prelabel: The command did not stop in " + PATIENCE_SECONDS + " s and was ended.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
