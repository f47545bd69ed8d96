package org.gsprelabel.cli;

/** What the shell is told. */
final class ExitCode {

    static final int OK = 0;
    /** The run failed, or its outcome could not be written. */
    static final int FAILED = 1;
    /** The request is wrong: an option, a value out of range, or a model that does not fit the image. */
    static final int USAGE = 2;
    /** An input file or a model is missing or damaged. */
    static final int UNUSABLE_INPUT = 3;
    /** Stopped by the user; what shells give for Ctrl-C. */
    static final int CANCELLED = 130;

    private ExitCode() {}
}
