package org.gsprelabel.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Values to bytes and back, exactly: what is read equals what was written, and equal values give equal bytes.
 * Stateless, safe for use by several threads.
 *
 * @param <T> type of the values
 */
public interface Codec<T> {

    void write(T value, DataOutput out) throws IOException;

    /**
     * Reads one value; leaves the input behind its last byte.
     *
     * @throws IOException when the input ends too early, is damaged or has another version
     */
    T read(DataInput in) throws IOException;
}
