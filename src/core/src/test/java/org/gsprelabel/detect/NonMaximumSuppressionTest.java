package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.NmsRules.Overlap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NonMaximumSuppressionTest {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final RejectionCounts rejections = new RejectionCounts();

    // Boxes as minX minY maxX maxY score class; indices of the kept ones.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    strongest first             | 0.5  | 0 0 10 10 .2 0; 20 0 30 10 .9 0                    | 1 0
                    an IoU of half at half      | 0.5  | 0 0 10 10 .9 0; 0 0 10 5 .8 0                      | 0 1
                    an IoU of half above less   | 0.49 | 0 0 10 10 .9 0; 0 0 10 5 .8 0                      | 0
                    an IoU of a third           | 0.33 | 0 0 10 10 .9 0; 5 0 15 10 .8 0                     | 0
                    an IoU of a third below     | 0.34 | 0 0 10 10 .9 0; 5 0 15 10 .8 0                     | 0 1
                    the weaker goes             | 0.5  | 0 0 10 10 .8 0; 0 0 10 9 .9 0                      | 1
                    of equal ones the first     | 0.5  | 0 0 10 10 .9 0; 0 0 10 9 .9 0                      | 0
                    other classes do not matter | 0.5  | 0 0 10 10 .9 0; 0 0 10 10 .8 1; 0 0 10 10 .7 1     | 0 1
                    the suppressed do no harm   | 0.3  | 0 0 10 10 .9 0; 5 0 15 10 .8 0; 10 0 20 10 .7 0    | 0 2
                    touching boxes              | 0    | 0 0 10 10 .9 0; 10 0 20 10 .8 0                    | 0 1
                    any overlap                 | 0    | 0 0 10 10 .9 0; 9 9 1000 1000 .8 0                 | 0
                    a threshold of 1            | 1    | 0 0 10 10 .9 0; 0 0 10 10 .8 0                     | 0 1
                    negative coordinates        | 0.5  | -10 -10 0 0 .9 0; -10 -9 0 0 .8 0; 0 0 10 10 .7 0  | 0 2
                    boxes without area          | 0    | 5 5 5 9 .9 0; 5 5 5 9 .8 0                         | 0 1
                    """)
    void keepsABoxUnlessAStrongerKeptOneOverlapsIt(String name, double threshold, String boxes, String kept) {
        assertThat(select(new NonMaximumSuppression(threshold, true, NO_LIMIT, NO_LIMIT), boxes))
                .isEqualTo(kept);
        long suppressed = (long) boxes.split("; ").length - kept.split(" ").length;
        assertThat(rejections.asMap()).isEqualTo(suppressed == 0 ? Map.of() : Map.of(Rejection.SUPPRESSED, suppressed));
    }

    // The share of the smaller one: 10 x 10 holds 2 x 2, an IoU of 4%; two of 10 x 10 share a half, an IoU of a third.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    a part goes with its whole   | 0.9  | 0 0 10 10 .9 0; 4 4 6 6 .8 0    | 0
                    the whole with its part      | 0.9  | 4 4 6 6 .9 0; 0 0 10 10 .8 0    | 0
                    a whole far larger           | 0.5  | 4 4 6 6 .9 0; 0 0 9999 9 .8 0   | 0
                    half of the smaller, at half | 0.5  | 0 0 10 10 .9 0; 5 0 15 10 .8 0  | 0 1
                    half of the smaller, above   | 0.49 | 0 0 10 10 .9 0; 5 0 15 10 .8 0  | 0
                    a threshold of 1             | 1    | 0 0 10 10 .9 0; 0 0 10 10 .8 0  | 0 1
                    """)
    void overTheSmallerAPartIsItsWhole(String name, double threshold, String boxes, String kept) {
        assertThat(select(new NonMaximumSuppression(threshold, Overlap.IOS, true, NO_LIMIT, NO_LIMIT), boxes))
                .isEqualTo(kept);
    }

    @Test
    void classesDoNotMatterWhenAgnostic() {
        assertThat(select(new NonMaximumSuppression(0.5, false, 9, 9), "0 0 10 10 .9 0; 0 0 10 10 .8 1"))
                .isEqualTo("0");
    }

    @Test
    void keepsTheStrongestAndCountsTheRest() {
        String boxes = "0 0 1 1 .1 0; 2 0 3 1 .9 0; 4 0 5 1 .5 0; 6 0 7 1 .7 0";

        assertThat(select(new NonMaximumSuppression(0.5, true, NO_LIMIT, 3), boxes))
                .isEqualTo("1 3 2");
        assertThat(rejections.get(Rejection.TOO_MANY_IN_TILE)).isEqualTo(1);
    }

    @Test
    void looksAtTheStrongestCandidatesOnlyAndCountsTheRest() {
        String boxes = "0 0 1 1 .1 0; 2 0 3 1 .9 0; 2 0 3 1 .8 0; 6 0 7 1 .7 0";

        assertThat(select(new NonMaximumSuppression(0.5, true, 2, NO_LIMIT), boxes))
                .isEqualTo("1");
        assertThat(rejections.get(Rejection.TOO_MANY_IN_TILE)).isEqualTo(2);
    }

    @Test
    void aFloodOfTheSameBoxIsOneBox() {
        ScoredBoxes boxes = new ScoredBoxes();
        for (int i = 0; i < 50_000; i++) {
            boxes.add(10, 10, 20, 20, 0.5f, 0, i);
        }

        assertThat(new NonMaximumSuppression(0.7, true, NO_LIMIT, NO_LIMIT).select(boxes, rejections))
                .containsExactly(0);
    }

    @Test
    void aThresholdOf1KeepsAFloodOfTheSameBoxWithoutALookAtAnyPair() {
        ScoredBoxes boxes = new ScoredBoxes();
        for (int i = 0; i < 1000; i++) {
            boxes.add(10, 10, 20, 20, 0.5f, 0, i);
        }
        AtomicInteger looks = new AtomicInteger();
        PairOverlap counted = (a, b) -> {
            looks.incrementAndGet();
            return 1;
        };

        int[] kept = new NonMaximumSuppression(1, true, NO_LIMIT, NO_LIMIT).select(boxes, counted, rejections);

        assertThat(kept).isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(looks).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.3, 0.45, 0.5, 0.7, 0.9, 0.99, 1})
    void keepsWhatComparingAllPairsKeeps(double threshold) {
        for (int seed = 0; seed < 12; seed++) {
            boolean classAware = seed % 2 == 0;
            Random random = new Random(seed);
            // From uniform to very different sizes and aspects, dense and sparse.
            double spread = seed / 2;
            double extent = seed % 3 == 0 ? 60 : 600;
            List<Box> boxes = new ArrayList<>();
            ScoredBoxes columns = new ScoredBoxes();
            for (int i = 0; i < 500; i++) {
                double x = random.nextDouble() * extent - extent / 2;
                double y = random.nextDouble() * extent - extent / 2;
                double width = 8 * Math.pow(2, spread * (random.nextDouble() - 0.5));
                double height = 8 * Math.pow(2, spread * (random.nextDouble() - 0.5));
                boxes.add(new Box(x, y, x + width, y + height));
                columns.add(x, y, x + width, y + height, random.nextInt(100) / 100f, random.nextInt(3), i);
            }

            for (Overlap ratio : Overlap.values()) {
                int[] kept = new NonMaximumSuppression(threshold, ratio, classAware, NO_LIMIT, NO_LIMIT)
                        .select(columns, rejections);

                assertThat(kept)
                        .as("seed %d, %s", seed, ratio)
                        .containsExactly(allPairs(boxes, columns, ratio, threshold, classAware));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aThresholdThatIsNoFractionIsRefused(double threshold) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NonMaximumSuppression(threshold, true, 1, 1))
                .withMessage("threshold must be from 0 to 1, got " + threshold);
    }

    private static int[] allPairs(
            List<Box> boxes, ScoredBoxes columns, Overlap ratio, double threshold, boolean classAware) {
        List<Integer> kept = new ArrayList<>();
        IntStream.range(0, boxes.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -columns.score(i)))
                .forEach(i -> {
                    boolean free = kept.stream()
                            .noneMatch(k -> (!classAware || columns.classIndex(k) == columns.classIndex(i))
                                    && overlap(boxes.get(k), boxes.get(i), ratio) > threshold);
                    if (free) {
                        kept.add(i);
                    }
                });
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double overlap(Box a, Box b, Overlap ratio) {
        double width = Math.max(0, Math.min(a.maxX(), b.maxX()) - Math.max(a.minX(), b.minX()));
        double height = Math.max(0, Math.min(a.maxY(), b.maxY()) - Math.max(a.minY(), b.minY()));
        double shared = width * height;
        double whole = ratio == Overlap.IOS ? Math.min(a.area(), b.area()) : a.area() + b.area() - shared;
        return shared == 0 ? 0 : Math.min(1, shared / whole);
    }

    private String select(NonMaximumSuppression suppression, String text) {
        ScoredBoxes boxes = new ScoredBoxes();
        for (String box : text.split("; ")) {
            String[] v = box.split(" ");
            boxes.add(
                    Double.parseDouble(v[0]),
                    Double.parseDouble(v[1]),
                    Double.parseDouble(v[2]),
                    Double.parseDouble(v[3]),
                    Float.parseFloat(v[4]),
                    Integer.parseInt(v[5]),
                    boxes.size());
        }
        StringBuilder kept = new StringBuilder();
        for (int index : suppression.select(boxes, rejections)) {
            kept.append(kept.isEmpty() ? "" : " ").append(index);
        }
        return kept.toString();
    }
}
