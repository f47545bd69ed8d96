package org.gsprelabel.remote;

import java.time.Duration;
import java.util.Optional;

/**
 * How a model on a server is reached; all of it written by the administrator.
 *
 * @param endpoint server, model and version
 * @param revision what the administrator calls the weights, since a server shows none that could be hashed
 * @param connectTimeout for a connection, more than 0
 * @param timeout for a whole try, from the question to the last byte of the answer, more than 0
 * @param retryPolicy tries after the first one
 * @param maxAnswerBytes a longer answer is refused
 * @param credentials where the secrets are
 */
public record RemoteSettings(
        Endpoint endpoint,
        Optional<String> revision,
        Duration connectTimeout,
        Duration timeout,
        RetryPolicy retryPolicy,
        long maxAnswerBytes,
        CredentialNames credentials) {

    /** What an array of this platform can hold. */
    private static final long LARGEST_ANSWER = 2047L << 20;

    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    public RemoteSettings {
        requireTimeout("remote.connectTimeoutSeconds", connectTimeout);
        requireTimeout("remote.timeoutSeconds", timeout);
        if (maxAnswerBytes < 1 << 20 || maxAnswerBytes > LARGEST_ANSWER) {
            throw new IllegalArgumentException(
                    "remote.maxAnswerMegabytes must be from 1 to 2047, got " + maxAnswerBytes / (1 << 20));
        }
    }

    private static void requireTimeout(String field, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(field + " must be above 0, at most " + LONGEST_TIMEOUT.toSeconds()
                    + ", got " + RetryPolicy.seconds(timeout));
        }
    }
}
