package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrongestFeaturesTest {

    private record Entry(int position, double confidence, long content) {}

    /** Against a sort of everything, with many ties. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 499, 500, 501})
    void keepsWhatASortWouldPutFirst(int most) {
        Random random = new Random(4);
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(new Entry(i, random.nextInt(10) / 10.0, random.nextInt(3)));
        }
        TreeSet<Integer> kept = new TreeSet<>();
        StrongestFeatures strongest = new StrongestFeatures(most);
        for (Entry entry : all) {
            kept.add(entry.position);
            strongest.add(entry.position, entry.confidence, entry.content).ifPresent(kept::remove);
        }

        assertThat(kept)
                .containsExactlyElementsOf(all.stream()
                        .sorted(Comparator.comparingDouble(Entry::confidence)
                                .reversed()
                                .thenComparingLong(Entry::content)
                                .thenComparingInt(Entry::position))
                        .limit(most)
                        .map(Entry::position)
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void atLeastOneIsKept(int most) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StrongestFeatures(most))
                .withMessage("maxFeatures must be at least 1, got " + most);
    }
}
