package org.gsprelabel.testdata.server;

/** How an answer goes wrong. Some have a value. */
public enum Fault {
    /** Comes after value milliseconds. */
    SLOW,
    /** Half of it comes, and the rest after value milliseconds. */
    SLOW_BODY,
    /** Has the HTTP status of the value, and an error as the protocol has it. */
    STATUS,
    /** Is 503, with {@code Retry-After} of value seconds. */
    RETRY_AFTER,
    /** Is 500, with an error that repeats the header {@code Authorization}. */
    ECHO_AUTHORIZATION,
    /** Sends the client to another address. */
    REDIRECT,
    /** Does not come: the connection is closed. */
    DROP,
    /** Is cut in the middle of its body. */
    CUT,
    /** Announces value bytes, and sends a few. */
    HUGE_LENGTH,
    /** Has no end. */
    ENDLESS,
    /** Is no JSON. */
    GARBAGE,
    /** Has outputs with an axis too many. */
    WRONG_SHAPE,
    /** Has outputs with twice as many items as the inputs. */
    WRONG_BATCH,
    /** Has outputs of another type than the metadata say. */
    WRONG_DATATYPE,
    /** Has outputs with fewer bytes than their shape needs. */
    SHORT_TENSOR,
    /** Has bytes after the last output. */
    SURPLUS,
    /** Lacks the last output. */
    MISSING_OUTPUT,
    /** Comes from another version of the model. */
    NEXT_VERSION,
    /** No fault: in JSON, as from servers without the binary extension; elements in one list. */
    JSON,
    /** No fault: in JSON; elements in lists of lists, one an axis. */
    NESTED_JSON
}
