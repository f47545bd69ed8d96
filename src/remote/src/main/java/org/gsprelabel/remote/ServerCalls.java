package org.gsprelabel.remote;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.gsprelabel.model.ModelException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Calls of one model to its server, each tried as often as the {@link RetryPolicy} says. Safe for use by several threads.
 *
 * <p>Messages name the model, the URL, what happened and the number of tries; never a secret, even where the server
 * repeats one.
 */
final class ServerCalls implements AutoCloseable {

    private static final int OK = 200;
    /** Too many requests, and the three ways to say: not now. */
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    private final String modelId;
    private final Credentials credentials;
    private final RetryPolicy retryPolicy;
    private final HttpTries tries;
    private final AtomicLong repeats = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    ServerCalls(String modelId, RemoteSettings settings, Credentials credentials) {
        this.modelId = modelId;
        this.credentials = credentials;
        this.retryPolicy = settings.retryPolicy();
        this.tries = new HttpTries(settings.connectTimeout(), settings.timeout(), settings.maxAnswerBytes());
    }

    /**
     * An answer.
     *
     * @param response with its body
     * @param tries it took
     */
    record Answer(HttpResponse<byte[]> response, int tries) {

        boolean isOk() {
            return response.statusCode() == OK;
        }
    }

    /** Tries after the first ones, of all calls so far. */
    long repeats() {
        return repeats.get();
    }

    Answer get(String what, URI uri) {
        return call(what, HttpRequest.newBuilder(uri).GET());
    }

    /**
     * @param what the call is for, as messages say it: {@code inference}
     * @return the answer of the last try, whatever its status
     * @throws ModelException when no try brought an answer, when closed, or when the thread is interrupted; it stays so
     */
    Answer call(String what, HttpRequest.Builder builder) {
        credentials.applyTo(builder);
        HttpRequest request = builder.build();
        for (int count = 1; ; count++) {
            Optional<Duration> asked = Optional.empty();
            boolean last = count > retryPolicy.retries();
            try {
                Answer answer = new Answer(tries.send(request), count);
                if (last || !PASSING.contains(answer.response().statusCode())) {
                    return answer;
                }
                asked = retryAfter(answer.response());
            } catch (FailedTryException e) {
                if (last || !e.mayPass()) {
                    throw problem(what, request.uri(), count, e.reason(), e);
                }
            } catch (CancellationException e) {
                throw closedProblem(e);
            } catch (InterruptedException e) {
                throw interrupted(what, request.uri(), count, e);
            }
            pause(what, request.uri(), count, asked);
            repeats.incrementAndGet();
        }
    }

    /**
     * @throws ModelException when the answer is none, with what the server says
     */
    void requireOk(String what, Answer answer) {
        if (!answer.isOk()) {
            throw problem(what, answer, status(answer));
        }
    }

    /** {@code the server answered 503, 'overloaded'}, and what to do about it where that is known. */
    String status(Answer answer) {
        int status = answer.response().statusCode();
        String reason = switch (status) {
            case 401, 403 ->
                credentials.isEmpty()
                        ? ": it wants credentials, and the descriptor names none"
                        : ": it does not accept the credentials";
            case 301, 302, 303, 307, 308 ->
                ": redirects are not followed, so write the final address into field remote.url";
            default -> "";
        };
        String said = said(answer.response().body());
        return "the server answered " + status + (said.isEmpty() ? "" : ", '" + said + "'") + reason;
    }

    ModelException problem(String what, Answer answer, String reason) {
        return problem(what, answer.response().request().uri(), answer.tries(), reason, null);
    }

    ModelException problem(String what, Answer answer, BadAnswerException problem) {
        URI uri = answer.response().request().uri();
        return problem(what, uri, answer.tries(), String.valueOf(problem.getMessage()), problem);
    }

    /** An error of the model that has nothing to do with a call. */
    ModelException problem(String text, @Nullable Throwable cause) {
        return new ModelException(named(text), cause);
    }

    private String named(String text) {
        return "model '" + modelId + "': " + text;
    }

    /** Ends calls under way, waits between tries among them. */
    @Override
    public void close() {
        closed.countDown();
        tries.close();
    }

    private ModelException problem(String what, URI uri, int count, String reason, @Nullable Throwable cause) {
        String failed = " failed after " + count + (count == 1 ? " try" : " tries");
        return new ModelException(
                named(credentials.redact(what + " at " + uri + failed + ": " + reason)),
                named(what + " on its inference server" + failed + "; the log here has the reason"),
                // A cause may repeat what the server said, secrets and all, and end up in a log.
                credentials.isEmpty() ? cause : null);
    }

    private ModelException closedProblem(@Nullable Throwable cause) {
        return problem("it has been closed", cause);
    }

    private ModelException interrupted(String what, URI uri, int count, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return problem(what, uri, count, "the call was cancelled", cause);
    }

    private void pause(String what, URI uri, int count, Optional<Duration> asked) {
        try {
            if (closed.await(retryPolicy.wait(count, asked).toMillis(), TimeUnit.MILLISECONDS)) {
                throw closedProblem(null);
            }
        } catch (InterruptedException e) {
            throw interrupted(what, uri, count, e);
        }
    }

    /** Seconds, or the instant when the server wants to be asked again; nothing where it is neither. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        Optional<String> text = response.headers().firstValue("Retry-After").map(String::strip);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.get())));
        }
        try {
            Instant when = ZonedDateTime.parse(text.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), when);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The error of the protocol, {@code {"error": "..."}}; nothing where the server wrote something else. */
    private static String said(byte[] body) {
        try {
            JsonNode error = Json.MAPPER.readTree(body).path("error");
            return error.isString() ? Json.oneLine(error.stringValue()) : "";
        } catch (JacksonException e) {
            return "";
        }
    }
}
