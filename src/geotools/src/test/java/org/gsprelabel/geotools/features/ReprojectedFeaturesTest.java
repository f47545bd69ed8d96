package org.gsprelabel.geotools.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

class ReprojectedFeaturesTest {

    private static final CoordinateReferenceSystem UTM_33 = PredictionRoundTripTest.crs("EPSG:32633");

    @Test
    void the_origin_of_a_UTM_zone_is_where_its_meridian_meets_the_equator() {
        SimpleFeatureCollection given = points(UTM_33, new Coordinate(500_000, 0));

        SimpleFeatureCollection degrees = ReprojectedFeatures.of(given, DefaultGeographicCRS.WGS84);

        try (SimpleFeatureIterator iterator = degrees.features()) {
            SimpleFeature feature = iterator.next();
            Point point = (Point) feature.getDefaultGeometry();
            assertThat(point.getX()).isCloseTo(15, within(1e-9));
            assertThat(point.getY()).isCloseTo(0, within(1e-9));
            assertThat(feature.getID()).isEqualTo("p0");
            assertThat(feature.getAttribute("name")).isEqualTo("point 0");
            assertThat(iterator.hasNext()).isFalse();
        }
        assertThat(degrees.getSchema().getCoordinateReferenceSystem()).isEqualTo(DefaultGeographicCRS.WGS84);
        assertThat(degrees.size()).isEqualTo(1);
    }

    @Test
    void features_that_are_in_the_CRS_already_are_the_very_same() {
        SimpleFeatureCollection given = points(UTM_33, new Coordinate(500_000, 0));

        assertThat(ReprojectedFeatures.of(given, PredictionRoundTripTest.crs("EPSG:32633")))
                .isSameAs(given);
    }

    @Test
    void features_without_a_CRS_are_refused() {
        SimpleFeatureCollection given = points(null, new Coordinate(1, 2));

        assertThatThrownBy(() -> ReprojectedFeatures.of(given, UTM_33))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must say in which CRS they are to be brought to targetCRS, and they do not");
    }

    @Test
    void a_feature_where_the_target_is_not_defined_is_named() {
        SimpleFeatureCollection given =
                points(DefaultGeographicCRS.WGS84, new Coordinate(15, 10), new Coordinate(15, 95));
        SimpleFeatureCollection mercator = ReprojectedFeatures.of(given, PredictionRoundTripTest.crs("EPSG:3395"));

        try (SimpleFeatureIterator iterator = mercator.features()) {
            assertThat(iterator.next().getID()).isEqualTo("p0");
            assertThatThrownBy(iterator::next)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("targetCRS is not defined where feature p1 lies");
        }
    }

    private static SimpleFeatureCollection points(@Nullable CoordinateReferenceSystem crs, Coordinate... coordinates) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("points");
        builder.add("name", String.class);
        builder.add("place", Point.class, crs);
        SimpleFeatureType type = builder.buildFeatureType();
        ListFeatureCollection features = new ListFeatureCollection(type);
        for (int i = 0; i < coordinates.length; i++) {
            Point point = new GeometryFactory().createPoint(coordinates[i]);
            features.add(SimpleFeatureBuilder.build(type, List.of("point " + i, point), "p" + i));
        }
        return features;
    }
}
