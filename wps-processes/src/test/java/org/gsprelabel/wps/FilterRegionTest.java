package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.process.ProcessException;
import org.gsprelabel.filter.RoiMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** What FilterPredictions does with a region. */
class FilterRegionTest extends FilterFixture {

    @ParameterizedTest
    @CsvSource({
        "INTERSECTS, in border across touching, out:outsideRoi",
        "WITHIN, in border, across:partlyOutsideRoi touching:partlyOutsideRoi out:outsideRoi",
        "CLIP, in border across, touching:outsideRoi out:outsideRoi"
    })
    void a_region_keeps_what_its_mode_says(RoiMode mode, String kept, String rejected) throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "in", square(10, 10, 10), 0.9, "roof"),
                        feature(type, "border", square(0, 0, 10), 0.9, "roof"),
                        feature(type, "across", square(95, 50, 10), 0.9, "roof"),
                        feature(type, "touching", square(100, 20, 10), 0.9, "roof"),
                        feature(type, "out", square(200, 200, 10), 0.9, "roof")),
                given("roi", wkt("POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))"), "roiMode", mode));

        assertThat(String.join(" ", filtered.ids())).isEqualTo(kept);
        assertThat(String.join(" ", filtered.rejections())).isEqualTo(rejected);
    }

    @Test
    void clipping_cuts_the_geometry_and_measures_the_area_anew() throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", MultiPolygon.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "whole", multi(square(10, 10, 10)), 0.9, "roof", 77.0),
                        feature(type, "across", multi(square(95, 50, 10)), 0.9, "roof", 77.0)),
                given("roi", wkt("POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))"), "roiMode", RoiMode.CLIP));

        assertThat(filtered.kept().get(0).getDefaultGeometry()).isEqualTo(multi(square(10, 10, 10)));
        assertThat(filtered.kept().get(0).getAttribute("area_m2")).isEqualTo(77.0);
        Geometry cut = (Geometry) filtered.kept().get(1).getDefaultGeometry();
        assertThat(cut.equalsTopo(wkt("POLYGON ((95 50, 100 50, 100 60, 95 60, 95 50))")))
                .isTrue();
        assertThat((Object) cut).isInstanceOf(MultiPolygon.class);
        assertThat(cut.isValid()).isTrue();
        // 5 by 10 metres on the map, at its scale on the central meridian.
        assertThat((Double) filtered.kept().get(1).getAttribute("area_m2"))
                .isCloseTo(50 / (0.9996 * 0.9996), within(1e-3));
        assertThat(filtered.notes()).containsExactly("1 feature was cut to the roi");
    }

    @Test
    void what_is_cut_may_fall_into_parts_and_is_judged_as_it_is_given() throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        Geometry u = wkt("POLYGON ((0 90, 0 120, 30 120, 30 90, 20 90, 20 110, 10 110, 10 90, 0 90))");
        SimpleFeatureCollection features = features(
                type,
                feature(type, "u", u, 0.9, "roof"),
                feature(type, "square", square(50, 50, 10), 0.9, "roof"),
                feature(type, "sliver", square(99, 0, 10), 0.9, "roof"));
        Geometry region = wkt("POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))");

        Filtered clipped = filter(features, given("roi", region, "roiMode", RoiMode.CLIP, "minArea", 20.0));

        assertThat(clipped.ids()).containsExactly("u", "square");
        assertThat(clipped.rejections()).containsExactly("sliver:tooSmall");
        assertThat(
                        ((Geometry) clipped.kept().get(0).getDefaultGeometry())
                                .equalsTopo(
                                        wkt(
                                                "MULTIPOLYGON (((0 90, 10 90, 10 100, 0 100, 0 90)), ((20 90, 30 90, 30 100, 20 100, 20 90)))")))
                .isTrue();
        // The schema said Polygon, and now there are several.
        assertThat(clipped.kept()).allSatisfy(feature -> {
            assertThat(feature.getFeatureType()
                            .getGeometryDescriptor()
                            .getType()
                            .getBinding())
                    .isEqualTo(MultiPolygon.class);
            assertThat(feature.getDefaultGeometry()).isInstanceOf(MultiPolygon.class);
        });
        assertThat(((Geometry) clipped.rejected().get(0).getDefaultGeometry()).equalsTopo(square(99, 0, 10)))
                .isTrue();
    }

    @Test
    void a_region_of_another_crs_is_brought_to_that_of_the_features() throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        SimpleFeatureCollection features = features(
                type,
                feature(type, "near", square(0, 0, 10), 0.9, "roof"),
                feature(type, "far", square(2000, 0, 10), 0.9, "roof"));
        // The central meridian is 15 E; 2 km further east is 15.029.
        Geometry region = new WKTReader().read("POLYGON ((14.99 52, 15.01 52, 15.01 53, 14.99 53, 14.99 52))");
        region.setSRID(4326);

        assertThat(filter(features, given("roi", region)).ids()).containsExactly("near");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POINT (1 1) | roi must be a polygon or multipolygon, got Point",
                "POLYGON EMPTY | roi must not be empty, got POLYGON EMPTY",
                "POLYGON ((0 0, 0 0, 0 0, 0 0)) | roi must have an area, got POLYGON ((0 0, 0 0, 0 0, 0 0))",
                "POLYGON ((0 0, 1 1, 2 2, 0 0)) | roi must have an area, got POLYGON ((0 0, 1 1, 2 2, 0 0))",
                "POLYGON ((0 0, NaN 0, 1 1, 0 0)) | roi must have coordinates from -1e15 to 1e15, got NaN 0.0",
                "POLYGON ((0 0, 1e300 0, 1 1, 0 0)) | roi must have coordinates from -1e15 to 1e15, got 1.0E300 0.0"
            })
    void a_region_that_is_none_is_refused(String region, String message) throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        for (RoiMode mode : RoiMode.values()) {
            assertRefused(
                    features(type, feature(type, "a", square(0, 0, 10), 0.9, "roof")),
                    message,
                    "roi",
                    new WKTReader().read(region),
                    "roiMode",
                    mode);
        }
    }

    @Test
    void a_region_that_crosses_itself_is_mended_and_one_of_nowhere_refused() throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        SimpleFeatureCollection features = features(
                type,
                feature(type, "left", square(10, 45, 10), 0.9, "roof"),
                feature(type, "top", square(45, 90, 10), 0.9, "roof"));

        assertThat(filter(features, given("roi", wkt("POLYGON ((0 0, 0 100, 100 0, 100 100, 0 0))")))
                        .ids())
                .containsExactly("left");
        Geometry nowhere = new WKTReader().read("POLYGON ((0 1000, 1 1000, 1 1001, 0 1000))");
        nowhere.setSRID(4326);
        assertThatThrownBy(() -> filter(features, given("roi", nowhere)))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("roi");
        assertRefused(features, "roiMode says what a roi does, but none was given; got CLIP", "roiMode", RoiMode.CLIP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERSECTS", "WITHIN", "CLIP"})
    void bad_geometries_are_rejected_in_every_mode_of_a_region(RoiMode mode) throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Geometry.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "nan", ring(Double.NaN, 0), 0.9, "roof", 5.0),
                        feature(type, "1e300", ring(1e300, 1e300), 0.9, "roof", 5.0),
                        feature(type, "bow-tie", wkt("POLYGON ((0 0, 0 10, 10 0, 10 10, 0 0))"), 0.9, "roof", 5.0)),
                given("roi", wkt("POLYGON ((0 0, 20 0, 20 20, 0 20, 0 0))"), "roiMode", mode));

        assertThat(filtered.ids()).containsExactly("bow-tie");
        assertThat(filtered.reasons()).isEqualTo(Map.of("badGeometry", 2));
    }

    @Test
    void a_region_across_the_antimeridian_keeps_what_lies_on_both_sides_of_it() {
        SimpleFeatureType type = type("EPSG:4326", Polygon.class);
        SimpleFeatureCollection features = features(
                type,
                feature(type, "east", box(-179.9, -17.6, -179.8, -17.5), 0.9, "roof"),
                feature(type, "west", box(179.7, -17.6, 179.8, -17.5), 0.9, "roof"),
                feature(type, "across", box(179.9, -17.6, 180.1, -17.5), 0.9, "roof"),
                feature(type, "Africa", box(20, -17.6, 20.1, -17.5), 0.9, "roof"));
        Geometry region = box(100_000, 8_000_000, 300_000, 8_100_000);
        region.setUserData(crs("EPSG:32701"));

        for (RoiMode mode : RoiMode.values()) {
            Filtered filtered = filter(features, given("roi", region, "roiMode", mode));
            assertThat(filtered.ids()).containsExactly("east", "west", "across");
            assertThat(filtered.rejections()).containsExactly("Africa:outsideRoi");
            assertThat(filtered.notes()).isEmpty();
        }
    }
}
