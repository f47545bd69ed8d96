package org.gsprelabel.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Whether the user wants to stop. The command notices between two tiles and tidies up. The signals are taken before Java
 * begins to shut down, since the model runtime would be gone from then on, in the midst of a tile.
 */
final class Cancellation {

    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final AtomicBoolean requested = new AtomicBoolean();

    /** A cancellation by Ctrl-C or a request to end; a second one ends the Java process at once. */
    static Cancellation onInterrupt() {
        Cancellation cancellation = new Cancellation();
        for (String signal : SIGNALS) {
            Signals.register(signal, () -> {
                Signals.registerDefault(signal);
                cancellation.request();
                System.err.println("prelabel: stopping; once more to stop at once");
            });
        }
        return cancellation;
    }

    boolean isRequested() {
        return requested.get();
    }

    void request() {
        requested.set(true);
    }
}
