package org.gsprelabel.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import org.gsprelabel.candidate.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterCriteriaTest {

    private static final FilterCriteria CRITERIA = new FilterCriteria(0.5, Set.of("roof", "tree"), 10, 100);

    @ParameterizedTest
    @CsvSource({
        "roof, 0.5, 10,",
        "tree, 1, 100,",
        "car, 0.9, 50, CLASS_NOT_WANTED",
        "roof, 0.49, 50, LOW_CONFIDENCE",
        "roof, 0.9, 9.99, TOO_SMALL",
        "roof, 0.9, 100.01, TOO_LARGE",
        "car, 0.1, 1, CLASS_NOT_WANTED",
        "roof, 0.1, 1, LOW_CONFIDENCE"
    })
    void limitsAreInclusiveAndTheFirstReasonCounts(String className, double confidence, double area, Rejection reason) {
        assertThat(CRITERIA.rejectionOf(className, confidence, () -> area)).isEqualTo(Optional.ofNullable(reason));
    }

    @Test
    void theAreaIsNotComputedWhenItDoesNotMatter() {
        FilterCriteria withoutArea = new FilterCriteria(0.5, Set.of(), 0, Double.POSITIVE_INFINITY);

        assertThat(withoutArea.rejectionOf("anything", 0.5, FilterCriteriaTest::refuse))
                .isEmpty();
        assertThat(CRITERIA.rejectionOf("roof", 0.1, FilterCriteriaTest::refuse))
                .contains(Rejection.LOW_CONFIDENCE);
        assertThat(FilterCriteria.ALL.rejectionOf("anything", 0, FilterCriteriaTest::refuse))
                .isEmpty();
    }

    private static double refuse() {
        throw new AssertionError("area asked for");
    }

    @ParameterizedTest
    @CsvSource({
        "1.1, 0, 1, minConfidence, 1.1",
        "-0.1, 0, 1, minConfidence, -0.1",
        "NaN, 0, 1, minConfidence, NaN",
        "0.5, -1, 1, minArea, -1.0",
        "0.5, Infinity, Infinity, minArea, Infinity",
        "0.5, 10, 9, maxArea, 9.0",
        "0.5, 10, NaN, maxArea, NaN"
    })
    void criteriaOutOfRangeAreRefusedByName(
            double minConfidence, double minArea, double maxArea, String field, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FilterCriteria(minConfidence, Set.of(), minArea, maxArea))
                .withMessageContaining(field)
                .withMessageContaining(value);
    }
}
