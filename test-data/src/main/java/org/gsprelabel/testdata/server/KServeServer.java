package org.gsprelabel.testdata.server;

import ai.onnxruntime.OrtException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.gsprelabel.testdata.server.Faults.Active;
import org.gsprelabel.testdata.server.ServedModel.Inferred;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server. It serves every folder with a {@code model.onnx} and every {@code .onnx} file of a directory, on a free port
 * of the loopback interface, which it writes to its standard output; it ends when its standard input ends.
 *
 * <p>Below {@code /control} a test plans faults and reads counts.
 */
public final class KServeServer {

    private static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    private final Map<String, ServedModel> models = new TreeMap<>();
    private final Map<String, String> required = new HashMap<>();
    private final Faults faults = new Faults();
    private final AtomicInteger inferences = new AtomicInteger();
    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();

    private KServeServer() {}

    /**
     * @param arguments the directory, then HTTP headers that every request must carry, {@code Name=value}
     */
    public static void main(String[] arguments) throws IOException, OrtException {
        KServeServer server = new KServeServer();
        server.load(Path.of(arguments[0]));
        for (String header : Arrays.asList(arguments).subList(1, arguments.length)) {
            int equals = header.indexOf('=');
            server.required.put(header.substring(0, equals), header.substring(equals + 1));
        }
        System.out.println("port " + server.start());
        int read = System.in.read();
        while (read >= 0) {
            read = System.in.read();
        }
        System.exit(0);
    }

    private void load(Path directory) throws IOException, OrtException {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
            for (Path path : paths) {
                String name = path.getFileName().toString();
                Path inFolder = path.resolve("model.onnx");
                if (Files.isRegularFile(inFolder)) {
                    models.put(name, new ServedModel(name, inFolder));
                } else if (name.endsWith(".onnx")) {
                    String stem = name.substring(0, name.length() - ".onnx".length());
                    models.put(stem, new ServedModel(stem, path));
                }
            }
        }
    }

    private int start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newCachedThreadPool());
        http.createContext("/control", this::control);
        http.createContext("/", this::serve);
        http.start();
        return http.getAddress().getPort();
    }

    /** {@code POST /control?kind=infer&fault=SLOW&count=1&value=100}, {@code DELETE} to forget all, {@code GET} to count. */
    private void control(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "POST" -> {
                    Map<String, String> query = query(exchange);
                    faults.plan(
                            get(query, "kind"),
                            Fault.valueOf(get(query, "fault")),
                            Integer.parseInt(get(query, "count")),
                            Long.parseLong(get(query, "value")));
                }
                case "DELETE" -> {
                    faults.clear();
                    inferences.set(0);
                    clientPorts.clear();
                }
                default -> {}
            }
            send(exchange, 200, text(Map.of("inferences", inferences.get(), "connections", clientPorts.size())));
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            clientPorts.add(exchange.getRemoteAddress().getPort());
            for (Map.Entry<String, String> header : required.entrySet()) {
                if (!header.getValue().equals(exchange.getRequestHeaders().getFirst(header.getKey()))) {
                    error(exchange, 401, "header " + header.getKey() + " is not as it must be");
                    return;
                }
            }
            route(exchange, body);
        } catch (IllegalArgumentException | OrtException | JacksonException e) {
            error(exchange, 400, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void route(HttpExchange exchange, byte[] body) throws IOException, OrtException, InterruptedException {
        String path = exchange.getRequestURI().getRawPath();
        if (path.equals("/v2/health/ready") || path.equals("/v2/health/live")) {
            send(exchange, 200, new byte[0]);
            return;
        }
        List<String> segments = Arrays.stream(path.split("/", -1))
                .skip(1)
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        boolean isModel = segments.size() >= 3
                && segments.get(0).equals("v2")
                && segments.get(1).equals("models");
        ServedModel model = isModel ? models.get(segments.get(2)) : null;
        boolean versioned = isModel && segments.size() >= 5 && segments.get(3).equals("versions");
        if (model == null || (versioned && !segments.get(4).equals(ServedModel.VERSION))) {
            error(exchange, 404, "unknown model or path " + path);
            return;
        }
        switch (String.join("/", segments.subList(versioned ? 5 : 3, segments.size()))) {
            case "" -> answer(exchange, faults.next("metadata"), model.metadata(), Optional.empty());
            case "ready" -> answer(exchange, faults.next("ready"), new byte[0], Optional.empty());
            case "infer" -> infer(exchange, model, body);
            default -> error(exchange, 404, "unknown path " + path);
        }
    }

    private void infer(HttpExchange exchange, ServedModel model, byte[] body)
            throws IOException, OrtException, InterruptedException {
        inferences.incrementAndGet();
        Optional<Active> fault = faults.next("infer");
        String length = exchange.getRequestHeaders().getFirst(HEADER_LENGTH);
        Inferred inferred = model.infer(body, length == null ? body.length : Integer.parseInt(length), fault);
        answer(exchange, fault, inferred.body, inferred.headerLength);
    }

    private void answer(HttpExchange exchange, Optional<Active> active, byte[] body, Optional<Integer> headerLength)
            throws IOException, InterruptedException {
        headerLength.ifPresent(length -> exchange.getResponseHeaders().set(HEADER_LENGTH, Integer.toString(length)));
        if (active.isEmpty()) {
            send(exchange, 200, body);
            return;
        }
        long value = active.get().value();
        switch (active.get().fault()) {
            case SLOW -> {
                Thread.sleep(value);
                send(exchange, 200, body);
            }
            case SLOW_BODY -> {
                start(exchange, body.length, Arrays.copyOf(body, body.length / 2));
                Thread.sleep(value);
                exchange.getResponseBody().write(body, body.length / 2, body.length - body.length / 2);
            }
            case STATUS -> error(exchange, (int) value, "planned");
            case RETRY_AFTER -> {
                exchange.getResponseHeaders().set("Retry-After", Long.toString(value));
                error(exchange, 503, "planned");
            }
            case ECHO_AUTHORIZATION ->
                error(exchange, 500, "got " + exchange.getRequestHeaders().getFirst("Authorization"));
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:9/");
                error(exchange, 307, "elsewhere");
            }
            case DROP -> {}
            case CUT -> start(exchange, body.length, Arrays.copyOf(body, body.length / 2));
            case HUGE_LENGTH -> start(exchange, value, Arrays.copyOf(body, body.length / 2));
            case ENDLESS -> flood(exchange);
            case GARBAGE -> {
                exchange.getResponseHeaders().remove(HEADER_LENGTH);
                send(exchange, 200, new byte[] {'{', '"', 'o', 'u', 0, (byte) 0xff, '<'});
            }
            default -> send(exchange, 200, body);
        }
    }

    /** The start of an answer; what happens to the connection afterwards is up to the caller. */
    private static void start(HttpExchange exchange, long length, byte[] part) throws IOException {
        exchange.sendResponseHeaders(200, length);
        exchange.getResponseBody().write(part);
        exchange.getResponseBody().flush();
    }

    private static void flood(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] blanks = new byte[1 << 16];
        Arrays.fill(blanks, (byte) ' ');
        OutputStream out = exchange.getResponseBody();
        while (true) {
            out.write(blanks);
        }
    }

    private static void error(HttpExchange exchange, int status, String message) throws IOException {
        send(exchange, status, text(Map.of("error", message)));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] text(Map<String, ?> json) {
        return JsonMapper.shared().writeValueAsBytes(json);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        for (String pair : exchange.getRequestURI().getQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return query;
    }

    private static String get(Map<String, String> query, String name) {
        @Nullable String value = query.get(name);
        if (value == null) {
            throw new IllegalArgumentException("parameter " + name + " is missing");
        }
        return value;
    }
}
