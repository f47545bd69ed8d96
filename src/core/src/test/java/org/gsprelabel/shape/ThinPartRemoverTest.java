package org.gsprelabel.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

class ThinPartRemoverTest {

    /** Half a metre a pixel. */
    private static final AffineTransformation HALF_METRE = new AffineTransformation(0.5, 0, 0, 0, -0.5, 0);

    @ParameterizedTest
    @CsvSource({"3.9, true", "4, true", "4.1, false"})
    void an_object_thinner_than_the_width_is_dropped(double width, boolean stays) {
        Geometry road = Drawing.wkt("POLYGON ((0 0, 100 0, 100 8, 0 8, 0 0))");

        assertThat(ThinPartRemover.remove(road, width, HALF_METRE).isPresent()).isEqualTo(stays);
    }

    @Test
    void an_arm_goes_and_the_body_keeps_its_vertices() {
        Geometry house = Drawing.wkt("POLYGON ((0 0, 20 0, 20 8, 50 8, 50 10, 20 10, 20 20, 0 20, 0 0))");

        Geometry left = ThinPartRemover.remove(house, 2, HALF_METRE).orElseThrow();

        assertThat(left.equalsTopo(Drawing.wkt("POLYGON ((0 0, 20 0, 20 20, 0 20, 0 0))")))
                .isTrue();
    }

    @Test
    void two_bodies_on_a_thread_come_apart() {
        Geometry dumbbell = Drawing.wkt(
                "POLYGON ((0 0, 20 0, 20 8, 50 8, 50 0, 70 0, 70 20, 50 20, 50 10, 20 10, 20 20," + " 0 20, 0 0))");

        Geometry left = ThinPartRemover.remove(dumbbell, 2, HALF_METRE).orElseThrow();

        assertThat(left.getNumGeometries()).isEqualTo(2);
        assertThat(left.getArea()).isCloseTo(800, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 4})
    void the_stairs_and_corners_of_a_mask_stay_where_they_are(double width) {
        Polygon turned = Drawing.mask(AffineTransformation.rotationInstance(0.4)
                .transform(Drawing.wkt("POLYGON ((0 0, 60 0, 60 40, 30 40, 30 60, 0 60, 0 0))")));
        Polygon disc = Drawing.mask(
                Drawing.FACTORY.createPoint(new Coordinate(30.2, 30.7)).buffer(20));

        assertThat(ThinPartRemover.remove(turned, width, HALF_METRE)
                        .orElseThrow()
                        .equalsExact(turned))
                .isTrue();
        assertThat(ThinPartRemover.remove(disc, width, HALF_METRE).orElseThrow().equalsExact(disc))
                .isTrue();
    }

    @Test
    void a_mask_whose_buffers_cross_themselves_loses_its_arm_too() {
        String holes =
                ", (22 3, 23 3, 23 4, 22 4, 22 3), (22 9, 23 9, 23 10, 22 10, 22 9), (23 5, 24 5, 24 6, 23 6, 23 5),"
                        + " (26 14, 27 14, 27 15, 26 15, 26 14), (27 12, 28 12, 28 13, 27 13, 27 12))";
        String body =
                "POLYGON ((35 15, 34 15, 34 12, 33 12, 33 8, 32 8, 32 5, 31 5, 31 1, 30 1, 30 0, 15 0, 15 2, 16 2,"
                        + " 16 5, 17 5, 17 9, 18 9, 18 12, 19 12, 19 16, 20 16, 20 18, 35 18, ";
        AffineTransformation turned = new AffineTransformation(
                0.6039891378134322,
                -0.1574122275336638,
                -13.683018397532832,
                0.12108632887204906,
                0.6039891378134322,
                -8.463060462122117);

        Geometry left = ThinPartRemover.remove(
                        Drawing.wkt(body + "35 17, 60 17, 60 16, 35 16, 35 15)" + holes), 2.1560249363226207, turned)
                .orElseThrow();

        Geometry without = Drawing.wkt(body + "35 15)" + holes);
        assertThat(left.isValid()).isTrue();
        assertThat(without.covers(left)).isTrue();
        // The stair of three pixels from which the arm grows goes with it.
        assertThat(left.getArea()).isCloseTo(without.getArea() - 3, within(1e-9));
    }

    @Test
    void what_is_left_of_ragged_shapes_is_valid_and_lies_in_them() {
        for (long seed = 1; seed <= 6; seed++) {
            for (Polygon ragged : Drawing.classMap(seed, 0, 0, 80, 80, 3)) {
                ThinPartRemover.remove(ragged, 1.6, HALF_METRE).ifPresent(left -> {
                    assertThat(left.isValid()).isTrue();
                    assertThat(left.difference(ragged).getArea()).isLessThan(1e-9);
                });
            }
        }
    }
}
