package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.gsprelabel.server.GeoServerRest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a stub that answers 404 to what is looked for, and 201 to what makes something. */
class ServerDemoTest {

    @TempDir
    private Path folder;

    @Test
    void the_demo_scene_has_a_style_of_live_labels_that_is_filled_in() throws IOException {
        Map<String, String> made = new ConcurrentHashMap<>();
        HttpServer stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stub.createContext("/rest", exchange -> {
            boolean reads = exchange.getRequestMethod().equals("GET");
            made.put(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            boolean found = exchange.getRequestURI().getPath().equals("/rest/settings.xml");
            exchange.sendResponseHeaders(!reads ? 201 : found ? 200 : 404, -1);
            exchange.close();
        });
        stub.start();
        try {
            new ServerDemo(128)
                    .fill(
                            new GeoServerRest(
                                    "http://127.0.0.1:" + stub.getAddress().getPort(), "admin", "secret"),
                            folder);
        } finally {
            stub.stop(0);
        }
        String sld = Objects.requireNonNull(made.get("POST /rest/styles?name=demo-live"));
        assertThat(sld)
                .contains(
                        "<ogc:Literal>demo:scene</ogc:Literal>",
                        "<ogc:Literal>roofs-semseg</ogc:Literal>",
                        "<Name>demo-live</Name>")
                .doesNotContain("workspace:layer", "model-id");
    }

    /** 2048 pixels of 0.3 m from easting 391000 and northing 5820000: the middle 700 begin at pixel 674. */
    @Test
    void the_map_of_live_labels_shows_the_middle_of_the_scene_pixel_by_pixel() {
        String guide = new ServerDemo(2048).guide("http://127.0.0.1:1/geoserver", "admin:geoserver", folder);
        URI map = guide.lines()
                .map(String::strip)
                .filter(line -> line.contains("request=GetMap"))
                .map(URI::create)
                .findFirst()
                .orElseThrow();

        assertThat(map.getPath()).isEqualTo("/geoserver/demo/wms");
        assertThat(Arrays.stream(map.getQuery().split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])))
                .containsEntry("layers", "demo:scene,demo:scene")
                .containsEntry("styles", "raster,demo-live")
                .containsEntry("srs", "EPSG:32633")
                .containsEntry("bbox", "391202.2,5819587.8,391412.2,5819797.8")
                .containsEntry("width", "700")
                .containsEntry("height", "700");
    }
}
