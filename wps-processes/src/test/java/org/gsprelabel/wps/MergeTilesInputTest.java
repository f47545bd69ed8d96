package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;

/** Whatever collection MergeTiles is given, it merges what can be merged, counts the rest, or refuses in one sentence. */
class MergeTilesInputTest extends MergeFixture {

    @Test
    void geometries_that_are_none_are_counted() throws ParseException {
        List<Geometry> bad = Arrays.asList(
                null,
                new GeometryFactory().createPolygon(),
                new GeometryFactory().createMultiPolygon(),
                wkt("POINT (1 1)"),
                wkt("LINESTRING (0 0, 1 1)"),
                wkt("POLYGON ((0 0, 5 5, 10 10, 0 0))"),
                wkt("POLYGON ((3 3, 3 3, 3 3, 3 3))"),
                ring(Double.NaN, TOP),
                ring(LEFT, Double.NaN),
                ring(Double.POSITIVE_INFINITY, TOP),
                ring(LEFT, Double.NEGATIVE_INFINITY),
                ring(1e300, 1e300),
                ring(-1e300, TOP),
                ring(Double.MAX_VALUE, -Double.MAX_VALUE));
        for (boolean tiled : new boolean[] {true, false}) {
            List<SimpleFeature> features = new ArrayList<>();
            for (Geometry geometry : bad) {
                features.add(tiled ? tile("r0_c0", GRID, geometry) : foreign(geometry, 0.9, "roof"));
            }
            features.add(tiled ? tile("r0_c0", GRID, pixels(0, 0, 9, 9)) : foreign(pixels(0, 0, 9, 9), 0.9, "roof"));

            Plugin.Result merged = merge(new ListFeatureCollection(OWN, features));

            assertThat(merged.list()).hasSize(1);
            assertThat(merged.rejected()).isEqualTo(Map.of("badGeometry", bad.size()));
            assertThat(merged.report().at("/featuresIn").asInt()).isEqualTo(bad.size() + 1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POLYGON ((0 0, 0 10, 10 0, 10 10, 0 0))                     | 50",
                "POLYGON ((0 0, 10 0, 10 0, 10 10, 10 10, 10 10, 0 10, 0 0)) | 100",
                "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (0 0, 10 0, 10 10, 0 10, 0 0)) | 100",
                "POLYGON ((0 0, 10 0, 20 0, 10 0, 10 10, 0 10, 0 0))         | 100",
                "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((5 0, 15 0, 15 10, 5 10, 5 0))) | 150"
            })
    void geometries_that_are_invalid_are_mended(String text, double area) throws ParseException {
        for (SimpleFeature feature : List.of(tile("r0_c0", GRID, wkt(text)), foreign(wkt(text), 0.9, "roof"))) {
            Plugin.Result merged = merge(features(OWN, feature));

            if (text.contains("), (0 0, 10 0")) {
                // A hole as large as its polygon leaves nothing.
                assertThat(merged.rejected()).isEqualTo(Map.of("badGeometry", 1));
            } else {
                assertThat(merged.geometries()).singleElement().satisfies(geometry -> {
                    assertThat(geometry.isValid()).isTrue();
                    assertThat(geometry.getArea()).isCloseTo(area, within(1e-6));
                });
            }
        }
    }

    @Test
    void attributes_that_cannot_be_used_are_counted() {
        Geometry square = pixels(0, 0, 10, 10);
        Plugin.Result merged = merge(features(
                OWN,
                own(square, null, "roof", null, null, null),
                own(square, Double.NaN, "roof", null, null, null),
                own(square, 1.01, "roof", null, null, null),
                own(square, -0.1, "roof", null, null, null),
                own(square, 0.9, null, null, null, null),
                own(square, 0.9, " ", null, null, null),
                own(square, 0.9, "roof", "r0_c0", GRID, 0),
                own(square, 0.9, "roof", "r0_c0", GRID, -7),
                own(square, 0.9, "roof", "r0_c0", GRID, 1)));

        assertThat(merged.list()).hasSize(1);
        assertThat(merged.rejected()).isEqualTo(Map.of("badAttribute", 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "",
                "EPSG:32633 200x100 64/16",
                "EPSG:999999 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "NOWHERE:1 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:4978 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:4979 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:5773 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 0x0 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 200x100 64/32 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 200x100 4/0 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 99999999999x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 999999999x999999999 8/3 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 200x100 64/16 1.0,0.0,0.0,0.0,500000.0,5800000.0",
                "EPSG:32633 200x100 64/16 1E999,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 200x100 64/16 NaN,0.0,0.0,-1.0,500000.0,5800000.0"
            })
    void a_tile_grid_that_makes_no_sense_is_counted(String grid) {
        Plugin.Result merged = merge(
                features(OWN, tile("r0_c0", grid, pixels(30, 10, 64, 30)), tile("r0_c0", GRID, pixels(0, 0, 9, 9))));

        assertThat(merged.list()).hasSize(1);
        assertThat(merged.rejected()).isEqualTo(Map.of("badAttribute", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r2_c0", "r0_c4", "r999999999_c0", "r9999999999_c0", "tile 7", "r-1_c0", " "})
    void a_tile_outside_of_its_grid_is_counted(String id) {
        Plugin.Result merged =
                merge(features(OWN, tile(id, GRID, pixels(30, 10, 64, 30)), tile("r0_c0", GRID, pixels(0, 0, 9, 9))));

        assertThat(merged.list()).hasSize(1);
        assertThat(merged.rejected()).isEqualTo(Map.of("badAttribute", 1));
    }

    /** The grid is one, but not the one that the shapes come from: nothing fails, and nothing is lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "EPSG:32633 200x100 64/16 1.0,0.0,0.0,-1.0,0.0,0.0",
                "EPSG:32633 200x100 64/16 1.0E-5,0.0,0.0,-1.0E-5,500000.0,5800000.0",
                "EPSG:32633 999999999x999999999 64/16 0.01,0.0,0.0,-0.01,500000.0,9000000.0",
                "EPSG:32633 999999999x999999999 16/0 0.001,0.0,0.0,-0.001,500000.0,5800000.0"
            })
    void a_tile_grid_that_lies_does_no_harm(String grid) {
        Plugin.Result merged = merge(features(
                OWN,
                tile("r0_c0", grid, pixels(30, 10, 64, 30)),
                tile("r0_c1", grid, pixels(100, 10, 120, 30)),
                tile("r0_c1", grid, pixels(0, 40, 90_000, 90_000))));

        assertThat(merged.list()).hasSize(3);
        assertThat(merged.rejected()).isEmpty();
        assertThat(merged.geometries().stream().mapToDouble(Geometry::getArea).sum())
                .isCloseTo(34 * 20 + 20 * 20 + 90_000.0 * 89_960, within(1e4));
    }

    @ParameterizedTest
    @CsvSource({"1.0E-300, badAttribute", "1.0E-150, badGeometry", "1.0E300, badAttribute", "1.0E150, badGeometry"})
    void a_tile_grid_of_pixels_of_no_size_is_counted(String size, String reason) {
        String grid = GRID.replace("1.0,0.0,0.0,-1.0", size + ",0.0,0.0,-" + size);

        Plugin.Result merged = merge(features(OWN, tile("r0_c0", grid, pixels(30, 10, 64, 30))));

        assertThat(merged.list()).isEmpty();
        assertThat(merged.rejected()).isEqualTo(Map.of(reason, 1));
    }

    @Test
    void a_tile_grid_on_the_other_side_of_the_earth_is_counted() {
        String america = GRID.replace("32633", "32618");

        Plugin.Result merged = merge(
                features(OWN, tile("r0_c0", america, pixels(30, 10, 64, 30)), tile("r0_c0", GRID, pixels(0, 0, 9, 9))));

        assertThat(merged.list()).hasSize(1);
        assertThat(merged.rejected()).isEqualTo(Map.of("badAttribute", 1));
    }

    @Test
    void a_thousand_models_can_be_merged_at_once_and_one_more_is_refused() {
        List<SimpleFeature> features = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            features.add(ofModel("model-" + i));
        }
        features.add(ofModel("model-0"));

        assertThat(merge(new ListFeatureCollection(OWN, features)).list()).hasSize(1000);

        features.add(ofModel("model-1000"));
        assertRefused(
                new ListFeatureCollection(OWN, features),
                "features of at most 1000 combinations of tile grid and model can be merged at once, and feature 1002 is of"
                        + " combination 1001; merge those of one model at a time, and give model the same value for what one"
                        + " model has found");
    }

    private static SimpleFeature ofModel(String model) {
        SimpleFeature feature = tile("r0_c0", GRID, pixels(0, 0, 10, 10));
        feature.setAttribute(PredictionSchema.MODEL, model);
        return feature;
    }

    @Test
    void features_without_a_crs_or_of_three_dimensions_are_refused() {
        for (String code : new @Nullable String[] {null, "EPSG:4979"}) {
            SimpleFeatureType type = own(code);
            SimpleFeature feature =
                    SimpleFeatureBuilder.build(type, new Object[] {pixels(0, 0, 9, 9), 0.9, "roof"}, "a");

            assertRefused(
                    features(type, feature),
                    code == null
                            ? "features have no coordinate reference system; areas need one"
                            : "coordinate reference system 'WGS 84' must have two dimensions, got 3");
        }
    }

    @Test
    void pieces_that_claim_to_be_many_add_up_to_no_nonsense() {
        Plugin.Result merged = merge(features(
                OWN,
                own(pixels(0, 0, 9, 9), 0.9, "roof", "r0_c0", GRID, Integer.MAX_VALUE),
                own(pixels(0, 0, 9, 9), 0.8, "roof", "r0_c1", GRID, Integer.MAX_VALUE)));

        assertThat(merged.list())
                .singleElement()
                .satisfies(feature -> assertThat(feature.getAttribute("pieces")).isEqualTo(Integer.MAX_VALUE));
    }

    private static Geometry ring(double x, double y) {
        return new GeometryFactory().createPolygon(new Coordinate[] {
            new Coordinate(LEFT, TOP - 10),
            new Coordinate(x, y),
            new Coordinate(LEFT + 10, TOP - 10),
            new Coordinate(LEFT, TOP - 10)
        });
    }
}
