package org.gsprelabel.cli;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows progress as a bar with the number done, the rate and the time left, and wipes it out at the end. */
final class BarDisplay implements ProgressDisplay {

    private static final int UPDATE_MILLIS = 200;

    private final PrintStream out;
    private @Nullable ProgressBar bar;

    BarDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(String unit, long done, long total) {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Pre-labelling")
                    .setStyle(ProgressBarStyle.ASCII)
                    .setInitialMax(total)
                    .setUnit(" " + unit + "s", 1)
                    .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setConsumer(new ConsoleProgressBarConsumer(out))
                    .clearDisplayOnFinish()
                    .build();
        }
        bar.maxHint(total);
        bar.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
