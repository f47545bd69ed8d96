package org.geoserver.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;

/** Signature of what reads and writes the files behind the catalog; only what is called. Never packaged. */
public class ResourcePool {

    /** For subclasses, which are stand-ins. */
    protected ResourcePool() {}

    /**
     * The file of a style.
     *
     * @throws java.io.FileNotFoundException when there is none
     */
    public BufferedReader readStyle(StyleInfo style) throws IOException {
        throw new UnsupportedOperationException("readStyle");
    }

    /** Writes the file of a style, over the one that is there. */
    public void writeStyle(StyleInfo style, InputStream in) throws IOException {
        throw new UnsupportedOperationException("writeStyle");
    }
}
