package org.gsprelabel.wps.publish;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where features are published to.
 *
 * @param workspace of GeoServer
 * @param store of features in that workspace
 * @param layer a name of letters, digits, {@code _}, {@code -} and {@code .} that begins with a letter or {@code _}, of at
 *     most 63 characters: what XML, URLs and the tables of PostGIS all take
 */
public record PublishTarget(String workspace, String store, String layer) {

    private static final Pattern LAYER = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_.-]{0,62}");

    public PublishTarget {
        if (!LAYER.matcher(layer).matches()) {
            throw new IllegalArgumentException(
                    "the layer of publishTo must begin with a letter or _ and have at most 63 letters, digits, '_', '-'"
                            + " and '.', got '" + layer + "'");
        }
    }

    /**
     * Reads {@code workspace:store:layer}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static PublishTarget parse(String text) {
        List<String> parts =
                List.of(text.split(":", -1)).stream().map(String::strip).toList();
        if (parts.size() != 3 || parts.contains("")) {
            throw new IllegalArgumentException("publishTo must be workspace:store:layer, got '" + text + "'");
        }
        return new PublishTarget(parts.get(0), parts.get(1), parts.get(2));
    }

    /** Name of the layer as clients of the server write it. */
    public String layerName() {
        return workspace + ":" + layer;
    }
}
