package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Image;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.geotools.api.referencing.FactoryException;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.coverage.grid.GridCoverageFactory;
import org.geotools.feature.NameImpl;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.geotools.referencing.CRS;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.RequestLimits;
import org.gsprelabel.wps.limits.Safeguards;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests against limits, on a scene of 256 x 256 pixels: tiles of 128 with an overlap of a half quarter make nine. */
class LimitsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void writeScene() throws IOException {
        Scene.of(SceneSpec.of(5, 256).withoutNodata()).writeGeoTiff(folder.resolve("scene.tif"));
    }

    @Test
    void too_many_tiles_are_refused_before_the_model_is_loaded() throws IOException {
        try (Plugin plugin = plugin(8, 1L << 40, 1000)) {
            Files.write(folder.resolve("models/roofs-semseg/model.onnx"), new byte[] {1, 2, 3});

            assertThatThrownBy(() -> plugin.preLabel(
                            "coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", 128, "overlap", 0.125))
                    .isInstanceOf(ProcessException.class)
                    .hasMessage("the request needs 9 tiles, prelabel.maxTiles allows 8; ask for a smaller roi, larger"
                            + " tiles or a coarser resolution");
        }
    }

    /** Windows begin at 0, 112 and 224: 128 + 128 + 32 pixels along each side. */
    @Test
    void too_many_pixels_are_refused() {
        try (Plugin plugin = plugin(9, 288 * 288 - 1, 1000)) {
            assertThatThrownBy(() -> plugin.preLabel(
                            "coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", 128, "overlap", 0.125))
                    .isInstanceOf(ProcessException.class)
                    .hasMessage("the request reads 82944 pixels, prelabel.maxPixels allows 82943; ask for a smaller roi"
                            + " or a coarser resolution");
        }
        try (Plugin plugin = plugin(9, 288 * 288, 1000)) {
            assertThat(plugin.preLabel(
                                    "coverageName",
                                    "scene.tif",
                                    "model",
                                    "roofs-semseg",
                                    "tileSize",
                                    128,
                                    "overlap",
                                    0.125)
                            .report()
                            .path("tiles")
                            .path("total")
                            .asInt())
                    .isEqualTo(9);
        }
    }

    @Test
    void no_pixel_is_read_of_what_is_refused() throws FactoryException {
        try (Plugin plugin = plugin(1000, 1L << 40, 1000)) {
            assertThatThrownBy(() -> plugin.preLabel("coverage", unreadable(100_000), "model", "roofs-semseg"))
                    .isInstanceOf(ProcessException.class)
                    .hasMessageContaining("prelabel.maxTiles allows 1000");
            assertThat(Processors.createProcess(new NameImpl("prelabel", "EstimatePreLabel"))
                            .execute(Plugin.inputs("coverage", unreadable(100_000), "model", "roofs-semseg"), null)
                            .toString())
                    .contains("prelabel.maxTiles allows 1000");
        }
    }

    /**
     * Windows of 8 pixels every 5 of 800,000 pixels: 160,000 along each side. The left half reaches into 80,000 columns, the last at
     * 399,995, and one column more is blended into them. A bit for each of these tiles is more than the heap of the tests.
     */
    @Test
    void tiles_without_number_are_counted_and_refused_without_being_listed() throws FactoryException {
        Object[] everything = {"model", "roofs-semseg", "resolution", 1.0, "tileSize", 8, "overlap", 0.45};
        Geometry half = new GeometryFactory().toGeometry(new Envelope(0.5, 399_999.5, 0.5, 799_999.5));
        try (Plugin plugin = plugin(1000, 1L << 60, 1000)) {
            assertThat(plugin.models().list()).isNotEmpty();
            for (boolean isRegion : new boolean[] {false, true}) {
                Map<String, Object> inputs = Plugin.inputs(everything);
                inputs.put("coverage", unreadable(800_000));
                if (isRegion) {
                    inputs.put("roi", half);
                }
                long needed = isRegion ? 80_001L * 160_000 : 160_000L * 160_000;
                String told = "the request needs " + needed + " tiles, prelabel.maxTiles allows 1000; ask for a smaller"
                        + " roi, larger tiles or a coarser resolution";

                assertThatThrownBy(() -> plugin.execute("PreLabelCoverage", inputs))
                        .isInstanceOf(ProcessException.class)
                        .hasMessage(told);
                JsonNode estimate = JsonMapper.shared()
                        .readTree(Objects.requireNonNull(
                                        Processors.createProcess(new NameImpl("prelabel", "EstimatePreLabel"))
                                                .execute(inputs, null)
                                                .get("result"))
                                .toString());
                assertThat(estimate.at("/tiles/total").asLong()).isEqualTo(25_600_000_000L);
                assertThat(estimate.at("/tiles/needed").asLong()).isEqualTo(needed);
                assertThat(estimate.at("/refusals/0").asString()).isEqualTo(told);
            }
        }
    }

    /** Square, three bands of eight bits in tiles of 512 pixels, none of which may be asked for. */
    private static GridCoverage2D unreadable(int size) throws FactoryException {
        ColorModel colors = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        SampleModel samples = colors.createCompatibleSampleModel(512, 512);
        int tiles = (size + 511) / 512;
        RenderedImage image = (RenderedImage) Proxy.newProxyInstance(
                LimitsTest.class.getClassLoader(),
                new Class<?>[] {RenderedImage.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getWidth", "getHeight" -> size;
                    case "getTileWidth", "getTileHeight" -> 512;
                    case "getNumXTiles", "getNumYTiles" -> tiles;
                    case "getMinX",
                            "getMinY",
                            "getMinTileX",
                            "getMinTileY",
                            "getTileGridXOffset",
                            "getTileGridYOffset" -> 0;
                    case "getColorModel" -> colors;
                    case "getSampleModel" -> samples;
                    case "getSources", "getPropertyNames" -> null;
                    case "getProperty" -> Image.UndefinedProperty;
                    default -> throw new AssertionError("pixels were read by " + method.getName());
                });
        return new GridCoverageFactory()
                .create("huge", image, new ReferencedEnvelope(0, size, 0, size, CRS.decode("EPSG:32633", true)));
    }

    @Test
    void a_result_and_a_collection_that_are_too_large_are_refused() {
        int roofs;
        try (Plugin plugin = plugin(100, 1L << 40, 1000)) {
            roofs = plugin.preLabel("coverageName", "scene.tif", "model", "roofs-semseg")
                    .list()
                    .size();
            assertThat(roofs).isGreaterThan(1);
        }
        Plugin.Result found;
        try (Plugin all = plugin(100, 1L << 40, roofs)) {
            found = all.preLabel("coverageName", "scene.tif", "model", "roofs-semseg");
            assertThat(found.list()).hasSize(roofs);
            assertThat(all.execute("MergeTiles", Plugin.inputs("features", found.features()))
                            .list())
                    .hasSize(roofs);
        }
        try (Plugin fewer = plugin(100, 1L << 40, roofs - 1)) {
            assertThatThrownBy(() -> fewer.preLabel("coverageName", "scene.tif", "model", "roofs-semseg"))
                    .isInstanceOf(ProcessException.class)
                    .hasMessageStartingWith(
                            "there are more than " + (roofs - 1) + " features, prelabel.maxFeatures allows no more");
            for (String process : new String[] {"MergeTiles", "FilterPredictions"}) {
                assertThatThrownBy(() -> fewer.execute(process, Plugin.inputs("features", found.features())))
                        .isInstanceOf(ProcessException.class)
                        .hasMessage("features must be at most " + (roofs - 1) + ", which is what prelabel.maxFeatures"
                                + " allows; give them in parts");
            }
        }
    }

    @Test
    void prompts_are_counted_before_they_fill_memory() throws IOException {
        TestModels.copyPromptableTo(folder.resolve("models"));
        Prompts four = new Prompts("EPSG:32633", "EPSG:32633");
        for (int i = 0; i < 4; i++) {
            four.add(new GeometryFactory().createPoint(new Coordinate(391_005 + 10 * i, 5_819_995)), null, null, null);
        }
        try (Plugin plugin = plugin(100, 1L << 40, 3)) {
            assertThatThrownBy(() -> plugin.preLabel(
                            "coverageName", "scene.tif", "model", "roofs-sam1", "prompts", four.collection()))
                    .isInstanceOf(ProcessException.class)
                    .hasMessage("prompts must be at most 3, which is what prelabel.maxFeatures allows; give them in"
                            + " parts");
        }
    }

    @Test
    void no_request_is_begun_once_the_plugin_is_closed() {
        Safeguards safeguards = Safeguards.none();
        ListModels process;
        try (Plugin plugin = new Plugin(folder, new EmbeddingCache(0), safeguards)) {
            process = new ListModels(plugin.models(), safeguards);
            assertThat(process.execute(false)).contains("roofs-semseg");
        }
        ListModels closed = process;

        assertThatThrownBy(() -> closed.execute(false))
                .isInstanceOf(ProcessException.class)
                .hasMessage("the server is being shut down");
        assertThat(Processors.createProcessFactory(new NameImpl("prelabel", "ListModels")))
                .isNull();
    }

    private Plugin plugin(long maxTiles, long maxPixels, long maxFeatures) {
        return new Plugin(
                folder,
                new EmbeddingCache(0),
                new Safeguards(LoadedSettings.of(
                        PreLabelSettings.defaults().with(new RequestLimits(maxTiles, maxPixels, maxFeatures)))));
    }
}
