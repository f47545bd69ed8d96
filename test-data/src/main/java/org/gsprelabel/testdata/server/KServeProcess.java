package org.gsprelabel.testdata.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A {@link KServeServer} in a process of its own, from the class path of this one. Closing it ends it. */
public final class KServeProcess implements AutoCloseable {

    private final Process process;
    private final String url;

    private KServeProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @param models directory with the models, each served under the name of its folder, or of its file without ending
     * @param requiredHeaders HTTP headers that every request must carry, {@code Name=value}
     */
    public static KServeProcess start(Path models, String... requiredHeaders) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx512m",
                // small answers would wait for acknowledgements otherwise
                "-Dsun.net.httpserver.nodelay=true",
                KServeServer.class.getName(),
                models.toString()));
        command.addAll(List.of(requiredHeaders));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            // not on the command line: ONNX Runtime ends a process whose command line is long
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            Process process = builder.start();
            // not closed: the process lives as long as its streams
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            if (line == null || !line.startsWith("port ")) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not start, it wrote " + line);
            }
            return new KServeProcess(process, "http://127.0.0.1:" + line.substring("port ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code http://127.0.0.1:port}. */
    public String url() {
        return url;
    }

    /** The next answers to inference go wrong. */
    public void plan(Fault fault, int count, long value) {
        plan("infer", fault, count, value);
    }

    /**
     * The next answers of a kind go wrong.
     *
     * @param kind {@code infer}, {@code metadata} or {@code ready}
     */
    public void plan(String kind, Fault fault, int count, long value) {
        control("POST", "?kind=" + kind + "&fault=" + fault + "&count=" + count + "&value=" + value);
    }

    /** Forgets faults and counts. */
    public void reset() {
        control("DELETE", "");
    }

    /** Requests for inference since the start, or since they were forgotten. */
    public int inferences() {
        return control("GET", "").path("inferences").intValue();
    }

    /** Connections that requests came by. */
    public int connections() {
        return control("GET", "").path("connections").intValue();
    }

    /** Ends the process at once, as a crash would. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode control(String method, String query) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url + "/control" + query).toURL().openConnection();
            connection.setRequestMethod(method);
            return JsonMapper.shared().readTree(connection.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
