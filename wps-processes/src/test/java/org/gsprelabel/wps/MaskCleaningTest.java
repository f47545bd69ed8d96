package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.geotools.process.ProcessException;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Masks that are cleaned before they become polygons, from a request on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaskCleaningTest {

    private static final double PIXEL = 0.3 * 0.3;

    @SuppressWarnings("NullAway.Init")
    private Plugin plugin;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        Scene.of(SceneSpec.of(29, 512).withoutNodata()).writeGeoTiff(folder.resolve("scene.tif"));
        plugin = new Plugin(folder);
    }

    @AfterAll
    void close() {
        plugin.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-semseg", "roofs-yolo-seg", "roofs-fastsam"})
    void neitherSmallPartsNorSmallHolesAreLeft(String model) {
        // 3 m2 are 33 pixels of 0.3 m
        Plugin.Result cleaned = run(model, "fill=3m2, remove=3m2", MergeStrategy.UNION);

        assertThat(cleaned.list()).hasSizeGreaterThan(5);
        for (Geometry geometry : cleaned.geometries()) {
            for (int i = 0; i < geometry.getNumGeometries(); i++) {
                Polygon part = (Polygon) geometry.getGeometryN(i);
                assertThat(part.getArea()).isGreaterThan(33.5 * PIXEL);
                for (int hole = 0; hole < part.getNumInteriorRing(); hole++) {
                    assertThat(part.getFactory()
                                    .createPolygon(part.getInteriorRingN(hole).getCoordinateSequence())
                                    .getArea())
                            .isGreaterThan(33.5 * PIXEL);
                }
            }
        }
        assertThat(cleaned.report().at("/tiles/margin").asInt()).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({"erode=2, -1", "dilate=2, 1"})
    void erosionShrinksAndDilationGrows(String text, int sign) {
        double before = area(run("roofs-semseg", null, MergeStrategy.UNION));
        double after = area(run("roofs-semseg", text, MergeStrategy.UNION));
        assertThat(sign * (after - before)).isGreaterThan(0.02 * before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-semseg", "roofs-yolo-seg"})
    void piecesMergedAfterwardsAreThoseOfOneCall(String model) {
        Plugin.Result pieces = run(model, "open=1, close=0.6m", MergeStrategy.NONE);
        Plugin.Result chain = plugin.execute("MergeTiles", Plugin.inputs("features", pieces.features()));

        assertThat(chain.texts())
                .containsExactlyInAnyOrderElementsOf(
                        run(model, "open=1, close=0.6m", MergeStrategy.UNION).texts())
                .hasSizeLessThan(pieces.texts().size());
    }

    @Test
    void isRefusedWhereThereAreNoMasks() {
        assertThatThrownBy(() -> run("roofs-yolo-obb", "open=1", MergeStrategy.UNION))
                .isInstanceOf(ProcessException.class)
                .hasMessage(
                        "maskCleaning is for masks, but model 'roofs-yolo-obb' of the family yolo-obb finds boxes; leave it"
                                + " away, or give a segmenter that makes masks of them");
    }

    @Test
    void isRefusedWhereTilesShareTooLittle() {
        assertThatThrownBy(() -> run("roofs-semseg", "open=9.6m", MergeStrategy.UNION))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining(
                        "maskCleaning reaches 64 pixels far in all its steps, so neighbouring tiles must share at"
                                + " least 129 pixels, got ");
    }

    private Plugin.Result run(String model, @Nullable String cleaning, MergeStrategy merge) {
        Map<String, Object> inputs = Plugin.inputs(
                "coverageName",
                "scene.tif",
                "model",
                model,
                "tileSize",
                256,
                "overlap",
                0.25,
                "merge",
                merge,
                "timestamp",
                "2026-01-02T03:04:05Z");
        if (cleaning != null) {
            inputs.put("maskCleaning", cleaning);
        }
        return plugin.execute("PreLabelCoverage", inputs);
    }

    private static double area(Plugin.Result result) {
        return result.geometries().stream().mapToDouble(Geometry::getArea).sum();
    }
}
