package org.gsprelabel.acceptance.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Asks one server, as one user or as nobody. Safe for concurrent use. */
public final class OwsClient {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final HttpClient http;
    private final String url;
    private final String authorization;

    private OwsClient(HttpClient http, String url, String authorization) {
        this.http = http;
        this.url = url;
        this.authorization = authorization;
    }

    /** @param url that of GeoServer, such as {@code http://127.0.0.1:8080/geoserver} */
    public static OwsClient anonymous(String url) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new OwsClient(http, url.replaceFirst("/$", ""), "");
    }

    /** The same server, with a name and a password. */
    public OwsClient as(String user, String password) {
        return new OwsClient(
                http,
                url,
                "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    public String url() {
        return url;
    }

    /** Asks a service by its parameters. */
    public Answer get(String path, Map<String, String> parameters) {
        String query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return getAddress(url + path + (query.isEmpty() ? "" : "?" + query));
    }

    /** Asks a whole address, as answers of the server contain them. */
    public Answer getAddress(String address) {
        return send(request(address).GET().build());
    }

    /** Posts XML. */
    public Answer post(String path, String xml) {
        return send(request(url + path)
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(BodyPublishers.ofString(xml, StandardCharsets.UTF_8))
                .build());
    }

    /** Any method without content. */
    public Answer call(String method, String path) {
        return send(request(url + path).method(method, BodyPublishers.noBody()).build());
    }

    private HttpRequest.Builder request(String address) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT);
        return authorization.isEmpty() ? builder : builder.header("Authorization", authorization);
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
