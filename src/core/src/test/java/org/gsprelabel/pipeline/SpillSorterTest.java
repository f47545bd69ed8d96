package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.gsprelabel.candidate.Candidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpillSorterTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1000, Long.MAX_VALUE})
    void valuesComeByTheirNumbersAndThoseOfOneNumberTogetherAsTheyWereAdded(long memoryLimit) {
        Random random = new Random(5);
        TreeMap<Double, List<Candidate>> expected = new TreeMap<>();
        try (SpillSorter<Candidate> sorter = new SpillSorter<>(new CandidateCodec(), memoryLimit)) {
            for (Candidate candidate : RandomCandidates.of(3000, 12)) {
                double key = random.nextInt(500) - 250.25;
                expected.computeIfAbsent(key, number -> new ArrayList<>()).add(candidate);
                sorter.add(key, candidate);
            }

            assertThat(sorter.size()).isEqualTo(3000);
            assertThat(runs(sorter)).isEqualTo(List.copyOf(expected.values()));
            assertThat(runs(sorter)).isEqualTo(List.copyOf(expected.values()));
        }
    }

    @Test
    void theTwoZerosAreOneNumberAndInfinitiesTheEnds() {
        List<Candidate> four = RandomCandidates.of(4, 13);
        try (SpillSorter<Candidate> sorter = new SpillSorter<>(new CandidateCodec(), 0)) {
            sorter.add(Double.POSITIVE_INFINITY, four.get(0));
            sorter.add(0.0, four.get(1));
            sorter.add(Double.NEGATIVE_INFINITY, four.get(2));
            sorter.add(-0.0, four.get(3));

            assertThat(runs(sorter))
                    .containsExactly(List.of(four.get(2)), List.of(four.get(1), four.get(3)), List.of(four.get(0)));
        }
    }

    @Test
    void nothingGivesNothing() {
        try (SpillSorter<Candidate> sorter = new SpillSorter<>(new CandidateCodec(), 0)) {
            assertThat(runs(sorter)).isEqualTo(Collections.emptyList());
        }
    }

    private static List<List<Candidate>> runs(SpillSorter<Candidate> sorter) {
        List<List<Candidate>> runs = new ArrayList<>();
        sorter.forEachKey(runs::add);
        return runs;
    }
}
