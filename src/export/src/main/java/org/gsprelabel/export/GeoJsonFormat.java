package org.gsprelabel.export;

import java.nio.file.Path;
import java.util.List;
import org.geotools.data.simple.SimpleFeatureCollection;

/** GeoJSON as {@link GeoJsonWriter} writes it: all digits of every coordinate, in the CRS of the features. */
public final class GeoJsonFormat implements FeatureFormat {

    public static final String ID = "geojson";

    /** The type of RFC 7946, and the one that older clients ask for; separated by a comma. */
    public static final String MIME_TYPES = "application/geo+json,application/json";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<String> mimeTypes() {
        return List.of(MIME_TYPES.split(","));
    }

    @Override
    public String extension() {
        return "geojson";
    }

    @Override
    public void write(SimpleFeatureCollection features, Path target) {
        new GeoJsonWriter().write(features, target);
    }
}
