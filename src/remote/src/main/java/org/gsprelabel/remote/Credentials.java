package org.gsprelabel.remote;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Secrets, on their way from the environment to the server. They leave by {@link #applyTo} alone. */
final class Credentials {

    private static final String AUTHORIZATION = "Authorization";

    private final Map<String, String> headers;
    private final List<String> secrets;

    private Credentials(Map<String, String> headers, List<String> secrets) {
        this.headers = headers;
        this.secrets = secrets;
    }

    /**
     * @throws IllegalArgumentException when a variable is not set, or cannot go into a header
     */
    static Credentials read(CredentialNames names, Environment environment) {
        Map<String, String> headers = new TreeMap<>();
        List<String> secrets = new ArrayList<>();
        names.token().ifPresent(variable -> {
            String token = value("remote.tokenEnv", variable, environment);
            secrets.add(token);
            headers.put(AUTHORIZATION, "Bearer " + token);
        });
        names.user().ifPresent(variable -> {
            String user = value("remote.userEnv", variable, environment);
            String password = value("remote.passwordEnv", names.password().orElseThrow(), environment);
            if (user.contains(":")) {
                throw new IllegalArgumentException("environment variable " + variable
                        + " of field remote.userEnv must have no colon: it ends the user name");
            }
            String both = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            secrets.add(password);
            secrets.add(both);
            headers.put(AUTHORIZATION, "Basic " + both);
        });
        names.headers().forEach((header, variable) -> {
            String value = value("remote.headersEnv." + header, variable, environment);
            secrets.add(value);
            headers.put(header, value);
        });
        // the longer first, or what is left of one that contains another would show
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        return new Credentials(headers, List.copyOf(secrets));
    }

    void applyTo(HttpRequest.Builder request) {
        headers.forEach(request::header);
    }

    /** True when calls carry nothing. */
    boolean isEmpty() {
        return headers.isEmpty();
    }

    /** A text of the server without the secrets, which it may have repeated. */
    String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "***");
        }
        return redacted;
    }

    @Override
    public String toString() {
        return "Credentials" + headers.keySet();
    }

    /** Without blanks and line ends around it, as files with secrets have them. */
    private static String value(String field, String variable, Environment environment) {
        @Nullable String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("environment variable " + variable + " of field " + field + " is "
                    + (value == null ? "not set" : "empty"));
        }
        String stripped = value.strip();
        if (!stripped.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new IllegalArgumentException("environment variable " + variable + " of field " + field
                    + " must consist of printable ASCII characters");
        }
        return stripped;
    }
}
