package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.process.ProcessException;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;

/** Ways to tell which of the objects of one tile are the same, over a scene, against its true roofs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NmsTest {

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

    /** Boxes of neighbouring roofs overlap, the roofs do not. */
    @Test
    void by_their_masks_neighbours_stay_apart_that_boxes_would_take_for_one() {
        Plugin.Result masks = run("roofs-yolo-seg", "measure=mask iou=0 class_aware=false");
        Plugin.Result boxes = run("roofs-yolo-seg", "measure=box iou=0 class_aware=false");

        Score byMasks = Score.of(truth(), masks.geometries(), 0.5);
        Score byBoxes = Score.of(truth(), boxes.geometries(), 0.5);
        assertThat(byMasks.precision()).as("%s", byMasks).isGreaterThanOrEqualTo(0.95);
        assertThat(byMasks.recall()).as("%s", byMasks).isGreaterThanOrEqualTo(0.95);
        assertThat(byMasks.duplicates()).isZero();
        assertThat(byBoxes.matches()).as("%s", byBoxes).isLessThan(byMasks.matches());
        assertThat(masks.report().at("/rejected/suppressed").asInt()).isPositive();
    }

    /** What greedy suppression keeps is still there, weaker where a stronger neighbour overlaps it; and so are duplicates. */
    @Test
    void soft_suppression_lowers_scores_and_drops_nothing_before_they_are_too_low() {
        Plugin.Result greedy = run("roofs-yolov8", "", "minConfidence", 0.5);
        Plugin.Result soft = run("roofs-yolov8", "method=soft-gaussian sigma=0.5", "minConfidence", 0.01);

        Map<String, Double> kept = confidences(greedy);
        Map<String, Double> lowered = confidences(soft);
        assertThat(kept).hasSizeGreaterThan(30);
        assertThat(lowered).containsKeys(kept.keySet().toArray(String[]::new));
        assertThat(kept)
                .allSatisfy(
                        (object, confidence) -> assertThat(lowered.get(object)).isLessThanOrEqualTo(confidence));
        assertThat(Collections.max(lowered.values())).isEqualTo(Collections.max(kept.values()));
        assertThat(soft.list())
                .hasSizeGreaterThan(greedy.list().size())
                .anyMatch(feature -> (Double) feature.getAttribute("confidence") < 0.25);
    }

    @Test
    void neither_threads_nor_batches_matter() {
        String soft = "method=soft-linear iou=0.1";
        List<String> alone = run("roofs-yolo-seg", soft, "tileSize", 320, "threads", 1, "batch", 1)
                .texts();

        assertThat(alone).hasSizeGreaterThan(20);
        assertThat(run("roofs-yolo-seg", soft, "tileSize", 320, "threads", 3, "batch", 4)
                        .texts())
                .isEqualTo(alone);
    }

    @Test
    void turned_boxes_are_compared_by_the_area_that_they_share() {
        Plugin.Result exact = run("roofs-yolo-obb", "measure=turned-box iou=0.1", "tileSize", 640);
        Plugin.Result all = run("roofs-yolo-obb", "measure=turned-box iou=1", "tileSize", 640);

        Score score = Score.of(truth(), exact.geometries(), 0.3);
        assertThat(score.recall()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.duplicates()).isZero();
        assertThat(exact.report().at("/rejected/suppressed").asInt()).isPositive();
        assertThat(all.report().at("/rejected").has("suppressed")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            roofs-yolov8   | measure=mask   | nms: measure must be box for the family yolo, got 'mask'
            roofs-yolo-obb | measure=box    | nms: measure must be turned-box or prob-iou for the family yolo-obb, got 'box'
            roofs-yolo-seg | iou=1.5        | nms: iou must be from 0 to 1, got 1.5
            roofs-yolo-seg | method=fast    | nms: method must be one of greedy, soft-linear, soft-gaussian, got 'fast'
            roofs-yolo-seg | method=soft-gaussian sigma=0 | nms: sigma must be above 0 and at most 100, got 0.0
            roofs-yolo-nms | iou=0.5        | nms says which of overlapping objects are the same, but model 'roofs-yolo-nms' of the family yolo has chosen in its graph already; leave nms away
            roofs-detr     | iou=0.5        | nms says which of overlapping objects are the same, but model 'roofs-detr' of the family detr gives every object once, unless its descriptor has nms or a defaults.iou below 1; leave nms away
            roofs-semseg   | iou=0.5        | nms says which of overlapping objects are the same, but model 'roofs-semseg' of the family semseg gives every pixel its class; leave nms away
            """)
    void what_a_model_cannot_do_is_refused(String model, String nms, String message) {
        assertThatThrownBy(() -> run(model, nms))
                .isInstanceOf(ProcessException.class)
                .hasMessage(message);
    }

    /** What tiles saw as it is, so that one object of the result is one of a tile. */
    private Plugin.Result run(String model, String nms, Object... more) {
        Object[] inputs = new Object[more.length + 10];
        System.arraycopy(
                new Object[] {"coverageName", "scene.tif", "model", model, "nms", nms, "minArea", 5.0, "merge"},
                0,
                inputs,
                0,
                9);
        inputs[9] = model.equals("roofs-yolov8") ? MergeStrategy.NONE : MergeStrategy.UNION;
        System.arraycopy(more, 0, inputs, 10, more.length);
        return plugin.preLabel(inputs);
    }

    /** By tile, class and shape; the highest where the head gave one box several times. */
    private static Map<String, Double> confidences(Plugin.Result result) {
        Map<String, Double> confidences = new TreeMap<>();
        for (SimpleFeature feature : result.list()) {
            confidences.merge(
                    feature.getAttribute("tile_id") + " " + feature.getAttribute("class_name") + " "
                            + feature.getDefaultGeometry(),
                    (Double) feature.getAttribute("confidence"),
                    Math::max);
        }
        return confidences;
    }

    private List<Geometry> truth() {
        List<Geometry> shapes = new ArrayList<>();
        for (TruthObject object : scene.truth()) {
            if (object.className().endsWith("roof")) {
                shapes.add(scene.spec().georeference().toWorld(object.pixels()));
            }
        }
        return shapes;
    }
}
