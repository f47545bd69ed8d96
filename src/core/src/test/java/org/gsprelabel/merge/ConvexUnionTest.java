package org.gsprelabel.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gsprelabel.candidate.Candidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.precision.GeometryPrecisionReducer;

class ConvexUnionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(0 0, 4 0, 4 4, 0 4, 0 0) | (2 2, 6 2, 6 6, 2 6, 2 2) | (0 0, 0 4, 2 4, 2 6, 6 6, 6 2, 4 2, 4 0, 0 0)",
                // a diamond over a square: a star of eight
                "(0 0, 4 0, 4 4, 0 4, 0 0) | (2 -1, 5 2, 2 5, -1 2, 2 -1) | (-1 2, 0 3, 0 4, 1 4, 2 5, 3 4, 4 4, 4 3, 5 2, 4 1, 4 0, 3 0, 2 -1, 1 0, 0 0, 0 1, -1 2)",
                // edges in common, on the same side
                "(0 0, 4 0, 4 4, 0 4, 0 0) | (0 0, 6 0, 6 4, 0 4, 0 0) | (0 0, 0 4, 6 4, 6 0, 0 0)",
                "(0 0, 4 0, 4 4, 0 4, 0 0) | (2 0, 6 0, 6 4, 2 4, 2 0) | (0 0, 0 4, 6 4, 6 0, 0 0)",
                // a corner of the one on an edge of the other
                "(0 0, 4 0, 4 4, 0 4, 0 0) | (0 2, 6 -1, 6 5, 0 2) | (0 0, 0 4, 4 4, 6 5, 6 -1, 4 0, 0 0)",
                // one inside the other, touching it
                "(0 0, 4 0, 4 4, 0 4, 0 0) | (0 2, 2 0, 4 2, 2 4, 0 2) | (0 0, 0 4, 4 4, 4 0, 0 0)",
                // the same, clockwise
                "(0 0, 0 4, 4 4, 4 0, 0 0) | (0 0, 4 0, 4 4, 0 4, 0 0) | (0 0, 0 4, 4 4, 4 0, 0 0)",
                // a vertex on a straight line
                "(0 0, 2 0, 4 0, 4 4, 0 4, 0 0) | (1 1, 2 1, 2 2, 1 1) | (0 0, 0 4, 4 4, 4 0, 0 0)"
            })
    void overlapping_shapes_are_one_with_the_corners_of_their_outline(String a, String b, String union) {
        Geometry shapeA = Scene.read("POLYGON (" + a + ")");
        Geometry shapeB = Scene.read("POLYGON (" + b + ")");

        assertThat(text(ConvexUnion.of(shapeA, shapeB))).isEqualTo("POLYGON (" + union + ")");
        assertThat(text(ConvexUnion.of(shapeB, shapeA))).isEqualTo("POLYGON (" + union + ")");
    }

    private static String text(Optional<Polygon> union) {
        return union.orElseThrow().norm().toText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POLYGON ((10 0, 14 0, 14 4, 10 4, 10 0))", // apart
                "POLYGON ((4 0, 8 0, 8 4, 4 4, 4 0))", // side by side
                "POLYGON ((4 4, 8 4, 8 8, 4 8, 4 4))", // corner to corner
                "POLYGON ((2 2, 8 2, 4 3, 8 8, 2 2))", // not convex
                "POLYGON ((2 2, 8.001 2, 8 8, 2 2))", // between the fractions
                "POLYGON ((2 2, 8e9 2, 8 8, 2 2))", // too far to be exact
                "MULTIPOLYGON (((2 2, 8 2, 8 8, 2 2)))"
            })
    void other_shapes_have_no_answer(String other) {
        assertThat(ConvexUnion.of(Scene.read("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))"), Scene.read(other)))
                .isEmpty();
    }

    @Test
    void turned_boxes_give_what_an_overlay_gives() {
        Random random = new Random(11);
        int answered = 0;
        int overlapping = 0;
        for (int i = 0; i < 20_000; i++) {
            Geometry a = box(random, random.nextInt(4) == 0 ? 4 : 256);
            Geometry b = box(random, random.nextInt(4) == 0 ? 4 : 256);
            Optional<Polygon> union = ConvexUnion.of(a, b);
            overlapping += a.intersection(b).getArea() > 0 ? 1 : 0;
            if (union.isPresent()) {
                answered++;
                Geometry overlay =
                        PieceUnion.uniteOutlines(List.of(a, b)).get(0).norm();
                Geometry found = union.get().norm();
                assertThat(found.isValid()).isTrue();
                assertThat(found.getArea()).as("%s and %s", a, b).isCloseTo(overlay.getArea(), within(1e-8));
                assertThat(found.getNumPoints()).as("%s and %s", a, b).isEqualTo(overlay.getNumPoints());
                assertThat(found.equalsExact(overlay, 1e-8))
                        .as("%s and %s", a, b)
                        .isTrue();
            }
        }
        assertThat(overlapping).isGreaterThan(10_000);
        assertThat(answered).isBetween((int) (0.999 * overlapping), overlapping);
    }

    /** A turned box near the origin, on a grid so coarse at times that boxes share corners and lines. */
    private static Geometry box(Random random, int fractions) {
        int width = 2 + random.nextInt(8);
        int height = 2 + random.nextInt(8);
        double angle = fractions == 4 ? Math.PI / 4 * random.nextInt(4) : random.nextDouble() * Math.PI;
        Geometry turned = AffineTransformation.rotationInstance(angle)
                .translate(random.nextInt(8) + 700, random.nextInt(8) + 800)
                .transform(Scene.read(Scene.box(-width / 2.0, -height / 2.0, width / 2.0, height / 2.0)));
        return GeometryPrecisionReducer.reduce(turned, new PrecisionModel(Math.min(fractions, Candidate.FRACTIONS)));
    }
}
