package org.gsprelabel.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Values of one kind as bytes of a file, exactly. Stateless, safe for use by several threads.
 *
 * @param <V> type of the values, which are shared and never changed
 */
public interface ContentFormat<V> {

    /** How the names of files end, with a period. */
    String suffix();

    /** Bytes that a value takes in memory. */
    long memoryBytes(V value);

    /** Bytes that {@link #write} writes. */
    long length(V value);

    void write(ContentKey key, V value, OutputStream out) throws IOException;

    /**
     * Reads what {@link #write} wrote under a key.
     *
     * @param fileLength number of bytes that are there
     * @throws BadContentException when they are anything else
     */
    V read(ContentKey key, InputStream in, long fileLength) throws IOException;
}
