package org.gsprelabel.export;

import java.nio.file.Path;
import java.util.List;
import org.geotools.data.simple.SimpleFeatureCollection;

/** A file format that features can be written in. */
public interface FeatureFormat {

    /** What clients call it: lower case letters and digits. */
    String id();

    /** Its MIME types, the preferred one first; at least one. */
    List<String> mimeTypes();

    /** How names of its files end, without the dot. */
    String extension();

    /**
     * Writes a file, whole or not at all. The features are gone through one by one.
     *
     * @throws ExportException when it cannot be written; the message names the path and why. What the features throw comes
     *     through as it is
     */
    void write(SimpleFeatureCollection features, Path target);
}
