package org.gsprelabel.cli;

import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gsprelabel.server.GeoServerProcess;
import org.gsprelabel.server.GeoServerRest;
import org.gsprelabel.server.ServerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a GeoServer with the plugin, filled with the demo. */
@Command(
        name = "server",
        description = {
            "Runs GeoServer with the plugin on this machine alone (127.0.0.1), with a demo scene, models, and a store for"
                    + " layers, and says how to use them. Ctrl-C ends it and leaves nothing behind but a --data-dir.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = PreLabel.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 done or ended by Ctrl-C, 1 failed, 2 wrong option, 3 no such file."})
final class ServerCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 200;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private PreLabel parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--geoserver",
            required = true,
            paramLabel = "WEBAPP",
            description =
                    "GeoServer 3: its geoserver.war, or the folder that it was unpacked to. It is not written to.")
    @SuppressWarnings("NullAway.Init")
    private Path webapp;

    @Option(
            names = "--extension",
            paramLabel = "FILE",
            description =
                    "An extension of GeoServer that it lacks: its archive, or a folder with its jars. GeoServer as it is"
                            + " downloaded lacks WPS, which is needed: geoserver-VERSION-wps-plugin.zip. May be"
                            + " repeated.")
    private List<Path> extensions = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port to listen on. Default: a free one.")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "GeoServer's data directory; it is filled when it is empty, and stays. Default: a fresh one that"
                            + " goes with the server.")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--plugin",
            paramLabel = "FILE",
            description = "The plugin's archive, or a folder with its jars. Default: the plugin of this version.")
    private @Nullable Path plugin;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "2g",
            description = "Largest heap of the server. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private String memory;

    @Option(
            names = "--admin",
            paramLabel = "USER:PASSWORD",
            defaultValue = "admin:geoserver",
            description = "An administrator of the data directory. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private String admin;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "2048",
            description = "Side of the demo scene. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ServerDemo demo = new ServerDemo(size);
        ServerSettings settings = settings();
        String[] account = account();
        out.println("Starting GeoServer; that takes about a minute.");
        out.flush();
        try (GeoServerProcess server =
                GeoServerProcess.start(settings, () -> parent.cancellation().isRequested())) {
            demo.fill(new GeoServerRest(server.url(), account[0], account[1]), server.dataDirectory());
            out.println(demo.guide(server.url(), admin, server.dataDirectory()));
            out.flush();
            waitForTheEnd(server);
        }
        out.println("GeoServer has ended.");
        out.flush();
        return ExitCode.OK;
    }

    private ServerSettings settings() {
        if (!Files.exists(webapp)) {
            throw CommandException.unusableInput("There is no GeoServer at " + webapp + ".", null);
        }
        for (Path extension : extensions) {
            if (!Files.exists(extension)) {
                throw CommandException.unusableInput("There is no extension at " + extension + ".", null);
            }
        }
        if (plugin != null && !Files.exists(plugin)) {
            throw CommandException.unusableInput("There is no plugin at " + plugin + ".", null);
        }
        Path home = home();
        return new ServerSettings(
                webapp,
                extensions,
                plugin == null ? pluginIn(home) : plugin,
                home.resolve("lib-server"),
                Optional.ofNullable(dataDirectory),
                port,
                memory);
    }

    /** The plugin's archive that comes with the command line. */
    static Path pluginIn(Path home) {
        return home.resolve("gs-prelabel-plugin.zip");
    }

    /** Where the jars lie that come with the command line. */
    private static Path home() {
        try {
            return Path.of(PreLabel.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve("..")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String[] account() {
        String[] account = admin.split(":", 2);
        if (account.length < 2) {
            throw CommandException.usage("--admin must be USER:PASSWORD, got '" + admin + "'.");
        }
        return account;
    }

    private void waitForTheEnd(GeoServerProcess server) {
        try {
            while (!parent.cancellation().isRequested()) {
                boolean alive = server.isAlive();
                Thread.sleep(POLL_MILLIS);
                // Ctrl-C ends both processes, and this one may hear of it last
                if (!alive && !parent.cancellation().isRequested()) {
                    throw new CommandException(
                            ExitCode.FAILED,
                            "GeoServer ended by itself; the end of its log:" + server.endOfLog(),
                            null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
