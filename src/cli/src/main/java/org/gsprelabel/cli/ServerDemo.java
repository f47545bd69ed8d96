package org.gsprelabel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.gsprelabel.export.ExportException;
import org.gsprelabel.server.GeoServerRest;
import org.gsprelabel.testdata.Georeference;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;

/** What {@code server} puts into GeoServer, and what it says about that. */
final class ServerDemo {

    private static final String WORKSPACE = "demo";
    private static final String COVERAGE = "scene";
    private static final String STORE = "labels";
    private static final String LAYER = "roofs";
    private static final String MODEL = "roofs-semseg";

    /** Style of the coverage that labels what a map shows. */
    private static final String LIVE_STYLE = "demo-live";

    /** Of the plugin; names of coverage and model are to be filled in. */
    private static final String LIVE_SLD = "/org/gsprelabel/styles/prelabel-live.sld";

    /** Side of a map in pixels. */
    private static final int MAP = 700;

    /** A request that makes a layer, in the data directory. */
    private static final String REQUEST = "prelabel/requests/publish.xml";

    /** A millimetre in degrees. */
    private static final int DECIMALS = 8;

    private static final long SEED = 42;

    private final Scene scene;

    /** @param size side of the scene, in pixels */
    ServerDemo(int size) {
        this.scene = Scene.of(SceneSpec.of(SEED, size));
    }

    /** Makes models, workspace, coverage, store, style and request. */
    void fill(GeoServerRest server, Path dataDirectory) {
        try {
            TestModels.copyTo(dataDirectory.resolve("prelabel/models"), DemoCommand.MODELS);
            Path request = dataDirectory.resolve(REQUEST);
            Files.createDirectories(request.resolveSibling("."));
            Files.writeString(request, text("publish.xml"));
            // what WPS gives as GeoJSON is in degrees
            server.raiseDecimals(DECIMALS);
            server.createWorkspace(WORKSPACE);
            server.createGeoPackage(WORKSPACE, STORE);
            Path image = Files.createTempFile("prelabel-scene", ".tif");
            try {
                scene.writeGeoTiff(image);
                server.uploadGeoTiff(WORKSPACE, COVERAGE, image);
            } finally {
                Files.delete(image);
            }
            server.putStyle(LIVE_STYLE, liveStyle());
        } catch (IOException e) {
            throw new ExportException("Cannot write into the data directory " + dataDirectory + ": " + e + ".", e);
        }
    }

    /** What to do with the server, in lines of text. */
    String guide(String url, String admin, Path dataDirectory) {
        String coverage = WORKSPACE + ":" + COVERAGE;
        return """

                GeoServer is ready: %1$s/web/  (%2$s)

                  coverage  %3$s, %4$d x %4$d pixels
                  models    %5$s
                  store     %6$s:%7$s, for layers of what is found
                  data      %8$s

                Find the roofs, as GeoJSON:

                  curl '%1$s/wps?service=WPS&version=1.0.0&request=Execute&identifier=prelabel:PreLabelCoverage&DataInputs=coverageName=%3$s;model=%9$s&RawDataOutput=result=@mimetype=application/json' -o roofs.geojson

                Find them and publish them as the layer %6$s:%10$s:

                  curl -u '%2$s' -H 'Content-Type: text/xml' --data-binary '@%11$s' '%1$s/wps'

                See that layer in QGIS: Layer > Add Layer > Add WFS Layer, New, URL %1$s/%6$s/ows, version 2.0,
                Connect, %10$s, Add. The scene: Layer > Add Layer > Add WMS/WMTS Layer, the same URL, %3$s.

                See roofs found as you zoom and pan, in a browser:

                  %1$s/%6$s/wms?service=WMS&version=1.1.0&request=GetMap&layers=%3$s,%3$s&styles=raster,%12$s&srs=%13$s&bbox=%14$s&width=%15$d&height=%15$d&format=application/openlayers

                Ctrl-C ends the server.
                """.formatted(
                        url,
                        admin,
                        coverage,
                        scene.spec().width(),
                        String.join(", ", DemoCommand.MODELS.stream().sorted().toList()),
                        WORKSPACE,
                        STORE,
                        dataDirectory,
                        MODEL,
                        LAYER,
                        dataDirectory.resolve(REQUEST),
                        LIVE_STYLE,
                        scene.spec().georeference().crsCode(),
                        middle(),
                        MAP);
    }

    /** A box in the middle of the scene, as WMS writes it, in which a map has a pixel for each of the scene. */
    private String middle() {
        Georeference georeference = scene.spec().georeference();
        int side = Math.min(MAP, scene.spec().width());
        int left = (scene.spec().width() - side) / 2;
        int top = (scene.spec().height() - side) / 2;
        return String.format(
                Locale.ROOT,
                "%.1f,%.1f,%.1f,%.1f",
                georeference.worldX(left, top + side),
                georeference.worldY(left, top + side),
                georeference.worldX(left + side, top),
                georeference.worldY(left + side, top));
    }

    private static String liveStyle() throws IOException {
        return text(LIVE_SLD)
                .replace("prelabel-live", LIVE_STYLE)
                .replace("workspace:layer", WORKSPACE + ":" + COVERAGE)
                .replace("model-id", MODEL);
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = ServerDemo.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing in the jars of the command line");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
