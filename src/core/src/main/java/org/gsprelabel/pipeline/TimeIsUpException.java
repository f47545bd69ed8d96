package org.gsprelabel.pipeline;

/** The time of a run was up before it had begun with its tiles, so it has nothing to show. */
public final class TimeIsUpException extends RuntimeException {

    TimeIsUpException(String sentence) {
        super(sentence);
    }
}
