package org.gsprelabel.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot go on; the message is one sentence for the user. */
final class CommandException extends RuntimeException {

    private final int exitCode;

    CommandException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message, null);
    }

    static CommandException unusableInput(String message, @Nullable Throwable cause) {
        return new CommandException(ExitCode.UNUSABLE_INPUT, message, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
