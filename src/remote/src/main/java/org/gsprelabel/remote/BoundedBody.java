package org.gsprelabel.remote;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects an answer up to a number of bytes. One that declares more, or turns out to be longer, ends at once; memory is
 * taken for what has arrived, not for what was announced.
 */
final class BoundedBody implements BodySubscriber<byte[]> {

    private static final int FIRST_CAPACITY = 1 << 16;

    private final long limit;
    private final long declared;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private byte[] bytes = new byte[0];
    private int length;
    private Flow.@Nullable Subscription subscription;

    /** The answer is longer than what is allowed. */
    static final class TooLongException extends IOException {

        TooLongException(String message) {
            super(message);
        }
    }

    private BoundedBody(long limit, long declared) {
        this.limit = limit;
        this.declared = declared;
    }

    /**
     * @param limit most bytes, at most what an array can hold
     */
    static BodyHandler<byte[]> upTo(long limit) {
        return info -> new BoundedBody(
                limit, info.headers().firstValueAsLong("Content-Length").orElse(-1));
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        if (subscription != null) {
            newSubscription.cancel();
            return;
        }
        subscription = newSubscription;
        if (declared > limit) {
            newSubscription.cancel();
            body.completeExceptionally(tooLong("declares " + declared + " bytes"));
            return;
        }
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (body.isDone()) {
                return;
            }
            if (buffer.remaining() > limit - length) {
                if (subscription != null) {
                    subscription.cancel();
                }
                bytes = new byte[0];
                body.completeExceptionally(tooLong("is longer"));
                return;
            }
            append(buffer);
        }
    }

    @Override
    public void onError(Throwable problem) {
        bytes = new byte[0];
        body.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        body.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    private void append(ByteBuffer buffer) {
        int needed = length + buffer.remaining();
        if (needed > bytes.length) {
            long bound = declared >= needed ? declared : limit;
            long capacity = Math.max(needed, Math.max(FIRST_CAPACITY, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(capacity, bound)));
        }
        int count = buffer.remaining();
        buffer.get(bytes, length, count);
        length += count;
    }

    private TooLongException tooLong(String what) {
        return new TooLongException("the answer " + what + ", at most " + (limit >> 20)
                + " MB are allowed by field remote.maxAnswerMegabytes");
    }
}
