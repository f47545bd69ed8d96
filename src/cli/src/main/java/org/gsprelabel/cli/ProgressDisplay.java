package org.gsprelabel.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Where progress is shown. */
interface ProgressDisplay extends AutoCloseable {

    /** Shows nothing. */
    ProgressDisplay NONE = (unit, done, total) -> {};

    /**
     * Shows how far the work is.
     *
     * @param unit what is counted
     * @param done from 0 to {@code total}
     * @param total at least 1
     */
    void show(String unit, long done, long total);

    @Override
    default void close() {}

    /** A bar when standard error is a terminal, else plain lines. */
    static ProgressDisplay onStandardError() {
        return isTerminal() ? new BarDisplay(System.err) : lines(System.err);
    }

    static ProgressDisplay lines(PrintStream out) {
        return new LineDisplay(out, System::nanoTime);
    }

    /** Java itself only knows of standard input and output together, so the shell's own test is asked. */
    private static boolean isTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            Process test = new ProcessBuilder("test", "-t", "2").inheritIO().start();
            return test.waitFor(1, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException e) {
            // No such program on this system, so no way to know: lines are right everywhere.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
