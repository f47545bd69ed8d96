package org.gsprelabel.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionCountsTest {

    @Test
    void countsAddUpInTheOrderOfTheReasons() {
        RejectionCounts counts = new RejectionCounts();
        counts.add(Rejection.TOO_SMALL, 3);
        counts.add(Rejection.NODATA);
        counts.add(Rejection.TOO_LARGE, 0);
        RejectionCounts more = new RejectionCounts();
        more.add(Rejection.TOO_SMALL);
        counts.addAll(more);

        assertThat(counts.asMap().keySet()).containsExactly(Rejection.NODATA, Rejection.TOO_SMALL);
        assertThat(counts.get(Rejection.TOO_SMALL)).isEqualTo(4);
        assertThat(counts.get(Rejection.TOO_LARGE)).isZero();
        assertThat(counts).isNotEqualTo(more).hasToString("{NODATA=1, TOO_SMALL=4}");
    }

    @Test
    void theMapIsACopy() {
        RejectionCounts counts = new RejectionCounts();
        counts.add(Rejection.NODATA);
        counts.asMap().clear();

        assertThat(counts.get(Rejection.NODATA)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"NODATA, nodata", "TOO_MANY_IN_TILE, tooManyInTile", "OUTSIDE_ROI, outsideRoi"})
    void reportsWriteReasonsInCamelCase(Rejection reason, String key) {
        assertThat(reason.key()).isEqualTo(key);
    }
}
