package org.gsprelabel.cli;

import org.geotools.process.ProcessException;
import org.gsprelabel.export.ExportException;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.pipeline.RunCancelledException;
import org.gsprelabel.pipeline.RunException;
import org.gsprelabel.raster.RasterException;
import org.gsprelabel.server.ServerException;
import org.gsprelabel.wps.FailedRequestException;

/**
 * An exception as the user is told of it.
 *
 * @param exitCode what the shell gets
 * @param sentence what the user reads
 */
record Failure(int exitCode, String sentence) {

    static Failure of(Throwable e) {
        if (e instanceof CommandException command) {
            return new Failure(command.exitCode(), sentence(e));
        }
        if (e instanceof FailedRequestException request) {
            return of(request.failure());
        }
        if (e instanceof RunCancelledException) {
            return new Failure(ExitCode.CANCELLED, sentence(e));
        }
        if (e instanceof ModelException || e instanceof RasterException) {
            return new Failure(ExitCode.UNUSABLE_INPUT, sentence(e));
        }
        if (e instanceof IllegalArgumentException) {
            return new Failure(ExitCode.USAGE, sentence(e));
        }
        if (e instanceof RunException || e instanceof ExportException || e instanceof ProcessException) {
            return new Failure(ExitCode.FAILED, sentence(e));
        }
        if (e instanceof ServerException) {
            // the end of a log keeps its lines
            return new Failure(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
        if (e instanceof OutOfMemoryError) {
            return new Failure(
                    ExitCode.FAILED,
                    "Not enough memory; give Java more (java -Xmx4g -jar prelabel.jar ...), or ask for fewer --threads or"
                            + " smaller tiles.");
        }
        return new Failure(
                ExitCode.FAILED, "Unexpected " + e + "; run again with --stacktrace to see where it comes from.");
    }

    private static String sentence(Throwable e) {
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return e.getClass().getSimpleName() + ".";
        }
        String oneLine = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return oneLine.endsWith(".") ? oneLine : oneLine + ".";
    }
}
