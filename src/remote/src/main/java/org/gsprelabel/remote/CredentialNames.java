package org.gsprelabel.remote;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Names of the environment variables that hold what a server wants to see; never the secrets themselves.
 *
 * @param token variable with a bearer token
 * @param user variable with a user name; only together with {@code password}, and not with {@code token}
 * @param password variable with the password of the user
 * @param headers variables by the HTTP header that carries their value
 */
public record CredentialNames(
        Optional<String> token, Optional<String> user, Optional<String> password, Map<String, String> headers) {

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** What the protocol, or the HTTP client, says itself. */
    private static final Set<String> TAKEN = Set.of(
            "accept",
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "date",
            "expect",
            "from",
            "host",
            "inference-header-content-length",
            "origin",
            "referer",
            "transfer-encoding",
            "upgrade",
            "via",
            "warning");

    /** For servers that ask for nothing. */
    public static final CredentialNames NONE =
            new CredentialNames(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public CredentialNames {
        headers = Map.copyOf(headers);
        if (user.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException("remote.userEnv and remote.passwordEnv must be given together, got only "
                    + (user.isPresent() ? "remote.userEnv" : "remote.passwordEnv"));
        }
        if (token.isPresent() && user.isPresent()) {
            throw new IllegalArgumentException(
                    "remote.tokenEnv must be absent where there is remote.userEnv: a call carries one or the other");
        }
        for (String header : new TreeMap<>(headers).keySet()) {
            if (!HEADER.matcher(header).matches() || TAKEN.contains(header.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "remote.headersEnv must name HTTP headers other than those of the protocol, got '"
                                + header.replaceAll("\\p{Cntrl}", "?") + "'");
            }
        }
    }
}
