package org.gsprelabel.onnx;

import java.util.concurrent.CountDownLatch;
import org.gsprelabel.model.Caller;
import org.jspecify.annotations.Nullable;

/** A caller that can be cancelled, and remembers what it was told. */
final class TestCaller implements Caller {

    final CountDownLatch told = new CountDownLatch(1);
    final CountDownLatch served = new CountDownLatch(1);
    volatile @Nullable String waitedFor;
    volatile boolean cancelled;

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void waiting(String what) {
        waitedFor = what;
        told.countDown();
    }

    @Override
    public void served() {
        served.countDown();
    }
}
