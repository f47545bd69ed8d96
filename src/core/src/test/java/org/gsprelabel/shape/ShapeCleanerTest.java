package org.gsprelabel.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import org.gsprelabel.filter.PlaneMeasure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;

class ShapeCleanerTest {

    private static final Ground METRES = new Ground(
            PlaneMeasure.INSTANCE,
            pixel ->
                    AffineTransformation.translationInstance(-pixel.x, -pixel.y).scale(1, -1));

    private static final Geometry HOLED = Drawing.wkt(
            "POLYGON ((0 0, 30 0, 30 20, 0 20, 0 0), (2 2, 4 2, 4 4, 2 4, 2 2), (10 2, 13 2, 13 5, 10 5, 10 2))");

    @ParameterizedTest
    @CsvSource({"4, 587", "4.1, 591", "9, 591", "9.1, 600"})
    void holes_below_the_area_are_filled(double minHoleArea, double area) {
        ShapeCleaning cleaning = new ShapeCleaning(minHoleArea, 0, 0, 0, 0);

        Geometry filled = new ShapeCleaner(cleaning, METRES, new ShapeCounts(cleaning))
                .before(HOLED)
                .orElseThrow();

        assertThat(filled.getArea()).isCloseTo(area, within(1e-9));
    }

    @Test
    void steps_that_were_asked_for_are_counted() {
        ShapeCleaning cleaning = new ShapeCleaning(5, 0, 0, 0, 2);
        ShapeCounts counts = new ShapeCounts(cleaning);
        ShapeCleaner cleaner = new ShapeCleaner(cleaning, METRES, counts);
        Geometry tree = Drawing.mask(Drawing.wkt("POINT (50 50)").buffer(20));

        Geometry filled = cleaner.before(HOLED).orElseThrow();
        cleaner.after(filled, filled);

        assertThat(cleaner.after(tree, tree).equalsExact(tree)).isTrue();
        assertThat(counts.asMap())
                .containsExactly(
                        Map.entry(ShapeStep.HOLES, new ShapeCounts.Tally(1, 0, 0)),
                        Map.entry(ShapeStep.SQUARE, new ShapeCounts.Tally(1, 0, 1)));
    }

    @Test
    void an_outline_that_came_out_wrong_is_mended_or_stays_as_it_was() {
        ShapeCleaning cleaning = ShapeCleaning.ofSimplify(1);
        ShapeCounts counts = new ShapeCounts(cleaning);
        ShapeCleaner cleaner = new ShapeCleaner(cleaning, METRES, counts);
        Geometry before = Drawing.wkt("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))");
        Geometry crossed = Drawing.wkt("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))");
        Geometry flat = Drawing.wkt("POLYGON ((0 0, 10 0, 0 0, 0 0))");

        Geometry mended = cleaner.simplified(before, crossed, Set.of(), false);

        assertThat(mended.isValid()).isTrue();
        assertThat(mended.getArea()).isCloseTo(50, within(1e-9));
        assertThat(cleaner.simplified(before, flat, Set.of(ShapeStep.SIMPLIFY), false)
                        .equalsExact(before))
                .isTrue();
        assertThat(cleaner.simplified(before, before, Set.of(), true).equalsExact(before))
                .isTrue();
        assertThat(counts.asMap()).containsExactly(Map.entry(ShapeStep.SIMPLIFY, new ShapeCounts.Tally(1, 1, 2)));
    }

    @Test
    void limits_must_be_numbers_from_0() {
        assertThatThrownBy(() -> new ShapeCleaning(0, 0, 0, -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("smooth must be 0 or more metres, got -1.0");
        assertThatThrownBy(() -> new ShapeCleaning(Double.NaN, 0, 0, 0, 0))
                .hasMessage("minHoleArea must be 0 or more square metres, got NaN");
    }
}
