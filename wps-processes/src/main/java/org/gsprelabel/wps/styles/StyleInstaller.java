package org.gsprelabel.wps.styles;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.ResourcePool;
import org.geoserver.catalog.StyleInfo;
import org.geoserver.config.GeoServer;
import org.geoserver.config.GeoServerInitializer;
import org.gsprelabel.wps.limits.LoadedSettings;

/**
 * Adds the shipped styles to the server at its start, as GeoServer does with its own default styles: a style that is there stays as it
 * is, whoever made it, and so does a file of its name in the folder of styles; one that is missing is added, also when it was deleted
 * before. The property {@code prelabel.installStyles} turns that off.
 *
 * <p>Guarantee: the server starts whatever happens; what could not be added is logged and told by {@link #problems}.
 */
public final class StyleInstaller implements GeoServerInitializer {

    /** Names of the shipped styles. */
    public static final List<String> STYLES = List.of("prelabel-class", "prelabel-confidence", "prelabel-labels");

    private static final System.Logger LOGGER = System.getLogger(StyleInstaller.class.getName());

    private static final String FOLDER = "/org/gsprelabel/styles/";

    private final LoadedSettings settings;
    private final List<String> problems = new CopyOnWriteArrayList<>();

    /** @param settings while there is something wrong with them, nothing is added */
    public StyleInstaller(LoadedSettings settings) {
        this.settings = settings;
    }

    @Override
    public void initialize(GeoServer geoServer) {
        problems.clear();
        if (settings.problems().isEmpty() && settings.settings().installStyles()) {
            STYLES.forEach(style -> install(style, geoServer.getCatalog()));
        }
    }

    /** Why styles are missing, one sentence each, for administrators; none when all is well. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void install(String name, Catalog catalog) {
        try {
            if (catalog.getStyleByName(name) == null) {
                add(name, catalog);
                LOGGER.log(System.Logger.Level.INFO, "style ''{0}'' has been added to the server", name);
            }
        } catch (IOException | RuntimeException e) {
            String what = "style '" + name + "' cannot be added to the server";
            problems.add(what + " (" + e.getClass().getSimpleName() + ", see the log)");
            LOGGER.log(System.Logger.Level.WARNING, what, e);
        }
    }

    /** The file comes first: an entry of the catalog without one would be a style that cannot draw. */
    private static void add(String name, Catalog catalog) throws IOException {
        StyleInfo style = catalog.getFactory().createStyle();
        style.setName(name);
        style.setFilename(name + ".sld");
        if (!hasFile(catalog.getResourcePool(), style)) {
            try (InputStream sld = shipped(name)) {
                catalog.getResourcePool().writeStyle(style, sld);
            }
        }
        catalog.add(style);
    }

    private static boolean hasFile(ResourcePool files, StyleInfo style) throws IOException {
        try {
            files.readStyle(style).close();
            return true;
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    private static InputStream shipped(String name) {
        InputStream sld = StyleInstaller.class.getResourceAsStream(FOLDER + name + ".sld");
        if (sld == null) {
            throw new IllegalStateException("the plugin's jar has no " + FOLDER + name + ".sld");
        }
        return sld;
    }
}
