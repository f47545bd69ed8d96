package org.gsprelabel.remote;

import java.time.Duration;
import java.util.Optional;

/**
 * How often, and after which waits, a call is tried again.
 *
 * <p>Tried again is what may pass by itself: no connection, a connection that was cut, a time-out, and the answers 429,
 * 502, 503 and 504. Inference changes nothing on the server, so that doing it twice does no harm. Every other answer is
 * final.
 *
 * @param retries tries after the first one, 0 to 10
 * @param firstWait before the second try; doubled from try to try
 * @param longestWait bound of all waits, those that a server asks for in {@code Retry-After} among them
 */
public record RetryPolicy(int retries, Duration firstWait, Duration longestWait) {

    private static final int MOST_RETRIES = 10;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    public RetryPolicy {
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new IllegalArgumentException("remote.retries must be from 0 to " + MOST_RETRIES + ", got " + retries);
        }
        if (longestWait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("remote.maxWaitSeconds must be at most " + LONGEST_WAIT.toSeconds()
                    + ", got " + seconds(longestWait));
        }
        if (firstWait.isNegative() || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException("remote.waitSeconds must be from 0 to remote.maxWaitSeconds "
                    + seconds(longestWait) + ", got " + seconds(firstWait));
        }
    }

    /**
     * The wait after a try.
     *
     * @param tries tries so far, from 1
     * @param asked what the server asked for, if it did
     */
    Duration wait(int tries, Optional<Duration> asked) {
        Duration wait = asked.orElse(firstWait.multipliedBy(1L << (tries - 1)));
        return wait.compareTo(longestWait) > 0 ? longestWait : wait;
    }

    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? Long.toString(duration.toSeconds())
                : Double.toString(duration.toMillis() / 1000.0);
    }
}
