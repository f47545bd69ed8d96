package org.gsprelabel.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.distance.DiscreteHausdorffDistance;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class PolygonSimplifierTest {

    /** A slope of 1 in 4, as a mask shows it: steps of one pixel. */
    private static final String STAIRS = "POLYGON ((0 0, 16 0, 16 4, 12 4, 12 3, 8 3, 8 2, 4 2, 4 1, 0 1, 0 0))";

    @Test
    void zero_changes_nothing() throws ParseException {
        Geometry stairs = new WKTReader().read(STAIRS);

        assertThat((Object) PolygonSimplifier.simplify(stairs, 0)).isSameAs(stairs);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1.5})
    void outlines_move_no_further_than_the_tolerance(double tolerance) throws ParseException {
        Geometry stairs = new WKTReader().read(STAIRS);

        Geometry simple = PolygonSimplifier.simplify(stairs, tolerance);

        assertThat(simple.isValid()).isTrue();
        assertThat(DiscreteHausdorffDistance.distance(stairs, simple, 0.05)).isLessThanOrEqualTo(tolerance);
    }

    @Test
    void stairs_become_a_slope() throws ParseException {
        Geometry simple = PolygonSimplifier.simplify(new WKTReader().read(STAIRS), 1.5);

        assertThat(simple.getNumPoints()).isLessThan(8);
    }

    @Test
    void holes_stay_and_nothing_vanishes() throws ParseException {
        Geometry donut = new WKTReader().read("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (4 4, 5 4, 5 5, 4 5, 4 4))");

        Geometry simple = PolygonSimplifier.simplify(donut, 100);

        assertThat(simple.isValid()).isTrue();
        assertThat(((Polygon) simple).getNumInteriorRing()).isEqualTo(1);
    }

    @Test
    void an_object_smaller_than_the_tolerance_does_not_vanish() throws ParseException {
        Geometry pixel = new WKTReader().read("POLYGON ((4 4, 4 5, 5 5, 5 4, 4 4))");

        assertThat(PolygonSimplifier.simplify(pixel, 100).getArea()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1.5, 3, 20})
    void ragged_shapes_stay_valid_polygons(double tolerance) {
        Random random = new Random(1);
        BitMask noise = new BitMask(0, 0, 150, 120);
        for (int pixel = 0; pixel < 150 * 120; pixel++) {
            if (random.nextDouble() < 0.62) {
                noise.set(pixel % 150, pixel / 150);
            }
        }

        for (Polygon ragged : MaskVectorizer.polygons(noise)) {
            Geometry simple = PolygonSimplifier.simplify(ragged, tolerance);

            assertThat(simple instanceof Polygonal).isTrue();
            assertThat(simple.isEmpty()).isFalse();
            assertThat(simple.isValid()).isTrue();
            assertThat(simple.getNumPoints()).isLessThanOrEqualTo(ragged.getNumPoints());
        }
    }
}
