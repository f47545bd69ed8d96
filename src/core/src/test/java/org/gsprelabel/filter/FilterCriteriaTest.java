package org.gsprelabel.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gsprelabel.candidate.ConfidenceThresholds;
import org.gsprelabel.candidate.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class FilterCriteriaTest {

    private static final Geometry SHAPE = new GeometryFactory().createPolygon();

    private static final FilterCriteria CRITERIA = new FilterCriteria(
            new ConfidenceThresholds(0.5, Map.of("tree", 0.7, "shed", 0.2)),
            Set.of("roof", "tree", "shed"),
            10,
            100,
            0.5);

    private record Measured(double squareMetres, double metresAround) implements GroundMeasure {
        @Override
        public double squareMetres(Geometry pixels) {
            return squareMetres;
        }

        @Override
        public double metresAround(Geometry pixels) {
            return metresAround;
        }
    }

    /** Refuses to be asked. */
    private static final GroundMeasure NOT_TO_BE_ASKED = new GroundMeasure() {
        @Override
        public double squareMetres(Geometry pixels) {
            throw new AssertionError("area asked for");
        }

        @Override
        public double metresAround(Geometry pixels) {
            throw new AssertionError("length asked for");
        }
    };

    @ParameterizedTest
    // The outline of a square of 10 m2 is 4 sqrt(10) = 12.65 m; 4 pi 50 / 35^2 = 0.513, 4 pi 50 / 36^2 = 0.485.
    @CsvSource({
        "roof, 0.5, 10, 12.65,",
        "tree, 1, 100, 40,",
        "tree, 0.7, 100, 40,",
        "shed, 0.2, 100, 40,",
        "roof, 0.9, 50, 35,",
        "car, 0.9, 50, 30, CLASS_NOT_WANTED",
        "roof, 0.49, 50, 30, LOW_CONFIDENCE",
        "tree, 0.69, 50, 30, LOW_CONFIDENCE",
        "shed, 0.19, 50, 30, LOW_CONFIDENCE",
        "roof, 0.9, 9.99, 12, TOO_SMALL",
        "roof, 0.9, 100.01, 40, TOO_LARGE",
        "roof, 0.9, 50, 36, NOT_COMPACT",
        "car, 0.1, 1, 99, CLASS_NOT_WANTED",
        "roof, 0.1, 1, 99, LOW_CONFIDENCE",
        "roof, 0.9, 1, 99, TOO_SMALL"
    })
    void limitsAreInclusiveAndTheFirstReasonCounts(
            String className, double confidence, double area, double around, Rejection reason) {
        assertThat(CRITERIA.rejectionOf(className, confidence, SHAPE, new Measured(area, around)))
                .isEqualTo(Optional.ofNullable(reason));
    }

    @Test
    void theGroundIsNotMeasuredWhenItDoesNotMatter() {
        FilterCriteria withoutShape =
                new FilterCriteria(ConfidenceThresholds.of(0.5), Set.of(), 0, Double.POSITIVE_INFINITY, 0);

        assertThat(withoutShape.rejectionOf("anything", 0.5, SHAPE, NOT_TO_BE_ASKED))
                .isEmpty();
        assertThat(CRITERIA.rejectionOf("roof", 0.1, SHAPE, NOT_TO_BE_ASKED)).contains(Rejection.LOW_CONFIDENCE);
        assertThat(FilterCriteria.ALL.rejectionOf("anything", 0, SHAPE, NOT_TO_BE_ASKED))
                .isEmpty();
    }

    @Test
    void compactnessIsThatOfTheIsoperimetricInequality() {
        // A disc of radius 3, a square of side 5, a strip of 1 x 25, and nothing.
        assertThat(new Measured(Math.PI * 9, 2 * Math.PI * 3).compactness(SHAPE))
                .isCloseTo(1, within(1e-9));
        assertThat(new Measured(25, 20).compactness(SHAPE)).isCloseTo(0.7853981633974483, within(1e-9));
        assertThat(new Measured(25, 52).compactness(SHAPE)).isCloseTo(0.1161831603, within(1e-9));
        assertThat(new Measured(0, 0).compactness(SHAPE)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1.1, 0, 1, 0, minConfidence, 1.1",
        "-0.1, 0, 1, 0, minConfidence, -0.1",
        "NaN, 0, 1, 0, minConfidence, NaN",
        "0.5, -1, 1, 0, minArea, -1.0",
        "0.5, Infinity, Infinity, 0, minArea, Infinity",
        "0.5, 10, 9, 0, maxArea, 9.0",
        "0.5, 10, NaN, 0, maxArea, NaN",
        "0.5, 0, 1, 1.01, minCompactness, 1.01",
        "0.5, 0, 1, -0.01, minCompactness, -0.01",
        "0.5, 0, 1, NaN, minCompactness, NaN"
    })
    void criteriaOutOfRangeAreRefusedByName(
            double minConfidence, double minArea, double maxArea, double minCompactness, String field, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FilterCriteria(
                        ConfidenceThresholds.of(minConfidence), Set.of(), minArea, maxArea, minCompactness))
                .withMessageContaining(field)
                .withMessageContaining(value);
    }

    @Test
    void thresholdsOfClassesThatAreNotWantedAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FilterCriteria(
                        new ConfidenceThresholds(0.5, Map.of("tree", 0.7, "roof", 0.1)), Set.of("roof"), 0, 1, 0))
                .withMessage("classConfidence must name classes that are wanted, got [tree], but classes are [roof]");
    }
}
