package org.gsprelabel.sam;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Threads for the calls of a decoder that one window needs. The calling thread takes part itself and waits only for calls that
 * were begun, so the executor may be the one that it runs on: calls then go to whichever of its threads have nothing to do.
 *
 * @param executor where calls run besides the calling thread
 * @param threads calls at a time, the calling thread's included, at least 1
 */
public record CallThreads(Executor executor, int threads) {

    /** The calling thread alone. */
    public static final CallThreads ALONE = new CallThreads(Runnable::run, 1);

    public CallThreads {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
    }

    /**
     * Takes all turns of a loop, and hands over their results in the order of the turns. Of several turns that fail, the
     * failure of the first is thrown, as it is, as it would be on one thread; turns after it may not have been taken. None is
     * being taken any more when this method returns.
     *
     * @param turns number of turns
     * @param workers makes what takes turns: one for each thread, so it may hold memory that it uses again
     * @throws java.util.concurrent.CancellationException when a thread of the loop is interrupted; it stays so
     */
    public <T> List<T> share(int turns, Supplier<IntFunction<T>> workers) {
        return SharedLoop.run(turns, executor, threads - 1, workers);
    }
}
