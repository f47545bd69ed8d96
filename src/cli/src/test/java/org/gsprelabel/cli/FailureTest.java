package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.geotools.process.ProcessException;
import org.gsprelabel.export.ExportException;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.pipeline.RunException;
import org.gsprelabel.raster.RasterException;
import org.gsprelabel.server.ServerException;
import org.gsprelabel.wps.FailedRequestException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ModelException("no model 'x'"), 3, "no model 'x'."),
                Arguments.of(new RasterException("pixels cannot be read.", null), 3, "pixels cannot be read."),
                Arguments.of(
                        new FailedRequestException("bad tile", new IllegalArgumentException("bad tile")),
                        2,
                        "bad tile."),
                Arguments.of(
                        new FailedRequestException("no pixels", new RasterException("no pixels: /a/b.tif", null)),
                        3,
                        "no pixels: /a/b.tif."),
                Arguments.of(new ProcessException("store failed"), 1, "store failed."),
                Arguments.of(new ProcessException("lines\n  of text", new RuntimeException()), 1, "lines of text."),
                Arguments.of(new RunException("disk full", new IOException()), 1, "disk full."),
                Arguments.of(new ExportException("Cannot write x: disk full."), 1, "Cannot write x: disk full."),
                Arguments.of(
                        new ServerException("It did not start:\nfirst\nsecond"), 1, "It did not start:\nfirst\nsecond"),
                Arguments.of(CommandException.unusableInput("There is no file x.", null), 3, "There is no file x."),
                Arguments.of(
                        new IllegalStateException("index 3"),
                        1,
                        "Unexpected java.lang.IllegalStateException: index 3; run again with --stacktrace to see where it"
                                + " comes from."),
                Arguments.of(
                        new OutOfMemoryError("Java heap space"),
                        1,
                        "Not enough memory; give Java more (java -Xmx4g -jar prelabel.jar ...), or ask for fewer --threads"
                                + " or smaller tiles."));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasACodeAndASentence(Throwable failure, int exitCode, String sentence) {
        assertThat(Failure.of(failure)).isEqualTo(new Failure(exitCode, sentence));
    }
}
