package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.Score;
import org.gsprelabel.testdata.TruthObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** Detection transformers of every exporter, tiled over a scene, against its true roofs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetrFamiliesTest {

    private static final double MIN_AREA = 5;
    private static final String[] CLASSES = {"red roof", "blue roof", "grey roof"};

    private final Scene scene = Scene.of(SceneSpec.of(23, 1024));

    @SuppressWarnings("NullAway.Init")
    private Plugin plugin;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        scene.writeGeoTiff(folder.resolve("scene.tif"));
        plugin = new Plugin(folder);
    }

    @AfterAll
    void close() {
        plugin.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-detr", "roofs-rtdetr", "roofs-dfine", "roofs-rtdetr-ultralytics"})
    void finds_the_box_of_every_roof_once_with_its_class(String model) {
        Plugin.Result result = plugin.preLabel("coverageName", "scene.tif", "model", model, "minArea", MIN_AREA);

        for (String name : CLASSES) {
            Score score = Score.of(truth(name), found(result, name), 0.5);
            assertThat(score.truths()).isPositive();
            assertThat(score.precision()).as("%s: %s", name, score).isGreaterThanOrEqualTo(0.95);
            assertThat(score.recall()).as("%s: %s", name, score).isGreaterThanOrEqualTo(0.95);
            assertThat(score.duplicates()).isZero();
        }
        assertThat(result.list())
                .allSatisfy(feature ->
                        assertThat((Double) feature.getAttribute("confidence")).isBetween(0.5, 1.0));
    }

    private List<Geometry> truth(String className) {
        List<Geometry> boxes = new ArrayList<>();
        for (TruthObject object : scene.truth()) {
            if (object.className().equals(className)) {
                Polygon box = (Polygon)
                        new GeometryFactory().toGeometry(object.pixels().getEnvelopeInternal());
                boxes.add(scene.spec().georeference().toWorld(box));
            }
        }
        return boxes;
    }

    private static List<Geometry> found(Plugin.Result result, String className) {
        return result.list().stream()
                .filter(feature -> className.equals(feature.getAttribute("class_name")))
                .map(feature -> (Geometry) feature.getDefaultGeometry())
                .toList();
    }
}
