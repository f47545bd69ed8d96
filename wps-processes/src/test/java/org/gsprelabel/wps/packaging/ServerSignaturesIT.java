package org.gsprelabel.wps.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the plugin asks of GeoServer and of those of its libraries whose versions differ from those that the plugin is compiled with. The
 * table beside the script {@code server_signatures.py} was held by it against the jars of a GeoServer 3; nothing beyond it is asked.
 */
class ServerSignaturesIT {

    private static final String TABLE = "/server-signatures/server-signatures.txt";
    private static final List<String> PACKAGES =
            List.of("org/geotools/", "org/geoserver/", "org/springframework/", "net/sf/geographiclib/");

    @Test
    void the_plugin_asks_for_what_servers_were_found_to_have_and_for_nothing_else(@TempDir Path folder)
            throws IOException {
        SortedSet<String> table = table();
        SortedSet<String> asked = ServerReferences.of(PluginZip.unpack(folder).ownJars(), PACKAGES);

        assertThat(asked).isNotEmpty();
        assertThat(without(asked, table))
                .as(
                        "asked for and not in the table; write it anew and hold it against a server, as CONTRIBUTING.md says")
                .isEmpty();
        assertThat(without(table, asked))
                .as("in the table and not asked for; write it anew, as CONTRIBUTING.md says")
                .isEmpty();
    }

    private static SortedSet<String> without(SortedSet<String> lines, SortedSet<String> others) {
        SortedSet<String> rest = new TreeSet<>(lines);
        rest.removeAll(others);
        return rest;
    }

    private static SortedSet<String> table() throws IOException {
        try (InputStream in = Objects.requireNonNull(ServerSignaturesIT.class.getResourceAsStream(TABLE), TABLE)) {
            return new TreeSet<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }
}
