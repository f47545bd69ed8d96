package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.geotools.api.feature.simple.SimpleFeature;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.Score;
import org.gsprelabel.testdata.TruthObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.MinimumDiameter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** YOLO heads of every exporter, tiled over a scene, against its true roofs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class YoloFamiliesTest {

    private static final double MIN_AREA = 5;
    private static final String[] CLASSES = {"red roof", "blue roof", "grey roof"};

    /** All pixels valid: what is filled into missing ones can look like a roof of any size. */
    private final Scene scene = Scene.of(SceneSpec.of(31, 1280).withoutNodata());

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
    @ValueSource(strings = {"roofs-yolov8", "roofs-yolov6", "roofs-yolo-world", "roofs-yolo-nms", "roofs-yolov7-e2e"})
    void heads_of_boxes_find_the_box_of_every_roof_once(String model) {
        Plugin.Result result = run(model);

        for (String name : CLASSES) {
            Score score = Score.of(truth(name, YoloFamiliesTest::box), found(result, name), 0.5);
            assertThat(score.truths()).isPositive();
            assertThat(score.precision()).as("%s: %s", name, score).isGreaterThanOrEqualTo(0.95);
            assertThat(score.recall()).as("%s: %s", name, score).isGreaterThanOrEqualTo(0.95);
            assertThat(score.duplicates()).isZero();
        }
    }

    @Test
    void of_a_frozen_vocabulary_a_prompt_chooses_and_what_is_not_there_is_not_found() {
        Plugin.Result all = run("roofs-yolo-world");
        Plugin.Result blue = run("roofs-yolo-world", "prompt", "blue roof. swimming pool.");

        assertThat(found(all, "swimming pool")).isEmpty();
        Score score = Score.of(truth("blue roof", YoloFamiliesTest::box), found(blue, "blue roof"), 0.5);
        assertThat(blue.list()).hasSize(found(blue, "blue roof").size());
        assertThat(score.precision()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.recall()).as("%s", score).isGreaterThanOrEqualTo(0.95);
    }

    /** Square tiles in an input of 480 x 640: as they are, with padding left and right. */
    @Test
    void an_input_that_is_no_square_gives_masks_in_their_place() {
        Plugin.Result result = run("roofs-yolo-480x640", "overlap", 0.25);

        assertThat(result.report().at("/tiles/size").asInt()).isEqualTo(480);
        for (String name : CLASSES) {
            Score score = Score.of(truth(name, Function.identity()), found(result, name), 0.8);
            assertThat(score.truths()).isPositive();
            assertThat(score.precision()).as("%s: %s", name, score).isGreaterThanOrEqualTo(0.95);
            assertThat(score.recall()).as("%s: %s", name, score).isGreaterThanOrEqualTo(0.95);
            assertThat(score.duplicates()).isZero();
        }
    }

    /** Tiles of 600 pixels, shown at 0.8 of their size to a graph that takes 480 x 640 alone. */
    @Test
    void tiles_of_another_size_than_the_input_are_resized_and_the_report_says_so() {
        Plugin.Result result = run("roofs-yolo-480x640", "tileSize", 600, "overlap", 0.2);

        assertThat(result.report().at("/tiles/size").asInt()).isEqualTo(600);
        assertThat(notes(result))
                .containsExactly("tiles of 600 x 600 pixels are resized to 480 x 480 for model 'roofs-yolo-480x640', so"
                        + " it sees objects at another scale than the working resolution");
        for (String name : CLASSES) {
            Score score = Score.of(truth(name, Function.identity()), found(result, name), 0.6);
            assertThat(score.precision()).as("%s: %s", name, score).isGreaterThanOrEqualTo(0.9);
            assertThat(score.recall()).as("%s: %s", name, score).isGreaterThanOrEqualTo(0.9);
            assertThat(score.duplicates()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-yolo-obb", "roofs-obb-e2e"})
    void oriented_boxes_are_those_of_rectangular_roofs(String model) {
        // tiles share more than the largest roof measures, so that every roof is whole in one of them
        Plugin.Result result = run(model, "tileSize", 640, "overlap", 0.25, "merge", MergeStrategy.LARGEST);

        int rectangles = 0;
        for (String name : CLASSES) {
            List<Geometry> found = found(result, name);
            List<Geometry> truth = truth(name, Function.identity());
            // of any shape; where the raster ends, the reflection can make a sliver of a roof
            Score all = Score.of(truth, found, 0.3);
            assertThat(all.recall()).as("%s: %s", name, all).isEqualTo(1);
            assertThat(all.precision()).as("%s: %s", name, all).isGreaterThanOrEqualTo(0.9);
            List<Geometry> whole =
                    truth.stream().filter(YoloFamiliesTest::isRectangle).toList();
            List<Geometry> oblong =
                    whole.stream().filter(YoloFamiliesTest::isOblong).toList();
            Score score = Score.of(oblong, found, 0.8);
            assertThat(score.matches()).as("%s: %s", name, score).isEqualTo(oblong.size());
            // a square has the same moments along any axis; turned by an eighth its IoU is still 0.83
            assertThat(Score.of(whole, found, 0.75).matches()).isEqualTo(whole.size());
            rectangles += oblong.size();
        }
        assertThat(rectangles).isGreaterThan(30);
        assertThat(result.geometries())
                .filteredOn(geometry -> geometry.getNumPoints() == 5)
                .hasSizeGreaterThan(rectangles)
                .allSatisfy(geometry -> assertThat(isRectangle(geometry)).isTrue());
    }

    @ParameterizedTest
    @EnumSource(
            value = MergeStrategy.class,
            names = {"UNION", "BEST"})
    void oriented_boxes_that_tiles_cut_become_one_valid_polygon_and_the_same_each_time(MergeStrategy strategy) {
        Plugin.Result result = run("roofs-yolo-obb", "tileSize", 320, "overlap", 0.25, "merge", strategy);

        assertThat(result.report().at("/merge/groups").asInt()).isPositive();
        assertThat(result.geometries())
                .allSatisfy(geometry -> assertThat(geometry.isValid()).isTrue());
        assertThat(run("roofs-yolo-obb", "tileSize", 320, "overlap", 0.25, "merge", strategy, "threads", 3, "batch", 4)
                        .texts())
                .isEqualTo(result.texts());
    }

    @Test
    void unions_of_oriented_boxes_hold_every_roof() {
        Plugin.Result result = run("roofs-yolo-obb", "tileSize", 320, "overlap", 0.25);

        for (String name : CLASSES) {
            List<Geometry> whole = truth(name, Function.identity()).stream()
                    .filter(YoloFamiliesTest::isRectangle)
                    .toList();
            Score score = Score.of(whole, found(result, name), 0.5);
            assertThat(score.recall()).as("%s: %s", name, score).isEqualTo(1);
            assertThat(score.duplicates()).isZero();
        }
    }

    @Test
    void fastsam_finds_the_mask_of_every_roof_whatever_its_class() {
        Plugin.Result result = run("roofs-fastsam");

        List<Geometry> truth = new ArrayList<>();
        for (String name : CLASSES) {
            truth.addAll(truth(name, Function.identity()));
        }
        Score score = Score.of(truth, found(result, "object"), 0.5);
        assertThat(result.list()).hasSize(found(result, "object").size());
        assertThat(score.precision()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.recall()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.duplicates()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-yolov7-e2e", "roofs-obb-e2e"})
    void rows_of_a_whole_batch_and_fixed_batches_give_the_same(String model) {
        List<String> alone =
                run(model, "tileSize", 320, "threads", 1, "batch", 1).texts();

        assertThat(alone).hasSizeGreaterThan(20);
        assertThat(run(model, "tileSize", 320, "threads", 2, "batch", 3).texts())
                .isEqualTo(alone);
    }

    @Test
    void asking_for_less_than_the_graph_keeps_is_told() {
        assertThat(notes(run("roofs-yolo-nms"))).isEmpty();
        assertThat(notes(run("roofs-yolo-nms", "minConfidence", 0.1)))
                .containsExactly(
                        "model 'roofs-yolo-nms' drops scores below 0.25 itself: asking for 0.1 finds no more than"
                                + " that");
    }

    private Plugin.Result run(String model, Object... more) {
        Object[] inputs = new Object[6 + more.length];
        inputs[0] = "coverageName";
        inputs[1] = "scene.tif";
        inputs[2] = "model";
        inputs[3] = model;
        inputs[4] = "minArea";
        inputs[5] = MIN_AREA;
        System.arraycopy(more, 0, inputs, 6, more.length);
        return plugin.preLabel(inputs);
    }

    private static List<String> notes(Plugin.Result result) {
        List<String> notes = new ArrayList<>();
        result.report().at("/notes").forEach(note -> notes.add(note.asString()));
        return notes;
    }

    private List<Geometry> truth(String className, Function<Polygon, Polygon> shape) {
        List<Geometry> shapes = new ArrayList<>();
        for (TruthObject object : scene.truth()) {
            if (object.className().equals(className)) {
                shapes.add(scene.spec().georeference().toWorld(shape.apply(object.pixels())));
            }
        }
        return shapes;
    }

    private static Polygon box(Polygon outline) {
        return (Polygon) new GeometryFactory().toGeometry(outline.getEnvelopeInternal());
    }

    /** Whether four corners, right angles to within the snapping of coordinates. */
    private static boolean isRectangle(Geometry geometry) {
        Coordinate[] corners = geometry.getCoordinates();
        return corners.length == 5
                && geometry.getArea()
                        > 0.995 * MinimumDiameter.getMinimumRectangle(geometry).getArea();
    }

    /** Whether the moments of a rectangle tell its sides apart. */
    private static boolean isOblong(Geometry rectangle) {
        Coordinate[] corners = rectangle.getCoordinates();
        double ratio = corners[0].distance(corners[1]) / corners[1].distance(corners[2]);
        return Math.max(ratio, 1 / ratio) > 1.1;
    }

    private static List<Geometry> found(Plugin.Result result, String className) {
        List<Geometry> found = new ArrayList<>();
        for (SimpleFeature feature : result.list()) {
            if (className.equals(feature.getAttribute("class_name"))) {
                found.add((Geometry) feature.getDefaultGeometry());
            }
        }
        return found;
    }
}
