package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** Prompts that cannot be asked: counted where others can, else refused in one sentence. */
class PromptInputTest extends PromptFixture {

    @Test
    void prompts_that_cannot_be_answered_are_counted_and_only_tiles_with_prompts_are_run() {
        Geometry roof = inOneWindow().get(0);
        Prompts prompts = new Prompts(UTM, UTM)
                .add(roof.getInteriorPoint(), null, null, null)
                .add(at(-3, 10), "outside", null, null)
                .add(at(SIZE + 0.5, 10), "just outside", null, null)
                .add(at(SIZE - 2, SIZE - 2), "on nodata", null, null)
                .add(box(SIZE + 5, 10, SIZE + 50, 60), "box outside", null, null);

        Plugin.Result result = run("roofs-sam1", prompts);

        assertThat(result.list())
                .singleElement()
                .satisfies(
                        feature -> assertThat(feature.getAttribute("prompt_id")).isEqualTo("#1"));
        assertThat(result.report().at("/prompts/given").asInt()).isEqualTo(5);
        assertThat(result.report().at("/prompts/answered").asInt()).isEqualTo(1);
        assertThat(result.report().at("/rejected/outsideRaster").asInt()).isEqualTo(3);
        assertThat(result.report().at("/rejected/nodata").asInt()).isEqualTo(1);
        // That of the roof and that of the nodata, of four.
        assertThat(result.report().at("/tiles/total").asInt()).isEqualTo(2);
        assertThat(result.report().at("/tiles/skipped").asInt()).isZero();
    }

    @Test
    void a_point_that_cannot_be_used_is_left_out_and_fails_no_other_prompt() {
        List<Geometry> roofs = inOneWindow();
        Prompts prompts = new Prompts("EPSG:4326", "EPSG:4326")
                .add(degrees(roofs.get(0).getInteriorPoint()), "good", "roof", null)
                .add(degrees(roofs.get(1).getInteriorPoint()), "one of two", "roof", null)
                .add(nowhere(), "one of two", null, null)
                .add(nowhere(), "none of two", "shed", null)
                .add(degrees(roofs.get(2).getInteriorPoint()), "none of two", null, null, false);

        Plugin.Result result = run("roofs-sam1", prompts);

        assertThat(result.list())
                .extracting(feature -> feature.getAttribute("prompt_id"))
                .containsExactlyInAnyOrder("good", "one of two");
        for (SimpleFeature feature : result.list()) {
            Geometry roof = roofs.get(feature.getAttribute("prompt_id").equals("good") ? 0 : 1);
            assertThat(iou((Geometry) feature.getDefaultGeometry(), roof)).isGreaterThanOrEqualTo(0.8);
        }
        assertThat(result.report().at("/prompts/given").asInt()).isEqualTo(3);
        assertThat(result.report().at("/prompts/answered").asInt()).isEqualTo(2);
        assertThat(result.report().at("/rejected").toString()).isEqualTo("{\"outsideRaster\":1}");
        assertThat(result.report().at("/notes/0").asString())
                .isEqualTo(
                        "1 point, box or polygon was left out of prompts (outsideRaster); the prompts were asked without");
        // The class of the prompt that could not be used is known all the same.
        assertThat(run("roofs-sam1", prompts, "classes", "shed").list()).isEmpty();
    }

    @Test
    void a_request_without_a_usable_prompt_has_an_empty_answer() {
        Plugin.Result result =
                run("roofs-sam1", new Prompts("EPSG:4326", "EPSG:4326").add(nowhere(), null, null, null));

        assertThat(result.list()).isEmpty();
        assertThat(result.report().at("/prompts/given").asInt()).isEqualTo(1);
        assertThat(result.report().at("/rejected/outsideRaster").asInt()).isEqualTo(1);
        assertThat(result.report().at("/notes/0").asString()).isEqualTo("no prompt could be asked; rejected says why");
    }

    @Test
    void an_empty_collection_is_refused() {
        assertRefused(
                inputs("roofs-sam1", new Prompts(UTM, UTM)),
                "prompts must have at least one feature, got an empty collection");
    }

    @Test
    void prompts_without_a_reference_system_are_refused() {
        SimpleFeatureTypeBuilder type = new SimpleFeatureTypeBuilder();
        type.setName("prompts");
        type.add("geometry", Geometry.class);
        SimpleFeatureType schema = type.buildFeatureType();
        SimpleFeatureCollection features = new ListFeatureCollection(
                schema, List.of(SimpleFeatureBuilder.build(schema, new Object[] {at(10, 10)}, "p")));
        Map<String, Object> inputs = Plugin.inputs("coverageName", "scene.tif", "model", "roofs-sam1");
        inputs.put("prompts", features);

        assertRefused(inputs, "prompts have no coordinate reference system; say in which their coordinates are");
    }

    @Test
    void a_line_is_no_prompt() {
        assertRefused(
                inputs(
                        "roofs-sam1",
                        new Prompts(UTM, UTM)
                                .add(
                                        GEOMETRIES.createLineString(
                                                new Coordinate[] {at(1, 1).getCoordinate(), at(9, 9).getCoordinate()}),
                                        "x",
                                        null,
                                        null)),
                "prompts must be points, multipoints, boxes or polygons, got a LineString in prompt 'x'");
    }

    @Test
    void a_detector_does_not_answer_prompts() {
        assertRefused(
                inputs("roofs-yolov5", new Prompts(UTM, UTM).add(at(10, 10), null, null, null)),
                "prompts are for models that answer them, model 'roofs-yolov5' of the family yolo finds objects by itself;"
                        + " leave prompts away, or choose another model");
    }

    @Test
    void a_box_for_a_model_of_points_is_refused() {
        assertRefused(
                inputs("roofs-sam-hf", new Prompts(UTM, UTM).add(box(10, 10, 60, 60), "b", null, null)),
                "model 'roofs-sam-hf' takes points only, prompt 'b' is a box or polygon; give a point inside instead");
    }

    @Test
    void classes_that_no_prompt_has_are_refused() {
        Map<String, Object> inputs = inputs("roofs-sam1", new Prompts(UTM, UTM).add(at(10, 10), null, "roof", null));
        inputs.put("classes", "tree");

        assertRefused(inputs, "classes [tree] are not known to the collection of prompts; it has [roof]");
    }

    /** A place that no CRS of the earth has. */
    private static Geometry nowhere() {
        return GEOMETRIES.createPoint(new Coordinate(15, 100));
    }

    private static Geometry degrees(Geometry utm) {
        try {
            return JTS.transform(
                    utm, CRS.findMathTransform(CRS.decode(UTM, true), CRS.decode("EPSG:4326", true), true));
        } catch (FactoryException | TransformException e) {
            throw new IllegalStateException(e);
        }
    }
}
