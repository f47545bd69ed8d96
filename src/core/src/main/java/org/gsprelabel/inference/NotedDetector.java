package org.gsprelabel.inference;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gsprelabel.raster.FilledWindow;

/** A detector with more to say of the server. */
record NotedDetector(WindowDetector detector, Supplier<List<String>> more) implements WrappingDetector {

    @Override
    public List<String> serverNotes() {
        return Stream.concat(detector.serverNotes().stream(), more.get().stream())
                .toList();
    }

    @Override
    public List<Found> detect(List<FilledWindow> windows) {
        return detector.detect(windows);
    }
}
