package org.geoserver.wps.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * Signature of what a process returns that writes its output itself. All of its methods, since the plugin implements it. Never
 * packaged: GeoServer brings the real one.
 */
public interface RawData {

    String getMimeType();

    InputStream getInputStream() throws IOException;

    String getFileExtension();
}
