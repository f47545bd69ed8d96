package org.gsprelabel.wps.publish;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.gsprelabel.export.ExportException;
import org.gsprelabel.export.GeoJsonWriter;

/**
 * Keeps features that could not be published, in files for the administrator: a client that asked for the report alone has them
 * nowhere else.
 */
public final class UnpublishedFeatures {

    private static final System.Logger LOGGER = System.getLogger(UnpublishedFeatures.class.getName());

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;

    /** @param folder made when it is needed */
    public UnpublishedFeatures(File folder) {
        this.folder = folder.toPath();
    }

    /** Writes a file, named by the layer and the time; its name, or nothing when it cannot be written, which is in the log. */
    public Optional<String> keep(SimpleFeatureCollection features, PublishTarget target) {
        String name = target.layer() + "-" + TIME.format(Instant.now()) + ".geojson";
        try {
            Files.createDirectories(folder);
            new GeoJsonWriter().write(features, folder.resolve(name));
            return Optional.of(name);
        } catch (IOException | ExportException e) {
            LOGGER.log(System.Logger.Level.ERROR, "features that were not published cannot be kept", e);
            return Optional.empty();
        }
    }
}
