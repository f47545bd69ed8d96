package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.geotools.api.feature.simple.SimpleFeature;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.testdata.TruthObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.JsonNode;

/** Answers to prompts. */
class PromptTest extends PromptFixture {

    @ParameterizedTest
    @ValueSource(strings = {"roofs-sam1", "roofs-sam2", "roofs-sam-hf"})
    void a_point_on_every_roof_gives_every_roof_with_what_its_prompt_says(String model) {
        Prompts prompts = new Prompts(UTM, "EPSG:4326");
        Map<String, Geometry> truth = new TreeMap<>();
        for (TruthObject roof : scene.truth()) {
            String id = "r" + truth.size();
            Geometry outline = world(roof.pixels());
            truth.put(id, outline);
            prompts.add(outline.getInteriorPoint(), id, roof.className(), "no. " + id);
        }

        Plugin.Result result = run(model, prompts);

        assertThat(result.list()).hasSameSizeAs(scene.truth());
        for (SimpleFeature feature : result.list()) {
            String id = (String) feature.getAttribute("prompt_id");
            assertThat(iou((Geometry) feature.getDefaultGeometry(), Objects.requireNonNull(truth.get(id))))
                    .as("%s", id)
                    .isGreaterThanOrEqualTo(0.8);
            TruthObject roof = scene.truth().get(Integer.parseInt(id.substring(1)));
            assertThat(feature.getAttribute("class_name")).isEqualTo(roof.className());
            assertThat(feature.getAttribute("label")).isEqualTo("no. " + id);
            assertThat((Double) feature.getAttribute("confidence")).isBetween(0.5, 1.0);
            assertThat(feature.getAttribute("mask_iou")).isNull();
            assertThat(feature.getAttribute("tile_edge")).isEqualTo("");
        }
        assertThat(result.report().at("/prompts/given").asInt()).isEqualTo(truth.size());
        assertThat(result.report().at("/prompts/answered").asInt()).isEqualTo(truth.size());
        assertThat(result.report().at("/tiles/run").asInt()).isEqualTo(4);
        assertThat(result.report().at("/notes").valueStream().map(JsonNode::asString))
                .allMatch(note -> note.startsWith("embeddings: "));
    }

    @ParameterizedTest
    @CsvSource({"roofs-sam1, true", "roofs-sam1, false", "roofs-efficientsam, false", "roofs-sam2-hf, true"})
    void a_box_or_a_rough_outline_of_every_roof_gives_every_roof(String model, boolean boxes) {
        Prompts prompts = new Prompts(UTM, UTM);
        List<Geometry> truth = truth();
        for (int i = 0; i < truth.size(); i++) {
            Geometry rough = truth.get(i).buffer(0.75);
            Geometry shape = boxes ? rough.getEnvelope() : rough.convexHull();
            prompts.add(shape, "r" + i, null, null);
        }

        Plugin.Result result = run(model, prompts);

        // The model answers a box with the roofs that lie in it for the most part. A roof at the edge of the raster
        // goes on in
        // its reflection, so that half of it lies outside the box.
        assertThat(result.list()).hasSizeGreaterThanOrEqualTo((int) Math.ceil(0.96 * truth.size()));
        assertThat(result.report().at("/rejected/emptyShape").asInt(0))
                .isEqualTo(truth.size() - result.list().size());
        for (SimpleFeature feature : result.list()) {
            int roof = Integer.parseInt(((String) feature.getAttribute("prompt_id")).substring(1));
            assertThat(iou((Geometry) feature.getDefaultGeometry(), truth.get(roof)))
                    .as("roof %s", roof)
                    .isGreaterThanOrEqualTo(0.8);
            assertThat(feature.getAttribute("class_name")).isEqualTo("object");
            assertThat(feature.getAttribute("label")).isNull();
        }
    }

    @Test
    void points_of_one_id_are_one_object_and_a_background_point_takes_its_roof_away() {
        List<Geometry> truth = inOneWindow();
        Geometry a = truth.get(0);
        Geometry b = truth.get(1);
        Prompts prompts = new Prompts(UTM, "EPSG:3857")
                .add(a.getInteriorPoint(), "both", "pair", null)
                .add(b.getInteriorPoint(), "both", null, null)
                .add(a.getInteriorPoint(), "one", "pair", null, true)
                .add(b.getInteriorPoint(), "one", "pair", null, false);

        Plugin.Result result = run("roofs-sam1", prompts);

        assertThat(result.list()).hasSize(2);
        for (SimpleFeature feature : result.list()) {
            boolean both = feature.getAttribute("prompt_id").equals("both");
            assertThat(iou((Geometry) feature.getDefaultGeometry(), both ? a.union(b) : a))
                    .isGreaterThanOrEqualTo(0.8);
        }
    }

    @Test
    void two_prompts_on_one_roof_are_two_objects_whatever_merging_is_asked_for() {
        Geometry roof = truth().get(0);
        Prompts prompts = new Prompts(UTM, UTM)
                .add(roof.getInteriorPoint(), "a", "roof", null)
                .add(roof.getInteriorPoint(), "b", "roof", null);

        for (MergeStrategy strategy : EnumSet.complementOf(EnumSet.of(MergeStrategy.WEIGHTED))) {
            List<SimpleFeature> found =
                    run("roofs-sam1", prompts, "merge", strategy).list();

            assertThat(found)
                    .extracting(feature -> feature.getAttribute("prompt_id"))
                    .containsExactlyInAnyOrder("a", "b");
            assertThat(found).extracting(SimpleFeature::getID).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_region_keeps_the_answers_that_share_a_point_with_it() {
        List<Geometry> truth = truth();
        Prompts prompts = new Prompts(UTM, UTM);
        for (int i = 0; i < truth.size(); i++) {
            prompts.add(truth.get(i).getInteriorPoint(), "r" + i, null, null);
        }
        Geometry region = box(300, 300, 900, 700);
        List<String> expected = new ArrayList<>();
        for (SimpleFeature feature : run("roofs-sam1", prompts).list()) {
            if (((Geometry) feature.getDefaultGeometry()).intersects(region)) {
                expected.add(feature.getID() + " " + feature.getAttributes());
            }
        }

        Plugin.Result part = run("roofs-sam1", prompts, "roi", region);

        assertThat(expected).hasSizeGreaterThan(3).hasSizeLessThan(truth.size());
        assertThat(part.texts()).isEqualTo(expected);
        assertThat(part.report().at("/rejected/outsideRoi").asInt()).isEqualTo(truth.size() - expected.size());
    }

    @Test
    void an_answer_that_its_tile_cuts_is_marked_and_noted() {
        Geometry roof = inOneWindow().get(0);
        Envelope pixels = pixels(roof);

        // Tiles of a quarter of the roof: whichever answers sees a part of it.
        Plugin.Result result = run(
                "roofs-sam1", new Prompts(UTM, UTM).add(roof.getInteriorPoint(), null, null, null), "tileSize", (int)
                        Math.max(8, Math.min(pixels.getWidth(), pixels.getHeight()) / 2));

        assertThat(result.list())
                .singleElement()
                .satisfies(feature ->
                        assertThat((String) feature.getAttribute("tile_edge")).isNotEmpty());
        assertThat(result.report().at("/notes/0").asString()).startsWith("1 answer reaches the side of the tile");
    }

    @Test
    void what_the_tile_of_a_prompt_does_not_see_is_left_out_and_noted() {
        Geometry roof = inOneWindow().get(0);
        Geometry corner = at(SIZE - 3, SIZE - 3);

        Plugin.Result far = run(
                "roofs-sam1", new Prompts(UTM, UTM).add(roof, "r", "roof", null).add(corner, "r", null, null, false));
        assertThat(far.texts())
                .isEqualTo(run("roofs-sam1", new Prompts(UTM, UTM).add(roof, "r", "roof", null))
                        .texts());
        assertThat(far.report().at("/notes").valueStream().map(JsonNode::asString))
                .contains("1 point, box or polygon was left out of prompts (promptTooLarge); the prompts were"
                        + " asked without");

        // 200 to 1397: the window 0 to 1024 lacks less of it than 896 to 1920.
        Geometry first = at(200, 200);
        Plugin.Result apart = run(
                "roofs-sam1",
                new Prompts(UTM, UTM).add(first, "r", "roof", null).add(corner, "r", null, null, true));
        assertThat(apart.report().at("/notes").valueStream().map(JsonNode::asString))
                .contains(
                        "1 point, box or polygon was left out of prompts (promptTooLarge); the prompts were asked"
                                + " without",
                        "1 prompt fits into no tile, and only its part in one tile was asked: a larger tileSize or a"
                                + " coarser resolution shows it whole");
    }

    @Test
    void threads_and_batch_change_no_byte() {
        List<Geometry> truth = truth();
        Prompts prompts = new Prompts(UTM, "EPSG:4326");
        for (int i = 0; i < truth.size(); i++) {
            prompts.add(i % 2 == 0 ? truth.get(i).getInteriorPoint() : truth.get(i), "r" + i, "roof", null);
        }
        List<String> reference =
                run("roofs-mobilesam", prompts, "threads", 1, "batch", 1).texts();

        assertThat(reference).hasSizeGreaterThan(truth.size() / 2);
        assertThat(run("roofs-mobilesam", prompts, "threads", 3, "batch", 4).texts())
                .isEqualTo(reference);
    }

    @Test
    void a_chain_of_processes_keeps_prompts_apart_and_loses_nothing() {
        List<Geometry> truth = truth();
        Prompts prompts = new Prompts(UTM, UTM);
        for (int i = 0; i < truth.size(); i++) {
            prompts.add(truth.get(i).getInteriorPoint(), "r" + i, "roof", i % 3 == 0 ? "third" : null);
            prompts.add(truth.get(i).getInteriorPoint(), "again r" + i, "roof", null);
        }
        Plugin.Result once = run("roofs-sam1", prompts, "minArea", 60.0);

        Plugin.Result pieces = run("roofs-sam1", prompts, "merge", MergeStrategy.NONE);
        Plugin.Result merged = plugin.execute("MergeTiles", Plugin.inputs("features", pieces.features()));
        Plugin.Result filtered =
                plugin.execute("FilterPredictions", Plugin.inputs("features", merged.features(), "minArea", 60.0));

        assertThat(merged.list()).hasSize(2 * truth.size());
        assertThat(filtered.texts()).isEqualTo(once.texts());
    }

    private static Envelope pixels(Geometry world) {
        return scene.truth().stream()
                .filter(roof -> world(roof.pixels()).equals(world))
                .findFirst()
                .orElseThrow()
                .pixels()
                .getEnvelopeInternal();
    }
}
