package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.gsprelabel.merge.Agreement;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;

/** What MergeTiles takes for one object, and what it makes of it. */
class MergeTilesTest extends MergeFixture {

    @BeforeAll
    void writeScene() throws IOException {
        Scene.of(SceneSpec.of(9, 768).withoutNodata()).writeGeoTiff(folder.resolve("scene.tif"));
    }

    @Test
    void pieces_of_an_object_become_one() {
        Plugin.Result merged = merge(features(
                OWN, tile("r0_c0", GRID, pixels(30, 10, 64, 30)), tile("r0_c1", GRID, pixels(48, 10, 80, 30))));

        assertThat(merged.geometries())
                .singleElement()
                .satisfies(geometry ->
                        assertThat(geometry.equalsTopo(pixels(30, 10, 80, 30))).isTrue());
        assertThat(merged.list().get(0).getAttribute("pieces")).isEqualTo(2);
    }

    @Test
    void grids_of_different_crs_are_merged_each_by_itself() throws FactoryException, TransformException {
        // Zone 32 is left of zone 33: 15 E lies at about 911 km there.
        String other = "EPSG:32632 200x100 64/16 1.0,0.0,0.0,-1.0,911000.0,5800000.0";
        Plugin.Result merged = merge(features(
                OWN,
                tile("r0_c0", GRID, pixels(30, 10, 64, 30)),
                tile("r0_c0", other, zone32(30, 10, 64, 30)),
                tile("r0_c1", other, zone32(48, 10, 80, 30)),
                tile("r0_c1", GRID, pixels(48, 10, 80, 30))));

        assertThat(merged.list())
                .hasSize(2)
                .allSatisfy(
                        feature -> assertThat(feature.getAttribute("pieces")).isEqualTo(2));
        assertThat(merged.geometries()
                        .get(0)
                        .symDifference(zone32(30, 10, 80, 30))
                        .getArea())
                .isLessThan(1e-3);
        assertThat(merged.geometries().get(1).equalsTopo(pixels(30, 10, 80, 30)))
                .isTrue();
    }

    @Test
    void what_different_models_found_is_never_one() {
        List<SimpleFeature> features = new ArrayList<>();
        for (String model : List.of("unet@1", "yolo@2")) {
            for (SimpleFeature piece :
                    List.of(tile("r0_c0", GRID, pixels(30, 10, 64, 30)), tile("r0_c1", GRID, pixels(48, 10, 80, 30)))) {
                piece.setAttribute("model", model);
                features.add(piece);
            }
        }

        Plugin.Result merged = merge(new ListFeatureCollection(OWN, features));

        assertThat(merged.list())
                .extracting(feature -> feature.getAttribute("model"))
                .containsExactly("unet@1", "yolo@2");
        assertThat(merged.geometries())
                .allSatisfy(geometry ->
                        assertThat(geometry.equalsTopo(pixels(30, 10, 80, 30))).isTrue());
    }

    @Test
    void two_requests_over_neighbouring_regions_come_to_the_same_as_one_over_both() {
        Envelope scene = region(0, 1).getEnvelopeInternal();
        Plugin.Result left = label(region(0, 0.6));
        Plugin.Result right = label(region(0.4, 1));
        Plugin.Result both = label(new GeometryFactory().toGeometry(scene));
        List<SimpleFeature> all = new ArrayList<>(right.list());
        all.addAll(left.list());

        Plugin.Result merged = merge(new ListFeatureCollection(right.features().getSchema(), all));

        assertThat(all).hasSizeGreaterThan(both.list().size());
        assertThat(objects(merged)).isEqualTo(objects(both));
    }

    @Test
    void features_of_other_origin_are_merged_by_shape_beside_those_of_tiles() {
        Plugin.Result merged = merge(features(
                OWN,
                tile("r0_c0", GRID, pixels(30, 10, 64, 30)),
                foreign(pixels(30, 60, 40, 70), 0.8, "roof"),
                tile("r0_c1", GRID, pixels(48, 10, 80, 30)),
                foreign(pixels(32, 60, 42, 70), 0.7, "roof")));

        assertThat(merged.geometries().stream().map(Geometry::getArea)).containsExactlyInAnyOrder(120.0, 1000.0);
        assertThat(merged.notes())
                .containsExactly(
                        "features of 2 combinations of tile grid and model were merged each by itself: an object that"
                                + " several of them show stays several",
                        "2 features do not say where their tiles lie (tile_id, tile_grid): they were merged by the"
                                + " overlap of their shapes, so objects that a seam cut may still be in pieces");
    }

    @ParameterizedTest
    // 10 x 10 moved by 2: IoU 80 / 120. 4 x 4 inside of 10 x 10: IoU 0.16, all of the smaller one.
    @CsvSource({
        "2 0 12 10, IOU, 0.5, 1",
        "2 0 12 10, IOU, 0.66, 1",
        "2 0 12 10, IOU, 0.67, 2",
        "3 3 7 7, IOU, 0.5, 2",
        "3 3 7 7, IOU, 0.16, 1",
        "3 3 7 7, IOS, 1, 1",
        "2 0 12 10, IOS, 0.81, 2",
        "2 0 12 10, IOS, 0.8, 1",
    })
    void agreement_says_when_two_shapes_are_one(String other, Agreement agreement, double least, int objects) {
        double[] box =
                Arrays.stream(other.split(" ")).mapToDouble(Double::parseDouble).toArray();
        Plugin.Result merged = merge(
                features(
                        OWN,
                        foreign(pixels(0, 0, 10, 10), 0.9, "roof"),
                        foreign(pixels(box[0], box[1], box[2], box[3]), 0.8, "roof")),
                "agreement",
                agreement,
                "minAgreement",
                least);

        assertThat(merged.list()).hasSize(objects);
        assertThat(merged.report().at("/merge/agreement").asString()).isEqualTo(agreement.name());
        assertThat(merged.report().at("/merge/minAgreement").asDouble()).isEqualTo(least);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "-0.5, -0.5", "1.01, 1.01", "NaN, NaN"})
    void an_agreement_out_of_range_is_refused(double least, String value) {
        assertRefused(
                features(OWN, foreign(pixels(0, 0, 10, 10), 0.9, "roof")),
                "minAgreement must be above 0 and at most 1, got " + value,
                "minAgreement",
                least);
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void classes_matter_unless_they_do_not(boolean classAware, int objects) {
        Plugin.Result merged = merge(
                features(OWN, foreign(pixels(0, 0, 10, 10), 0.7, "roof"), foreign(pixels(1, 0, 11, 10), 0.8, "shed")),
                "classAware",
                classAware);

        assertThat(merged.list()).hasSize(objects);
        assertThat(merged.list()).anySatisfy(feature -> {
            assertThat(feature.getAttribute("class_name")).isEqualTo("shed");
            assertThat(feature.getAttribute("confidence")).isEqualTo(0.8);
        });
    }

    @Test
    void boxes_are_fused_by_their_confidence() {
        Plugin.Result merged = merge(
                features(OWN, foreign(pixels(0, 0, 10, 10), 0.8, "roof"), foreign(pixels(3, 0, 13, 10), 0.4, "roof")),
                "merge",
                MergeStrategy.WEIGHTED);

        // A third of the way from 0 to 3 and from 10 to 13; 70 / 130 of the two is shared.
        assertThat(merged.list()).singleElement().satisfies(feature -> {
            Envelope box = ((Geometry) feature.getDefaultGeometry()).getEnvelopeInternal();
            assertThat(box.getMinX()).isCloseTo(LEFT + 1, within(1e-6));
            assertThat(box.getMaxX()).isCloseTo(LEFT + 11, within(1e-6));
            assertThat((Double) feature.getAttribute("confidence")).isCloseTo(0.6, within(1e-12));
        });
    }

    @Test
    void shapes_that_are_no_boxes_are_not_fused() throws ParseException {
        Geometry triangle = wkt("POLYGON ((0 0, 10 0, 5 10, 0 0))");
        for (SimpleFeature feature : List.of(tile("r0_c0", GRID, triangle), foreign(triangle, 0.9, "roof"))) {
            assertRefused(
                    features(OWN, feature),
                    "merge WEIGHTED is for boxes along rows and columns, got a shape of 4 vertices of class roof in tile"
                            + " r0_c0; UNION, BEST and LARGEST take any shape",
                    "merge",
                    MergeStrategy.WEIGHTED);
        }
    }

    @ParameterizedTest
    @EnumSource(MergeStrategy.class)
    void many_copies_of_one_square_are_one(MergeStrategy strategy) {
        int copies = 200_000;
        for (SimpleFeature square :
                List.of(tile("r0_c0", GRID, pixels(0, 0, 9, 9)), foreign(pixels(0, 0, 9, 9), 0.9, "roof"))) {
            Plugin.Result merged =
                    merge(new ListFeatureCollection(OWN, Collections.nCopies(copies, square)), "merge", strategy);

            boolean merges = strategy != MergeStrategy.NONE;
            assertThat(merged.features().size()).isEqualTo(merges ? 1 : copies);
            assertThat(merged.report().at("/merge/largestGroup").asInt()).isEqualTo(merges ? copies : 1);
            if (merges) {
                assertThat(merged.list().get(0).getAttribute("pieces")).isEqualTo(copies);
            }
        }
    }

    private Plugin.Result label(Geometry region) {
        return plugin.preLabel(
                "coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", 256, "roi", region, "minArea", 5.0);
    }

    /** A part of the scene, from left to right. */
    private static Geometry region(double from, double to) {
        Geometry pixels = new GeometryFactory().toGeometry(new Envelope(from * 768, to * 768, 0, 768));
        return SceneSpec.of(9, 768).georeference().toWorld((Polygon) pixels);
    }

    /** All that says what an object is, by id; how many pieces it was made of is counted once for each request. */
    private static Map<String, String> objects(Plugin.Result result) {
        Map<String, String> objects = new TreeMap<>();
        for (SimpleFeature feature : result.list()) {
            objects.put(
                    feature.getID(),
                    feature.getDefaultGeometry() + " " + feature.getAttribute("class_name") + " "
                            + feature.getAttribute("confidence") + " " + feature.getAttribute("area_m2") + " "
                            + feature.getAttribute("tile_id") + " " + feature.getAttribute("tile_edge") + " "
                            + feature.getAttribute("timestamp"));
        }
        return objects;
    }

    private static Geometry zone32(double left, double top, double right, double bottom)
            throws FactoryException, TransformException {
        return JTS.transform(
                new GeometryFactory()
                        .toGeometry(new Envelope(911_000 + left, 911_000 + right, TOP - bottom, TOP - top)),
                CRS.findMathTransform(crs("EPSG:32632"), crs("EPSG:32633"), true));
    }
}
