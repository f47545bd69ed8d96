package org.gsprelabel.cli;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * What the libraries need to know before the first of them is loaded. Their logs are off, so that standard error holds the
 * progress and the one sentence of a failure; {@code -Djava.util.logging.config.file=...} brings them back.
 */
final class Surroundings {

    private static final Logger ROOT = Logger.getLogger("");

    private Surroundings() {}

    static void prepare() {
        System.setProperty("java.awt.headless", "true");
        // GeoServer has it so too: longitude or easting is x, whatever order the authority gives.
        System.setProperty("org.geotools.referencing.forceXY", "true");
        // Otherwise the image library complains on standard error that its native twin is missing.
        System.setProperty("com.sun.media.jai.disableMediaLib", "true");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        if (System.getProperty("java.util.logging.config.file") == null) {
            LogManager.getLogManager().reset();
            ROOT.setLevel(Level.OFF);
        }
    }
}
