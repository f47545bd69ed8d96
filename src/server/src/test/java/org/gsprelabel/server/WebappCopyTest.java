package org.gsprelabel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebappCopyTest {

    private static final Map<String, String> WEBAPP = Map.of(
            "WEB-INF/web.xml", "<web-app/>",
            "WEB-INF/lib/gs-main-3.0.jar", "main",
            "WEB-INF/lib/gs-wps-core-3.0.jar", "wps of the server",
            "WEB-INF/lib/gs-prelabel-wps-0.9.jar", "old plugin",
            "WEB-INF/lib/onnxruntime-1.2.0.jar", "old",
            "data/logging.xml", "logs");

    private static final Map<String, String> ARCHIVE = Map.of(
            "gs-prelabel-wps-1.jar", "wps",
            "onnxruntime-1.29.0.jar", "new",
            "licenses/some.jar", "no library",
            "README.md", "read me");

    @TempDir
    private Path folder;

    private Path exploded;
    private Path zip;

    @BeforeEach
    void make_a_webapp_and_a_plugin() throws IOException {
        exploded = folder.resolve("geoserver");
        for (Map.Entry<String, String> file : WEBAPP.entrySet()) {
            Path path = exploded.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.writeString(path, file.getValue());
        }
        zip = zip("plugin.zip", ARCHIVE);
    }

    @Test
    void a_folder_gets_the_jars_at_the_top_of_the_archive_in_place_of_an_older_plugin() throws IOException {
        assertHasThePlugin(copyOf(exploded));
    }

    @Test
    void a_war_becomes_the_same_folder() throws IOException {
        assertHasThePlugin(copyOf(zip("geoserver.war", WEBAPP)));
    }

    @Test
    void what_was_given_stays_as_it_was() throws IOException {
        Path copy = copyOf(exploded);
        Files.writeString(copy.resolve("WEB-INF/web.xml"), "changed");
        WebappCopy.delete(copy);

        assertThat(contents(exploded)).isEqualTo(new TreeMap<>(WEBAPP));
        assertThat(copy).doesNotExist();
    }

    @Test
    void a_folder_without_web_xml_is_no_webapp() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));

        assertThatThrownBy(() -> copyOf(other))
                .isInstanceOf(ServerException.class)
                .hasMessage(
                        other + " is no GeoServer webapp: it has no WEB-INF/web.xml; it must be geoserver.war or the"
                                + " folder that it was unpacked to.");
    }

    @Test
    void a_server_without_WPS_is_refused_unless_its_extension_is_given() throws IOException {
        Files.delete(exploded.resolve("WEB-INF/lib/gs-wps-core-3.0.jar"));

        assertThatThrownBy(() -> copyOf(exploded))
                .isInstanceOf(ServerException.class)
                .hasMessage("GeoServer " + exploded + " has no WPS; give its extension, the archive"
                        + " geoserver-<version>-wps-plugin.zip, too.");
        WebappCopy.delete(folder.resolve("copy"));
        WebappCopy.delete(folder.resolve("unpacked"));

        Path wps = zip(
                "geoserver-3.0-wps-plugin.zip",
                Map.of("gs-wps-core-3.0.jar", "added", "gs-main-3.0.1.jar", "not needed", "NOTICE.md", "text"));
        Path copy = copyOf(exploded, List.of(PluginJars.of(wps, folder.resolve("wps"))));

        assertThat(contents(copy))
                .containsEntry("WEB-INF/lib/gs-wps-core-3.0.jar", "added")
                .containsEntry("WEB-INF/lib/gs-main-3.0.jar", "main")
                .doesNotContainKeys("WEB-INF/lib/gs-main-3.0.1.jar", "WEB-INF/lib/NOTICE.md")
                .containsKey("WEB-INF/lib/gs-prelabel-wps-1.jar");
    }

    @Test
    void a_library_that_server_and_plugin_both_bring_is_named() throws IOException {
        Files.delete(exploded.resolve("WEB-INF/lib/gs-prelabel-wps-0.9.jar"));

        assertThatThrownBy(() -> copyOf(exploded))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("onnxruntime-1.2.0.jar");
    }

    @Test
    void a_war_does_not_write_outside_of_its_folder() throws IOException {
        Path war = zip("evil.war", Map.of("../outside.txt", "out"));

        assertThatThrownBy(() -> copyOf(war))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("../outside.txt");
        assertThat(folder.resolve("outside.txt")).doesNotExist();
    }

    @Test
    void an_archive_without_jars_is_no_plugin() throws IOException {
        Path empty = zip("empty.zip", Map.of("README.md", "read me"));

        assertThatThrownBy(() -> PluginJars.of(empty, folder.resolve("unpacked")))
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith(empty + " holds no jar");
    }

    private static void assertHasThePlugin(Path copy) throws IOException {
        assertThat(contents(copy))
                .isEqualTo(new TreeMap<>(Map.of(
                        "WEB-INF/web.xml", "<web-app/>",
                        "WEB-INF/lib/gs-main-3.0.jar", "main",
                        "WEB-INF/lib/gs-wps-core-3.0.jar", "wps of the server",
                        "WEB-INF/lib/onnxruntime-1.29.0.jar", "new",
                        "WEB-INF/lib/gs-prelabel-wps-1.jar", "wps",
                        "data/logging.xml", "logs")));
    }

    private Path copyOf(Path webapp) {
        return copyOf(webapp, List.of());
    }

    private Path copyOf(Path webapp, List<PluginJars> extensions) {
        Path copy = folder.resolve("copy");
        WebappCopy.make(webapp, extensions, PluginJars.of(zip, folder.resolve("unpacked")), copy);
        return copy;
    }

    private Path zip(String name, Map<String, String> entries) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static Map<String, String> contents(Path top) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(top.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return contents;
    }
}
