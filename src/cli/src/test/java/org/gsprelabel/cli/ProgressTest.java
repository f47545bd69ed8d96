package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.geotools.util.SimpleInternationalString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong(5 * SECOND);

    @Test
    void linesComeEveryTenthOfTheWork() {
        LineDisplay display = display();
        for (int tile = 1; tile <= 50; tile++) {
            clock.addAndGet(SECOND / 2);
            display.show("tile", tile, 50);
        }
        assertThat(lines())
                .hasSize(10)
                .startsWith("tile 5 of 50 (10 %), 2.0/s, 23 s left")
                .endsWith("tile 50 of 50 (100 %), 2.0/s, 0 s left");
    }

    @Test
    void linesComeEveryTenSecondsWhenWorkIsSlow() {
        LineDisplay display = display();
        for (int tile = 1; tile <= 8; tile++) {
            clock.addAndGet(4 * SECOND);
            display.show("tile", tile, 10_000);
        }
        assertThat(lines())
                .containsExactly(
                        "tile 3 of 10000 (0 %), 0.3/s, 11 h 6 min left",
                        "tile 6 of 10000 (0 %), 0.3/s, 11 h 6 min left");
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0 s", "59.4, 59 s", "61, 1 min 1 s", "3599, 59 min 59 s", "3661, 1 h 1 min"})
    void durationsAreReadable(double seconds, String text) {
        assertThat(LineDisplay.duration(seconds)).isEqualTo(text);
    }

    @Test
    void tilesAreUnderstoodFromTheTaskOfTheProcess() {
        List<String> shown = new ArrayList<>();
        ConsoleProgress progress =
                new ConsoleProgress((unit, done, total) -> shown.add(unit + done + "/" + total), new Cancellation());
        progress.progress(3.6f);
        progress.setTask(new SimpleInternationalString("tile 12 of 64"));
        progress.progress(18.75f);
        assertThat(shown).containsExactly("%4/100", "tile12/64");
    }

    @Test
    void userAndProcessCanCancel() {
        Cancellation cancellation = new Cancellation();
        ConsoleProgress progress = new ConsoleProgress(ProgressDisplay.NONE, cancellation);
        assertThat(progress.isCanceled()).isFalse();
        cancellation.request();
        assertThat(progress.isCanceled()).isTrue();
    }

    @Test
    void barShowsNumberRateAndTotal() {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (BarDisplay bar = new BarDisplay(out)) {
            bar.show("tile", 16, 64);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("Pre-labelling")
                .contains("16/64 tiles")
                .contains("tiles/s");
    }

    private LineDisplay display() {
        return new LineDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock::get);
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
