package org.gsprelabel.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code prelabel} and its entry point. */
@Command(
        name = "prelabel",
        description = {
            "Finds objects in georeferenced imagery with ONNX models, tile by tile, and writes them as polygons.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = PreLabel.Version.class,
        subcommands = {
            RunCommand.class,
            EstimateCommand.class,
            FilterCommand.class,
            MergeCommand.class,
            ModelsCommand.class,
            DemoCommand.class,
            ServerCommand.class,
            HelpCommand.class
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Start with:",
            "  prelabel demo                 everything on a made-up scene",
            "  prelabel models --models DIR  the models that there are",
            "  prelabel run --help           how to run one on an image of your own",
            "",
            "Exit codes:",
            "  0    done",
            "  1    the run failed, or its outcome could not be written",
            "  2    the request is wrong: an option, a value out of range, or a model that",
            "       does not fit the image",
            "  3    an input file or a model is missing or damaged",
            "  130  cancelled (Ctrl-C); nothing half-written is left behind"
        })
public final class PreLabel implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where in the code a failure comes from.")
    private boolean stacktrace;

    private final Cancellation cancellation;

    PreLabel(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /** Runs the command line and ends the Java process with its exit code. */
    public static void main(String[] args) {
        Surroundings.prepare();
        System.exit(commandLine(Cancellation.onInterrupt()).execute(args));
    }

    /** The command line, ready to {@code execute}. */
    static CommandLine commandLine(Cancellation cancellation) {
        return new CommandLine(new PreLabel(cancellation))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(PreLabel::explainUsage)
                .setExecutionExceptionHandler((e, command, parsed) -> explainFailure(e, command))
                .setExecutionStrategy(PreLabel::executeGuarded);
    }

    Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "A command is missing: run, estimate, filter, merge, models, demo or server.");
    }

    /** Picocli leaves errors, such as a lack of memory, to the caller. */
    private static int executeGuarded(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError | LinkageError e) {
            CommandLine command = parsed.commandSpec().commandLine();
            return explainFailure(e, command);
        }
    }

    private static int explainUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("prelabel: " + e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        err.flush();
        return ExitCode.USAGE;
    }

    private static int explainFailure(Throwable e, CommandLine command) {
        PreLabel root = (PreLabel) command.getCommandSpec().root().userObject();
        Failure failure = Failure.of(e);
        PrintWriter err = command.getErr();
        err.println("prelabel: " + failure.sentence());
        if (root.stacktrace) {
            e.printStackTrace(err);
        }
        err.flush();
        return root.cancellation.isRequested() ? ExitCode.CANCELLED : failure.exitCode();
    }

    /** The version of the jar that this runs from. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = PreLabel.class.getPackage().getImplementationVersion();
            return new String[] {"prelabel " + (version == null ? "(not packaged)" : version)};
        }
    }
}
