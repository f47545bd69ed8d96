package org.gsprelabel.wps.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.geoserver.wps.process.RawData;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.gsprelabel.export.ExportException;
import org.gsprelabel.export.FeatureFormat;
import org.jspecify.annotations.Nullable;

/**
 * Features in a temporary file, for GeoServer to send. It can be read once: the file is gone when its stream is closed, and an
 * unread one when it is collected as garbage or the server ends.
 */
public final class FeatureFile implements RawData {

    private final String mimeType;
    private final String extension;
    private @Nullable FileChannel content;

    private FeatureFile(String mimeType, String extension, FileChannel content) {
        this.mimeType = mimeType;
        this.extension = extension;
        this.content = content;
    }

    /**
     * Writes features.
     *
     * @param mimeType one of the format's
     * @throws UnwrittenException when there is no place for the file
     */
    public static FeatureFile of(SimpleFeatureCollection features, FeatureFormat format, String mimeType) {
        return of(features, format, mimeType, Path.of(System.getProperty("java.io.tmpdir")));
    }

    static FeatureFile of(SimpleFeatureCollection features, FeatureFormat format, String mimeType, Path folder) {
        try {
            Path file = Files.createTempFile(folder, "prelabel-", "." + format.extension());
            try {
                format.write(features, file);
                FileChannel content =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
                return new FeatureFile(mimeType, format.extension(), content);
            } catch (Throwable e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException | ExportException e) {
            throw new UnwrittenException(e);
        }
    }

    @Override
    public String getMimeType() {
        return mimeType;
    }

    @Override
    public String getFileExtension() {
        return extension;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        FileChannel channel = content;
        if (channel == null) {
            throw new IOException("the file has been read, and is gone");
        }
        content = null;
        return Channels.newInputStream(channel);
    }
}
