package org.gsprelabel.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IncidentsTest {

    @Test
    void what_happened_is_said_in_sentences() {
        assertThat(Incidents.NONE.sentences()).isEmpty();
        assertThat(new Incidents(3, 1, 0).sentences())
                .containsExactly(
                        "3 calls to the inference server were repeated",
                        "1 batch too large for the memory of the device was halved");
        assertThat(new Incidents(1, 2, 1).sentences())
                .containsExactly(
                        "1 call to the inference server was repeated",
                        "2 batches too large for the memory of the device were halved",
                        "1 session on a device that had been reset was renewed");
    }

    @Test
    void readings_add_up_and_differ() {
        Incidents earlier = new Incidents(1, 2, 3);
        Incidents later = new Incidents(5, 2, 4);
        assertThat(later.since(earlier)).isEqualTo(new Incidents(4, 0, 1));
        assertThat(earlier.plus(new Incidents(4, 0, 1))).isEqualTo(later);
    }
}
