package org.gsprelabel.blend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {

    @ParameterizedTest(name = "tile {0} of {1}, overlap {2}: {3}")
    @CsvSource({
        "0, 1, 3, 0+10:0",
        "0, 2, 3, 0+7:0 7+3:1",
        "1, 2, 3, 0+3:-1 3+7:0",
        "1, 3, 3, 0+3:-1 3+4:0 7+3:1",
        "1, 3, 0, 0+10:0"
    })
    void aWindowFallsIntoWhatTheSameTilesSee(int index, int count, int overlap, String spans) {
        assertThat(Span.of(index, count, 10, overlap).stream()
                        .map(span -> span.start() + "+" + span.length() + ":" + span.side())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(spans);
    }

    @Test
    void weightsFallInAStraightLineTowardsTheEndOfAWindowAndAddUpToTheSameEverywhere() {
        Span right = new Span(7, 3, 1);
        Span left = new Span(0, 3, -1);

        assertThat(right.sharers()).containsExactly(0, 1);
        assertThat(right.weights(0)).containsExactly(5, 3, 1);
        assertThat(right.weights(1)).containsExactly(1, 3, 5);
        assertThat(left.sharers()).containsExactly(-1, 0);
        assertThat(left.weights(-1)).containsExactly(5, 3, 1);
        assertThat(left.weights(0)).containsExactly(1, 3, 5);
        assertThat(new Span(3, 2, 0).weights(0)).containsExactly(1, 1);
    }

    @Test
    void aNeighbourHasASpanOnItsOtherSide() {
        assertThat(new Span(7, 3, 1).sideSeenFrom(1)).isEqualTo(-1);
        assertThat(new Span(7, 3, 1).sideSeenFrom(0)).isEqualTo(1);
        assertThat(new Span(0, 3, -1).sideSeenFrom(-1)).isEqualTo(1);
        assertThat(new Span(3, 4, 0).sideSeenFrom(0)).isZero();
    }
}
