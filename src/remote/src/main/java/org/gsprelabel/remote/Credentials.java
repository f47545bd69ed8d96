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

    /** So many first characters of a secret are too many to be shown. */
    private static final int TELLING = 4;

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

    /** A text of the server without the secrets, which it may have repeated, nor the beginning of one that was cut off. */
    String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = withoutBeginning(redacted.replace(secret, "***"), secret);
        }
        return redacted;
    }

    /** Strikes out what has at least the first characters of a secret, as far as it goes on like it. */
    private static String withoutBeginning(String text, String secret) {
        if (secret.length() <= TELLING) {
            return text;
        }
        String redacted = text;
        String beginning = secret.substring(0, TELLING);
        for (int at = redacted.indexOf(beginning); at >= 0; at = redacted.indexOf(beginning, at + 3)) {
            int length = TELLING;
            while (length < secret.length()
                    && at + length < redacted.length()
                    && redacted.charAt(at + length) == secret.charAt(length)) {
                length++;
            }
            redacted = redacted.substring(0, at) + "***" + redacted.substring(at + length);
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
