package org.gsprelabel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a stub that answers 404 to what it was not told of, and 201 to what makes or changes something. */
class GeoServerRestTest {

    @TempDir
    private Path folder;

    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final Map<String, String> present = new ConcurrentHashMap<>();
    private HttpServer stub;
    private GeoServerRest rest;

    @BeforeEach
    void listen() throws IOException {
        stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stub.createContext("/geoserver/rest", exchange -> {
            String path = exchange.getRequestURI().toString().substring("/geoserver/rest".length());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean known =
                    "Basic YWRtaW46c2VjcmV0".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean reads = exchange.getRequestMethod().equals("GET");
            int status = !known ? 401 : reads ? present.containsKey(path) ? 200 : 404 : 201;
            if (known && !reads) {
                changes.add(exchange.getRequestMethod() + " " + path + " "
                        + exchange.getRequestHeaders().getFirst("Content-Type") + " " + body);
            }
            byte[] answer = (known ? present.getOrDefault(path, "") : "who\n are you").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        stub.start();
        rest = as("secret");
    }

    private GeoServerRest as(String password) {
        return new GeoServerRest("http://127.0.0.1:" + stub.getAddress().getPort() + "/geoserver", "admin", password);
    }

    @AfterEach
    void stop() {
        stub.stop(0);
    }

    @Test
    void a_workspace_is_made_unless_it_is_there() {
        rest.createWorkspace("demo");
        present.put("/workspaces/demo", "<workspace/>");
        rest.createWorkspace("demo");

        assertThat(changes)
                .containsExactly("POST /namespaces application/xml"
                        + " <namespace><prefix>demo</prefix><uri>urn:gs-prelabel:demo</uri></namespace>");
    }

    @Test
    void a_workspace_goes_with_all_that_is_in_it() {
        rest.deleteWorkspace("demo");
        present.put("/workspaces/demo", "<workspace/>");
        rest.deleteWorkspace("demo");

        assertThat(changes).containsExactly("DELETE /workspaces/demo?recurse=true application/xml ");
    }

    @Test
    void files_go_up_as_they_are() throws IOException {
        Path file = Files.writeString(folder.resolve("scene.tif"), "pixels");

        rest.uploadGeoTiff("demo", "scene", file);
        rest.putFile("prelabel/models/a b/model.json", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(changes)
                .containsExactly(
                        "PUT /workspaces/demo/coveragestores/scene/file.geotiff?configure=first&coverageName=scene"
                                + " image/tiff pixels",
                        "PUT /resource/prelabel/models/a%20b/model.json application/octet-stream {}");
    }

    @Test
    void decimals_are_raised_and_never_lowered() {
        present.put("/settings.xml", "<global><numDecimals>4</numDecimals><rest/></global>");
        rest.raiseDecimals(8);
        present.put("/settings.xml", "<global><numDecimals>12</numDecimals><rest/></global>");
        rest.raiseDecimals(8);

        assertThat(changes)
                .containsExactly(
                        "PUT /settings.xml application/xml <global><numDecimals>8</numDecimals><rest/></global>",
                        "PUT /settings.xml application/xml <global><numDecimals>12</numDecimals><rest/></global>");
    }

    @Test
    void what_the_server_refuses_is_said_with_its_words() {
        assertThatThrownBy(() -> as("wrong").createWorkspace("demo"))
                .isInstanceOf(ServerException.class)
                .hasMessageMatching(
                        "GeoServer answered 401 to GET http://.*/geoserver/rest/workspaces/demo: who are you");
    }

    @Test
    void a_name_that_is_none_never_leaves() {
        assertThatThrownBy(() -> rest.deleteWorkspace("../security"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'../security'");
        assertThat(changes).isEmpty();
    }
}
