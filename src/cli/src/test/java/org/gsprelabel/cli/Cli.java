package org.gsprelabel.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs the command line as a shell would, with its output in hand. */
final class Cli {

    private Cli() {}

    /**
     * What a command did.
     *
     * @param exitCode what the shell gets
     * @param out standard output
     * @param err standard error, but for progress
     */
    record Result(int exitCode, String out, String err) {}

    static Result run(Object... arguments) {
        return run(new Cancellation(), arguments);
    }

    static Result run(Cancellation cancellation, Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            texts[i] = arguments[i].toString();
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = PreLabel.commandLine(cancellation)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exitCode = command.execute(texts);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
