package org.gsprelabel.acceptance;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.geotools.api.referencing.FactoryException;
import org.geotools.referencing.CRS;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.gsprelabel.acceptance.wire.OwsClient;
import org.gsprelabel.acceptance.wire.Tiff;
import org.gsprelabel.acceptance.wire.TiffLayout;
import org.gsprelabel.server.GeoServerRest;
import org.gsprelabel.testdata.Georeference;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/**
 * A server with what the suite needs on it: a workspace of its own with the scene in several layouts and a store, and
 * another one that only administrators may read. Everything goes through HTTP, models too, so it works with any server
 * whose administrator one is.
 */
public final class Site {

    public static final String WORKSPACE = "prelabel_acceptance";
    public static final String CLOSED_WORKSPACE = "prelabel_acceptance_closed";
    public static final String STORE = "found";
    /** That of maps with live labels. */
    public static final String LIVE_STYLE = "prelabel_acceptance_live";

    public static final String MODEL = "roofs-semseg";

    /** A coverage of the scene: in tiles of 256 x 256 pixels, compressed. */
    public static final String SCENE = WORKSPACE + ":scene";

    /** Of three quarters of the scene: its upper right one is missing. */
    public static final String MOSAIC = WORKSPACE + ":mosaic";

    /** The same as {@link #SCENE}, where only administrators see it. */
    public static final String CLOSED_SCENE = CLOSED_WORKSPACE + ":scene";

    /** So that answers can be compared byte by byte. */
    public static final String TIMESTAMP = "2026-01-31T12:00:00Z";

    /** GML 2, which every GeoServer offers for features, in their CRS. */
    public static final String GML = "text/xml; subtype=wfs-collection/1.0";

    private static final int SIZE = 768;
    private static final int HALF = SIZE / 2;
    private static final Scene PICTURE = Scene.of(SceneSpec.of(42, SIZE));

    private final OwsClient anonymous;
    private final OwsClient admin;
    private final GeoServerRest rest;

    Site(String url, String user, String password) {
        this.anonymous = OwsClient.anonymous(url);
        this.admin = anonymous.as(user, password);
        this.rest = new GeoServerRest(url, user, password);
    }

    /** Makes everything; what an earlier run left is deleted first. */
    void seed() {
        clear();
        rest.createWorkspace(WORKSPACE);
        // GeoServer leaves the file when the workspace goes, and with it all tables
        rest.createGeoPackage(WORKSPACE, STORE, "found_" + System.currentTimeMillis());
        rest.createWorkspace(CLOSED_WORKSPACE);
        rest.closeWorkspace(CLOSED_WORKSPACE);
        try {
            Path folder = Files.createTempDirectory("prelabel-acceptance");
            try {
                Path scene = folder.resolve("scene.tif");
                PICTURE.writeGeoTiff(scene);
                rest.uploadGeoTiff(WORKSPACE, "scene", scene);
                rest.uploadGeoTiff(CLOSED_WORKSPACE, "scene", scene);
                rest.uploadMosaic(WORKSPACE, "mosaic", Files.write(folder.resolve("mosaic.zip"), mosaic()));
            } finally {
                for (String file : List.of("scene.tif", "mosaic.zip")) {
                    Files.deleteIfExists(folder.resolve(file));
                }
                Files.delete(folder);
            }
            for (String file : TestModels.files()) {
                if (file.startsWith(MODEL + "/")) {
                    try (InputStream in = TestModels.open(file)) {
                        rest.putFile("prelabel/models/" + file, in.readAllBytes());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes workspaces, rules and style away again; the model stays. */
    void clear() {
        rest.deleteWorkspace(WORKSPACE);
        rest.deleteWorkspace(CLOSED_WORKSPACE);
        rest.deleteStyle(LIVE_STYLE);
        if (admin.get("/rest/security/acl/layers.json", Map.of()).text().contains(CLOSED_WORKSPACE)) {
            rest.openWorkspace(CLOSED_WORKSPACE);
        }
    }

    /** Uploads the scene in a layout of its own as a layer of {@link #WORKSPACE}. */
    public void publish(String layer, TiffLayout layout) {
        try {
            Path file = Files.createTempFile("prelabel-acceptance", ".tif");
            try {
                Files.write(file, tiff(layout));
                rest.uploadGeoTiff(WORKSPACE, layer, file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uploads the scene as a PNG, which no reader of GeoTIFF reads, as a layer of {@link #WORKSPACE}. */
    public void publishPicture(String layer) {
        Georeference georeference = PICTURE.spec().georeference();
        // the middle of the first pixel
        String world = String.join(
                "\n",
                Stream.of(
                                georeference.scaleX(),
                                georeference.shearY(),
                                georeference.shearX(),
                                georeference.scaleY(),
                                georeference.worldX(0.5, 0.5),
                                georeference.worldY(0.5, 0.5))
                        .map(String::valueOf)
                        .toList());
        byte[] samples = PICTURE.render(0, 0, SIZE, SIZE);
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIZE * SIZE; i++) {
            int rgb = ((samples[3 * i] & 255) << 16) | ((samples[3 * i + 1] & 255) << 8) | (samples[3 * i + 2] & 255);
            image.setRGB(i % SIZE, i / SIZE, rgb);
        }
        try {
            String wkt = CRS.decode(georeference.crsCode(), true).toWKT();
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            Path file = Files.createTempFile("prelabel-acceptance", ".zip");
            try {
                try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                    put(zip, layer + ".png", png.toByteArray());
                    put(zip, layer + ".pgw", world.getBytes(StandardCharsets.US_ASCII));
                    put(zip, layer + ".prj", wkt.getBytes(StandardCharsets.US_ASCII));
                }
                rest.uploadWorldImage(WORKSPACE, layer, file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FactoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }

    /** Makes the server forget what models have said of tiles. */
    public void forgetTiles() {
        Answer answer = admin.call("DELETE", "/rest/prelabel/cache");
        if (answer.status() != 200) {
            throw new IllegalStateException("the cache cannot be emptied: " + answer);
        }
    }

    /** How many tiles the server remembers. */
    public long rememberedTiles() {
        return admin.get("/rest/prelabel/cache", Map.of())
                .json()
                .at("/tiles/memory/values")
                .asLong();
    }

    public OwsClient anonymous() {
        return anonymous;
    }

    public OwsClient admin() {
        return admin;
    }

    public GeoServerRest rest() {
        return rest;
    }

    /** The outlines of all roofs of the scene, in its CRS. */
    public static List<Geometry> truth() {
        return toGround(PICTURE.truth().stream()
                .map(object -> (Geometry) object.pixels())
                .toList());
    }

    /** The outlines of the roofs of the mosaic, cut where its gap begins. */
    public static List<Geometry> truthOfTheMosaic() {
        Geometry gap = new GeometryFactory().toGeometry(new Envelope(HALF, SIZE, 0, HALF));
        return toGround(PICTURE.truth().stream()
                .map(object -> object.pixels().difference(gap))
                .filter(rest -> !rest.isEmpty())
                .toList());
    }

    /** The corners of a window of the scene in its CRS, EPSG:32633: west, south, east, north, as WMS 1.1.1 wants them. */
    public static String bbox(int x, int y, int side) {
        Georeference georeference = PICTURE.spec().georeference();
        return georeference.worldX(x, y + side) + "," + georeference.worldY(x, y + side) + ","
                + georeference.worldX(x + side, y) + "," + georeference.worldY(x + side, y);
    }

    /** What of the roofs lies in a window of the scene, in pixels of that window. */
    public static Geometry roofs(int x, int y, int side) {
        return roofs(x, y, side, any -> true);
    }

    /** As {@link #roofs(int, int, int)}, of some classes. */
    public static Geometry roofs(int x, int y, int side, Predicate<String> classes) {
        Geometry all = UnaryUnionOp.union(PICTURE.truth().stream()
                .filter(object -> classes.test(object.className()))
                .map(object -> (Geometry) object.pixels())
                .toList());
        return AffineTransformation.translationInstance(-x, -y)
                .transform(all)
                .intersection(new GeometryFactory().toGeometry(new Envelope(0, side, 0, side)));
    }

    private static List<Geometry> toGround(List<Geometry> pixels) {
        Georeference georeference = PICTURE.spec().georeference();
        AffineTransformation ground = new AffineTransformation(
                georeference.scaleX(),
                georeference.shearX(),
                georeference.translateX(),
                georeference.shearY(),
                georeference.scaleY(),
                georeference.translateY());
        return pixels.stream().map(ground::transform).toList();
    }

    /** The scene as a GeoTIFF of a layout. */
    public static byte[] tiff(TiffLayout layout) {
        return window(0, 0, SIZE, layout);
    }

    private static byte[] mosaic() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            putGranule(zip, "upper-left.tif", 0, 0);
            putGranule(zip, "lower-left.tif", 0, HALF);
            putGranule(zip, "lower-right.tif", HALF, HALF);
        }
        return bytes.toByteArray();
    }

    private static void putGranule(ZipOutputStream zip, String name, int x, int y) throws IOException {
        put(zip, name, window(x, y, HALF, TiffLayout.tiles(128)));
    }

    private static byte[] window(int x, int y, int side, TiffLayout layout) {
        Georeference georeference = PICTURE.spec().georeference();
        return Tiff.write(
                PICTURE.render(x, y, side, side),
                side,
                side,
                georeference.worldX(x, y),
                georeference.worldY(x, y),
                layout);
    }

    /** A request for the roofs of a published coverage. */
    public static Execute preLabel(String coverageName) {
        return preLabel().literal("coverageName", coverageName);
    }

    /** A request for the roofs of a coverage that is to be named or given yet. */
    public static Execute preLabel() {
        return Execute.of("prelabel:PreLabelCoverage").literal("model", MODEL).literal("timestamp", TIMESTAMP);
    }

    /** Posts a request to WPS as nobody. */
    public Answer execute(Execute request) {
        return anonymous.post("/wps", request.xml());
    }
}
