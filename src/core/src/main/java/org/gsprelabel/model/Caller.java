package org.gsprelabel.model;

/**
 * For whom a model is called: a request, with all its threads. Where a device or memory is short, callers are served in turn.
 * Its methods are called by any thread of the caller.
 */
public interface Caller {

    /** Somebody who never gives up and wants to be told nothing; each is another caller. */
    static Caller patient() {
        return new Caller() {
            @Override
            public boolean isCancelled() {
                return false;
            }

            @Override
            public void waiting(String what) {}

            @Override
            public void served() {}
        };
    }

    /** Whether it is not interested any more. Polled while it waits. */
    boolean isCancelled();

    /**
     * Told again and again while it waits and none of its calls is being answered, or while one of its threads waits for what
     * another caller works on; not for waits that nobody notices.
     *
     * @param what {@code the GPU}, for a sentence that begins with "waiting for"
     */
    void waiting(String what);

    /** Told when a wait that it was told of has ended. */
    void served();
}
