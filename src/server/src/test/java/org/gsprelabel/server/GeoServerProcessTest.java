package org.gsprelabel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the real Jetty, with a small servlet in place of GeoServer. */
class GeoServerProcessTest {

    private static final Path JETTY = Path.of(System.getProperty("jetty.folder"));

    @TempDir
    private Path folder;

    private Path webapp;

    @BeforeEach
    void make_a_webapp_and_a_plugin() throws IOException {
        webapp = folder.resolve("webapp");
        Files.createDirectories(webapp.resolve("WEB-INF/lib"));
        // GeoServer's WPS, of which only the name counts here
        new JarOutputStream(Files.newOutputStream(webapp.resolve("WEB-INF/lib/gs-wps-core-3.0.jar")), new Manifest())
                .close();
        Path plugin = Files.createDirectory(folder.resolve("plugin"));
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(plugin.resolve("gs-prelabel-wps-1.jar")))) {
            String name = EchoServlet.class.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new ZipEntry(name));
            try (InputStream in = GeoServerProcessTest.class.getResourceAsStream("/" + name)) {
                in.transferTo(jar);
            }
        }
    }

    @Test
    void a_webapp_runs_with_the_classes_of_the_plugin_and_none_of_ours_and_leaves_nothing() throws Exception {
        writeWebXml(EchoServlet.class.getName());
        Path work;
        try (GeoServerProcess server = GeoServerProcess.start(settings(Optional.empty()), () -> false)) {
            work = server.log().getParent();
            assertThat(server.url()).matches("http://127\\.0\\.0\\.1:[0-9]+/geoserver");
            assertThat(get(server.url() + "/echo"))
                    .isEqualTo("data=" + server.dataDirectory() + " assertj=hidden launcher=hidden");
            assertThat(work).isDirectory();
        }
        assertThat(work).doesNotExist();
    }

    @Test
    void a_data_directory_that_was_given_stays() throws Exception {
        writeWebXml(EchoServlet.class.getName());
        Path data = folder.resolve("data");
        try (GeoServerProcess server = GeoServerProcess.start(settings(Optional.of(data)), () -> false)) {
            Files.writeString(server.dataDirectory().resolve("kept"), "kept");
        }
        assertThat(data.resolve("kept")).hasContent("kept");
    }

    @Test
    void a_webapp_that_does_not_start_ends_in_a_sentence_and_the_end_of_its_log() throws Exception {
        writeWebXml("org.example.NoSuchServlet");
        int before = workFolders();

        assertThatThrownBy(() -> GeoServerProcess.start(settings(Optional.empty()), () -> false))
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("GeoServer did not start; the end of its log:")
                .hasMessageContaining("org.example.NoSuchServlet");
        assertThat(workFolders()).isEqualTo(before);
    }

    @Test
    void a_start_that_is_cancelled_leaves_nothing() throws Exception {
        writeWebXml(EchoServlet.class.getName());
        int before = workFolders();

        assertThatThrownBy(() -> GeoServerProcess.start(settings(Optional.empty()), () -> true))
                .isInstanceOf(ServerException.class)
                .hasMessage("The start of GeoServer was cancelled.");
        assertThat(workFolders()).isEqualTo(before);
    }

    private ServerSettings settings(Optional<Path> data) {
        return new ServerSettings(webapp, List.of(), folder.resolve("plugin"), JETTY, data, 0, "64m");
    }

    private void writeWebXml(String servlet) throws IOException {
        Files.writeString(
                webapp.resolve("WEB-INF/web.xml"),
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.1\"><servlet>"
                        + "<servlet-name>echo</servlet-name><servlet-class>" + servlet + "</servlet-class>"
                        + "<load-on-startup>1</load-on-startup></servlet><servlet-mapping>"
                        + "<servlet-name>echo</servlet-name><url-pattern>/echo</url-pattern></servlet-mapping></web-app>");
    }

    private static String get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int workFolders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return (int) files.filter(file -> file.getFileName().toString().startsWith("prelabel-server"))
                    .count();
        }
    }
}
