package org.gsprelabel.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * One try of a call over HTTP/1.1; connections are kept and used again. Redirects are not followed: the administrator
 * named one server. An interrupt ends a try at once. Safe for use by several threads.
 *
 * <p>The time-out of a try covers its answer to the last byte. That of {@link HttpRequest} ends with the headers of the
 * answer (JDK-8258397), so it is measured here.
 */
final class HttpTries implements AutoCloseable {

    private final HttpClient client;
    private final Duration connectTimeout;
    private final Duration timeout;
    private final long maxAnswerBytes;
    private final Map<Long, CompletableFuture<HttpResponse<byte[]>>> underWay = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private volatile boolean closed;

    HttpTries(Duration connectTimeout, Duration timeout, long maxAnswerBytes) {
        this.connectTimeout = connectTimeout;
        this.timeout = timeout;
        this.maxAnswerBytes = maxAnswerBytes;
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    /**
     * @throws FailedTryException when there is no answer
     * @throws CancellationException when closed meanwhile
     * @throws InterruptedException when the thread is interrupted
     */
    HttpResponse<byte[]> send(HttpRequest request) throws FailedTryException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, BoundedBody.upTo(maxAnswerBytes));
        long number = count.incrementAndGet();
        underWay.put(number, answer);
        try {
            if (closed) {
                throw new CancellationException();
            }
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new FailedTryException("there was no answer within " + RetryPolicy.seconds(timeout) + " s", true, e);
        } catch (ExecutionException e) {
            if (closed) {
                throw new CancellationException();
            }
            throw failure(e.getCause() == null ? e : e.getCause());
        } finally {
            underWay.remove(number);
            // ends the exchange where it has not ended: time-out, interrupt, close
            answer.cancel(true);
        }
    }

    /** Ends the tries under way. */
    @Override
    public void close() {
        closed = true;
        underWay.values().forEach(answer -> answer.cancel(true));
    }

    private FailedTryException failure(Throwable problem) {
        if (problem instanceof HttpConnectTimeoutException) {
            return new FailedTryException(
                    "there was no connection within " + RetryPolicy.seconds(connectTimeout) + " s", true, problem);
        }
        if (isCausedBy(problem, UnresolvedAddressException.class)) {
            return new FailedTryException("its host is unknown", false, problem);
        }
        if (problem instanceof ConnectException) {
            return new FailedTryException("the connection was refused", true, problem);
        }
        BoundedBody.@Nullable TooLongException tooLong = tooLong(problem);
        if (tooLong != null) {
            return new FailedTryException(String.valueOf(tooLong.getMessage()), false, tooLong);
        }
        if (isCausedBy(problem, SSLHandshakeException.class)) {
            return new FailedTryException("the TLS handshake failed (" + text(problem) + ")", false, problem);
        }
        if (problem instanceof ProtocolException || !(problem instanceof IOException)) {
            return new FailedTryException("the answer is not HTTP (" + text(problem) + ")", false, problem);
        }
        return new FailedTryException("the connection was cut (" + text(problem) + ")", true, problem);
    }

    private static BoundedBody.@Nullable TooLongException tooLong(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundedBody.TooLongException found) {
                return found;
            }
        }
        return null;
    }

    private static boolean isCausedBy(Throwable problem, Class<? extends Throwable> type) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String text(Throwable problem) {
        @Nullable String message = problem.getMessage();
        return message == null ? problem.getClass().getSimpleName() : Json.oneLine(message);
    }
}
