package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientedSuppressionTest {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final RejectionCounts rejections = new RejectionCounts();

    /**
     * The expected values come from no closed formula: a Python script summed {@code sqrt(p(x, y) * q(x, y)) * step^2} over
     * a grid of step 0.05, where p and q are the two normal densities
     *
     * <pre>{@code
     * u = (x-cx)*cos(t) + (y-cy)*sin(t); v = -(x-cx)*sin(t) + (y-cy)*cos(t)
     * exp(-(u*sqrt(12)/w)**2/2 - (v*sqrt(12)/h)**2/2) / (2*pi*w*h/12)
     * }</pre>
     *
     * and printed {@code 1 - sqrt(1 - sum)}.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 0 4 2 0    | 1 0 4 2 0          | 0.700851812
            0 0 4 2 0    | 0 1 4 2 0          | 0.440794563
            0 0 4 2 0    | 0 0 4 2 0.78539816 | 0.658609034
            0 0 4 2 0    | 0 0 2 4 0          | 0.552786405
            0 0 4 2 0    | 0 0 8 4 0          | 0.552786404
            0 0 6 2 0.5  | 1 -0.5 5 3 2       | 0.417725587
            -1 2 6 1 3   | 1 1 4 4 0.3        | 0.268833864
            0 0 6 2 -0.7 | 0.2 0.1 6.5 2.2 2.5 | 0.855947945
            """)
    void prob_iou_is_what_numerical_integration_gives(String a, String b, double expected) {
        assertThat(OrientedSuppression.probIou(box(a), box(b))).isCloseTo(expected, within(1e-7));
        assertThat(OrientedSuppression.probIou(box(b), box(a))).isCloseTo(expected, within(1e-7));
    }

    @Test
    void a_box_is_wholly_similar_to_itself_however_it_is_written() {
        assertThat(OrientedSuppression.probIou(box("3 4 5 2 0.4"), box("3 4 5 2 0.4")))
                .isCloseTo(1, within(1e-6));
        assertThat(OrientedSuppression.probIou(
                        new OrientedBox(3, 4, 5, 2, 0.4), new OrientedBox(3, 4, 2, 5, 0.4 + Math.PI / 2)))
                .isCloseTo(1, within(1e-6));
    }

    // Half its length along it, D is 3 / 8 and the similarity 1 - sqrt(1 - exp(-3 / 8)) = 0.440795, however thin it is.
    @ParameterizedTest
    @CsvSource({"4, 0", "4, 0.7", "0.001, 0.7", "0.00001, 0.7", "0.00001, 1.1", "0.00001, 2.5"})
    void a_long_box_is_compared_however_thin_and_turned_it_is(double across, double angle) {
        OrientedBox box = new OrientedBox(3, 4, 1e5, across, angle);
        OrientedBox next =
                new OrientedBox(3 + 5e4 * StrictMath.cos(angle), 4 + 5e4 * StrictMath.sin(angle), 1e5, across, angle);

        assertThat(OrientedSuppression.probIou(box, box)).isCloseTo(1, within(1e-6));
        assertThat(OrientedSuppression.probIou(box, next)).isCloseTo(0.440794563, within(1e-7));
    }

    // Boxes of 4 x 2 at angle 0 in a row: x score class. Similarity of neighbours 1 apart 0.701, 2 apart 0.441.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            strongest first                  | 0.7  | 0 .2 0; 20 .9 0         | 1 0
            similar enough                   | 0.7  | 0 .9 0; 1 .8 0          | 0
            not similar enough               | 0.71 | 0 .9 0; 1 .8 0          | 0 1
            the weaker goes                  | 0.7  | 0 .8 0; 1 .9 0          | 1
            of equal ones the first          | 0.7  | 0 .9 0; 1 .9 0          | 0
            other classes do not matter      | 0.7  | 0 .9 0; 1 .8 1          | 0 1
            what goes takes others with it   | 0.7  | 0 .9 0; 1 .8 0; 2 .7 0  | 0
            but not the other way            | 0.7  | 0 .8 0; 1 .7 0; 2 .9 0  | 2 0
            all of a class at a threshold of 0 | 0  | 0 .9 0; 900 .8 0; 9 .7 1 | 0 2
            the same box at a threshold of 1 | 1    | 0 .9 0; 0 .8 0; 1 .7 0  | 0 2
            """)
    void a_box_goes_when_any_stronger_one_is_similar(String name, double threshold, String boxes, String kept) {
        ScoredBoxes scored = new ScoredBoxes();
        List<OrientedBox> oriented = new ArrayList<>();
        for (String text : boxes.split("; ")) {
            String[] v = text.split(" ");
            add(scored, oriented, box(v[0] + " 0 4 2 0"), Float.parseFloat(v[1]), Integer.parseInt(v[2]));
        }

        int[] selected =
                new OrientedSuppression(threshold, true, NO_LIMIT, NO_LIMIT).select(scored, oriented, rejections);

        assertThat(selected)
                .containsExactly(IntStream.of(List.of(kept.split(" ")).stream()
                                .mapToInt(Integer::parseInt)
                                .toArray())
                        .toArray());
        long suppressed = (long) oriented.size() - selected.length;
        assertThat(rejections.asMap()).isEqualTo(suppressed == 0 ? Map.of() : Map.of(Rejection.SUPPRESSED, suppressed));
    }

    @Test
    void the_limits_are_counted() {
        ScoredBoxes scored = new ScoredBoxes();
        List<OrientedBox> oriented = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            add(scored, oriented, box(20 * i + " 0 4 2 0"), 0.9f - i / 10f, 0);
        }

        assertThat(new OrientedSuppression(0.7, true, 5, 2).select(scored, oriented, rejections))
                .containsExactly(0, 1);
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.TOO_MANY_IN_TILE, 4L));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.3, 0.5, 0.7, 0.9, 0.99, 1})
    void keeps_what_comparing_all_pairs_keeps(double threshold) {
        for (int seed = 0; seed < 10; seed++) {
            boolean classAware = seed % 2 == 0;
            Random random = new Random(seed);
            double spread = seed / 2.0;
            double extent = seed % 3 == 0 ? 60 : 600;
            ScoredBoxes scored = new ScoredBoxes();
            List<OrientedBox> boxes = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                OrientedBox box = new OrientedBox(
                        random.nextDouble() * extent,
                        random.nextDouble() * extent,
                        8 * Math.pow(2, spread * (random.nextDouble() - 0.5)),
                        8 * Math.pow(2, spread * (random.nextDouble() - 0.5)),
                        random.nextDouble() * 6 - 3);
                add(scored, boxes, box, random.nextInt(100) / 100f, random.nextInt(3));
            }

            int[] kept = new OrientedSuppression(threshold, classAware, NO_LIMIT, NO_LIMIT)
                    .select(scored, boxes, rejections);

            assertThat(kept).as("seed %d", seed).containsExactly(allPairs(scored, boxes, threshold, classAware));
        }
    }

    @Test
    void a_flood_of_the_same_box_is_one_box() {
        ScoredBoxes scored = new ScoredBoxes();
        List<OrientedBox> boxes = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            add(scored, boxes, box("10 10 8 4 0.3"), 0.5f, 0);
        }

        assertThat(new OrientedSuppression(0.7, true, 30_000, 300).select(scored, boxes, rejections))
                .containsExactly(0);
        assertThat(rejections.asMap())
                .isEqualTo(Map.of(Rejection.SUPPRESSED, 29_999L, Rejection.TOO_MANY_IN_TILE, 20_000L));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void a_threshold_that_is_no_fraction_is_refused(double threshold) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrientedSuppression(threshold, true, 1, 1))
                .withMessage("threshold must be from 0 to 1, got " + threshold);
    }

    private static int[] allPairs(ScoredBoxes scored, List<OrientedBox> boxes, double threshold, boolean classAware) {
        List<Integer> order = IntStream.range(0, boxes.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scored.score(i)))
                .toList();
        List<Integer> kept = new ArrayList<>();
        for (int rank = 0; rank < order.size(); rank++) {
            int box = order.get(rank);
            if (order.subList(0, rank).stream()
                    .noneMatch(i -> (!classAware || scored.classIndex(i) == scored.classIndex(box))
                            && OrientedSuppression.probIou(boxes.get(i), boxes.get(box)) >= threshold)) {
                kept.add(box);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void add(ScoredBoxes scored, List<OrientedBox> boxes, OrientedBox box, float score, int type) {
        scored.add(0, 0, 1, 1, score, type, boxes.size());
        boxes.add(box);
    }

    private static OrientedBox box(String text) {
        double[] v = List.of(text.split(" ")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new OrientedBox(v[0], v[1], v[2], v[3], v[4]);
    }
}
