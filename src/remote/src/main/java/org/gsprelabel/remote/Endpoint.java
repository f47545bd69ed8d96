package org.gsprelabel.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a model is served.
 *
 * @param url of the server: {@code http} or {@code https}, a host, if need be a port and a base path; nothing else, so
 *     that it holds no secret and may be shown
 * @param model name of the model on the server
 * @param version of the model; empty: as the server chooses
 */
public record Endpoint(URI url, String model, Optional<String> version) {

    public Endpoint {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            // not repeated: that is where people put passwords
            throw new IllegalArgumentException("remote.url must have no user, password, query or fragment; name"
                    + " environment variables with the credentials in remote.tokenEnv, or in remote.userEnv and"
                    + " remote.passwordEnv");
        }
        if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("remote.url must be like http://host:8000, got '" + url + "'");
        }
        requireSegment("remote.model", model);
        version.ifPresent(text -> requireSegment("remote.version", text));
    }

    /**
     * Reads the URL as a person writes it; a slash at its end makes no difference.
     *
     * @throws IllegalArgumentException when it is no URL of a server
     */
    public static Endpoint of(String url, String model, Optional<String> version) {
        try {
            return new Endpoint(new URI(url.strip().replaceAll("/+$", "")), model, version);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "remote.url must be like http://host:8000, but at character " + (e.getIndex() + 1)
                            + " is what no URL has",
                    e);
        }
    }

    /** Asks for the signature of the model. */
    URI metadata() {
        return URI.create(modelPath());
    }

    URI modelReady() {
        return URI.create(modelPath() + "/ready");
    }

    URI infer() {
        return URI.create(modelPath() + "/infer");
    }

    URI serverReady() {
        return URI.create(url + "/v2/health/ready");
    }

    private String modelPath() {
        return url + "/v2/models/" + encoded(model)
                + version.map(text -> "/versions/" + encoded(text)).orElse("");
    }

    private static void requireSegment(String field, String text) {
        boolean fits = !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
        if (!fits || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException(
                    field + " must be a name, got '" + text.replaceAll("\\p{Cntrl}", "?") + "'");
        }
    }

    /** As one segment of a path: forms write a blank as a plus, paths as %20. */
    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
