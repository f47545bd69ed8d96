package org.gsprelabel.wps.styles;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.CatalogFactory;
import org.geoserver.catalog.CoverageInfo;
import org.geoserver.catalog.ResourcePool;
import org.geoserver.catalog.StyleInfo;
import org.geoserver.config.GeoServer;
import org.jspecify.annotations.Nullable;

/** The styles of a GeoServer, as far as the plugin sees them. */
public final class StandInStyles implements GeoServer, Catalog {

    /** Names of files by names of styles. */
    public final Map<String, String> styles = new HashMap<>();
    /** What is in the folder of styles. */
    public final Map<String, String> files = new HashMap<>();

    /** Whether nothing can be written there; GeoServer's own error then is an IllegalStateException. */
    public boolean isReadOnly;

    @Override
    public Catalog getCatalog() {
        return this;
    }

    @Override
    public @Nullable CoverageInfo getCoverageByName(String name) {
        return null;
    }

    @Override
    public @Nullable StyleInfo getStyleByName(String name) {
        return styles.containsKey(name) ? new Style() : null;
    }

    @Override
    public CatalogFactory getFactory() {
        return Style::new;
    }

    @Override
    public void add(StyleInfo style) {
        Style added = (Style) style;
        if (!files.containsKey(added.filename)) {
            throw new IllegalArgumentException("a style without its file: " + added.name);
        }
        if (styles.putIfAbsent(added.name, added.filename) != null) {
            throw new IllegalArgumentException("Style named '" + added.name + "' already exists.");
        }
    }

    @Override
    public ResourcePool getResourcePool() {
        return new ResourcePool() {
            @Override
            public BufferedReader readStyle(StyleInfo style) throws IOException {
                String file = files.get(((Style) style).filename);
                if (file == null) {
                    throw new FileNotFoundException("No such resource: " + ((Style) style).filename);
                }
                return new BufferedReader(new StringReader(file));
            }

            @Override
            public void writeStyle(StyleInfo style, InputStream in) throws IOException {
                if (isReadOnly) {
                    throw new IllegalStateException("Cannot create temporary file");
                }
                files.put(((Style) style).filename, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        };
    }

    private static final class Style implements StyleInfo {
        private String name = "";
        private String filename = "";

        @Override
        public void setName(String name) {
            this.name = name;
        }

        @Override
        public void setFilename(String filename) {
            this.filename = filename;
        }
    }
}
