package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.testdata.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;

/** Promptable models without prompts: as segmenters of what detectors find, and looking for everything. */
class SegmenterTest extends PromptFixture {

    @ParameterizedTest
    @CsvSource({"roofs-yolov5, roofs-sam1, 1408", "roofs-yolo-seg, roofs-sam2, 640", "roofs-rtdetr, roofs-mobilesam, 0"
    })
    void a_segmenter_makes_masks_of_what_a_detector_finds_and_both_scores_are_kept(
            String detector, String segmenter, int tileSize) {
        Map<String, Object> inputs = Plugin.inputs("coverageName", "scene.tif", "model", detector, "minArea", 5.0);
        if (tileSize > 0) {
            inputs.put("tileSize", tileSize);
        }
        inputs.put("timestamp", "2026-01-02T03:04:05Z");
        Plugin.Result boxes = plugin.execute("PreLabelCoverage", inputs);
        inputs.put("segmenter", segmenter);

        Plugin.Result masks = plugin.execute("PreLabelCoverage", inputs);

        List<Geometry> truth = truth();
        Score score = Score.of(truth, masks.geometries(), 0.8);
        assertThat(score.recall()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.precision()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(masks.list()).allSatisfy(feature -> {
            assertThat((Double) feature.getAttribute("mask_iou")).isBetween(0.3, 1.0);
            assertThat((String) feature.getAttribute("model"))
                    .matches(detector + "@[0-9a-f]{12}\\+" + segmenter + "@[0-9a-f]{12}");
            // The detector sees the roof with the same confidence and class.
            assertThat(boxes.list()).anySatisfy(box -> {
                assertThat(box.getAttribute("confidence")).isEqualTo(feature.getAttribute("confidence"));
                assertThat(box.getAttribute("class_name")).isEqualTo(feature.getAttribute("class_name"));
                assertThat(((Geometry) box.getDefaultGeometry()).intersects((Geometry) feature.getDefaultGeometry()))
                        .isTrue();
            });
        });
        assertThat(boxes.list())
                .allSatisfy(box -> assertThat(box.getAttribute("mask_iou")).isNull());
    }

    @Test
    void grounded_masks_do_not_depend_on_threads_and_batch() {
        Map<String, Object> inputs =
                Plugin.inputs("coverageName", "scene.tif", "model", "roofs-yolov5", "segmenter", "roofs-sam1");
        inputs.put("tileSize", 512);
        inputs.put("timestamp", "2026-01-02T03:04:05Z");
        inputs.put("threads", 1);
        List<String> reference = plugin.execute("PreLabelCoverage", inputs).texts();
        inputs.put("threads", 3);
        inputs.put("batch", 4);

        assertThat(reference).isNotEmpty();
        assertThat(plugin.execute("PreLabelCoverage", inputs).texts()).isEqualTo(reference);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roofs-yolov5 | roofs-semseg | segmenter must be a model that answers prompts, got 'roofs-semseg' of the"
                        + " family semseg",
                "roofs-sam1 | roofs-sam2 | a segmenter makes masks of what a detector finds, but model 'roofs-sam1' of the"
                        + " family sam1 is no detector; leave segmenter away, or choose another model",
                "roofs-yolov5 | roofs-sam-hf | segmenter 'roofs-sam-hf' takes points only, and boxes of a detector are"
                        + " boxes; choose one that takes boxes"
            })
    void a_segmenter_that_cannot_be_is_refused(String model, String segmenter, String message) {
        assertRefused(Plugin.inputs("coverageName", "scene.tif", "model", model, "segmenter", segmenter), message);
    }

    @Test
    void prompts_and_a_segmenter_are_refused_together() {
        Map<String, Object> inputs = inputs("roofs-sam1", new Prompts(UTM, UTM).add(at(10, 10), null, null, null));
        inputs.put("segmenter", "roofs-sam2");

        assertRefused(
                inputs,
                "give prompts or a segmenter, not both: a segmenter makes masks of what a detector finds, and prompts say"
                        + " themselves where objects are");
    }

    @ParameterizedTest
    @CsvSource({"roofs-sam1, 1024"})
    void without_prompts_everything_is_found_and_every_roof_once(String model, int tileSize) {
        Plugin.Result result = plugin.preLabel(
                "coverageName",
                "scene.tif",
                "model",
                model,
                "tileSize",
                tileSize,
                "maskGenerator",
                "points_per_side=48, stability_score_thresh=0.85");

        List<Geometry> truth = truth();
        Score score = Score.of(truth, result.geometries(), 0.8);
        assertThat(score.recall()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.duplicates()).as("%s", score).isZero();
        assertThat(result.list()).allSatisfy(feature -> {
            assertThat(feature.getAttribute("class_name")).isEqualTo("object");
            assertThat(feature.getAttribute("prompt_id")).isNull();
        });
        assertThat(result.report().at("/merge/groups").asInt()).isPositive();
    }

    @Test
    void a_lower_threshold_of_the_generator_finds_more_and_worse() {
        Plugin.Result usual = everything("points_per_side=8");
        Plugin.Result all = everything("points_per_side=8, pred_iou_thresh=0, stability_score_thresh=0");

        assertThat(confidences(usual)).isNotEmpty().allMatch(confidence -> confidence > 0.88);
        assertThat(confidences(all)).hasSizeGreaterThan(usual.list().size()).anyMatch(confidence -> confidence < 0.88);
    }

    private static Plugin.Result everything(String maskGenerator) {
        return plugin.preLabel(
                "coverageName",
                "scene.tif",
                "model",
                "roofs-mobilesam",
                "maskGenerator",
                maskGenerator,
                "merge",
                MergeStrategy.NONE);
    }

    private static List<Double> confidences(Plugin.Result result) {
        return result.list().stream()
                .map(feature -> (Double) feature.getAttribute("confidence"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roofs-yolov5 | points_per_side=8 | maskGenerator says how a model that answers prompts looks for everything"
                        + " when there are none; model 'roofs-yolov5' of the family yolo is no such model",
                "roofs-sam1 | points_per_side=0 | points_per_side must be from 1 to 256, got 0"
            })
    void a_mask_generator_that_cannot_be_is_refused(String model, String text, String message) {
        assertRefused(Plugin.inputs("coverageName", "scene.tif", "model", model, "maskGenerator", text), message);
    }
}
