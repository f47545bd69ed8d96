package org.gsprelabel.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server is started with.
 *
 * @param webapp GeoServer, exploded or a {@code .war}
 * @param extensions of GeoServer that the webapp lacks, each an archive or a folder with jars; WPS is one
 * @param plugin the plugin's archive, or a folder with its jars
 * @param jetty folder with Jetty's jars
 * @param dataDirectory GeoServer's; made and filled where it is missing; a fresh one that goes with the server when empty
 * @param port 0 for a free one
 * @param memory largest heap as Java's {@code -Xmx} takes it, such as {@code 2g}
 */
public record ServerSettings(
        Path webapp,
        List<Path> extensions,
        Path plugin,
        Path jetty,
        Optional<Path> dataDirectory,
        int port,
        String memory) {

    private static final int MOST_PORT = 65535;

    public ServerSettings {
        extensions = List.copyOf(extensions);
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException("port must be from 0 to " + MOST_PORT + ", got " + port);
        }
        if (!memory.matches("[1-9][0-9]*[kKmMgG]")) {
            throw new IllegalArgumentException(
                    "memory must be a number with k, m or g, such as 2g, got '" + memory + "'");
        }
    }
}
