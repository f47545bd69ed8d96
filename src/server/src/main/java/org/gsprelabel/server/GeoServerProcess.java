package org.gsprelabel.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A GeoServer with the plugin on the loopback address, in a Java process of its own whose class path is Jetty alone.
 * Closing it ends the process and deletes what it had made, but for a data directory that was given. When this process
 * ends in any other way, that one ends, too.
 */
public final class GeoServerProcess implements AutoCloseable {

    private static final String CONTEXT_PATH = "/geoserver";
    private static final String MAIN = "org.gsprelabel.server.jetty.JettyMain";
    private static final long START_SECONDS = 600;
    private static final long STOP_SECONDS = 60;
    private static final long POLL_MILLIS = 200;
    private static final int LOG_LINES = 40;

    /** What GeoServer's own start script opens. */
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.util",
            "java.base/java.util.concurrent.atomic",
            "java.base/java.text",
            "java.base/java.lang.reflect",
            "java.desktop/java.awt.font",
            "java.desktop/java.awt",
            "java.desktop/sun.java2d.pipe",
            "java.naming/com.sun.jndi.ldap");

    private final Process process;
    private final Path work;
    private final Path dataDirectory;
    private final Path log;
    private int port;

    private GeoServerProcess(Process process, Path work, Path dataDirectory, Path log) {
        this.process = process;
        this.work = work;
        this.dataDirectory = dataDirectory;
        this.log = log;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param cancelled asked while it starts
     * @throws ServerException when it cannot be started, or the wait was cancelled; then nothing of it is left
     */
    public static GeoServerProcess start(ServerSettings settings, BooleanSupplier cancelled) {
        Path work;
        try {
            work = Files.createTempDirectory("prelabel-server").toRealPath();
        } catch (IOException e) {
            throw new ServerException("There is no room for temporary files: " + e + ".", e);
        }
        boolean started = false;
        try {
            Path webapp = work.resolve("webapp");
            List<PluginJars> extensions = new ArrayList<>();
            for (Path extension : settings.extensions()) {
                extensions.add(PluginJars.of(extension, work.resolve("extension-" + extensions.size())));
            }
            WebappCopy.make(
                    settings.webapp(), extensions, PluginJars.of(settings.plugin(), work.resolve("plugin")), webapp);
            Path data = settings.dataDirectory().orElse(work.resolve("data")).toAbsolutePath();
            Files.createDirectories(data);
            Path ready = work.resolve("port");
            Path log = work.resolve("server.log");
            Process process = new ProcessBuilder(command(settings, webapp, data, work, ready))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            GeoServerProcess server = new GeoServerProcess(process, work, data, log);
            try {
                server.awaitReady(ready, cancelled);
                started = true;
                return server;
            } finally {
                if (!started) {
                    server.close();
                }
            }
        } catch (IOException e) {
            throw new ServerException("The server cannot be started: " + e + ".", e);
        } finally {
            if (!started) {
                WebappCopy.delete(work);
            }
        }
    }

    private static List<String> command(ServerSettings settings, Path webapp, Path data, Path work, Path ready)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.add("-Xmx" + settings.memory());
        for (String opened : OPENED) {
            command.add("--add-opens");
            command.add(opened + "=ALL-UNNAMED");
        }
        command.add("--add-exports");
        command.add("java.desktop/sun.awt.image=ALL-UNNAMED");
        command.add("-Djava.awt.headless=true");
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(work.resolve("tmp")));
        command.add("-DGEOSERVER_DATA_DIR=" + data);
        command.add("-cp");
        command.add(ownCode() + File.pathSeparator + settings.jetty().toAbsolutePath() + File.separator + "*");
        command.add(MAIN);
        command.add(webapp.toString());
        command.add(CONTEXT_PATH);
        command.add(Integer.toString(settings.port()));
        command.add(ready.toString());
        return command;
    }

    /** The jar or folder that this class comes from. */
    private static Path ownCode() {
        CodeSource source = GeoServerProcess.class.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null) {
            throw new IllegalStateException("this class comes from no jar and no folder");
        }
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady(Path ready, BooleanSupplier cancelled) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(ready)) {
            if (!process.isAlive()) {
                throw new ServerException("GeoServer did not start; the end of its log:" + endOfLog());
            }
            if (cancelled.getAsBoolean()) {
                throw new ServerException("The start of GeoServer was cancelled.");
            }
            if (System.nanoTime() > end) {
                throw new ServerException("GeoServer did not start within " + START_SECONDS
                        + " seconds; the end of its log:" + endOfLog());
            }
            pause();
        }
        port = Integer.parseInt(Files.readString(ready));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("The wait for GeoServer was interrupted.", e);
        }
    }

    /** The last lines that the server wrote, each after a line break. */
    public String endOfLog() {
        try {
            String text = Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
            // where in the code is for the log; what happened is in the lines between
            List<String> lines =
                    text.lines().filter(line -> !line.startsWith("\tat ")).toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LOG_LINES))
                    .map(line -> System.lineSeparator() + line)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code http://127.0.0.1:port/geoserver}. */
    public String url() {
        return "http://127.0.0.1:" + port + CONTEXT_PATH;
    }

    /** GeoServer's data directory. */
    public Path dataDirectory() {
        return dataDirectory;
    }

    /** What the server writes; goes with it. */
    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the server and waits for that; a second call does nothing. */
    @Override
    public void close() {
        try {
            endInput();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            // its files can go only when it has
            process.destroyForcibly().onExit().join();
            Thread.currentThread().interrupt();
        }
        WebappCopy.delete(work);
    }

    /** The server ends when its input does. */
    private void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }
}
