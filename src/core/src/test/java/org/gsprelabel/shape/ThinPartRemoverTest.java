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
