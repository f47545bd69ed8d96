package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Measure;
import org.gsprelabel.model.NmsRules.Method;
import org.gsprelabel.model.NmsRules.Overlap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SoftSuppressionTest {

    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final double LEAST = 0.05;

    private final RejectionCounts rejections = new RejectionCounts();

    // Boxes as minX minY maxX maxY score class; what is kept as index score, by hand. exp(-0.25 / 0.5) = 0.606530660,
    // exp(-1 / 9 / 0.5) = 0.800737403, exp(-1 / 0.5) = 0.135335283.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            half covered                | SOFT_LINEAR 0.3   | 0 0 10 10 .9 0; 0 0 10 5 .8 0                   | 0 .9, 1 .4
            half covered                | SOFT_GAUSSIAN 0.5 | 0 0 10 10 .9 0; 0 0 10 5 .8 0                   | 0 .9, 1 .485224528
            no more than the threshold  | SOFT_LINEAR 0.5   | 0 0 10 10 .9 0; 0 0 10 5 .8 0                   | 0 .9, 1 .8
            a third, at any overlap     | SOFT_GAUSSIAN 0.5 | 0 0 10 10 .9 0; 5 0 15 10 .6 0                  | 0 .9, 1 .480442442
            a wider sigma               | SOFT_GAUSSIAN 1   | 0 0 10 10 .9 0; 0 0 10 5 .8 0                   | 0 .9, 1 .623040627
            the same box                | SOFT_LINEAR 0.3   | 0 0 10 10 .9 0; 0 0 10 10 .8 0                  | 0 .9
            the same box                | SOFT_GAUSSIAN 0.5 | 0 0 10 10 .9 0; 0 0 10 10 .8 0                  | 0 .9, 1 .108268227
            of equal ones the first     | SOFT_GAUSSIAN 0.5 | 0 0 10 10 .8 0; 0 0 10 10 .8 0                  | 0 .8, 1 .108268227
            it falls behind another     | SOFT_LINEAR 0.3   | 0 0 10 10 .9 0; 0 0 10 5 .8 0; 30 0 40 9 .7 0   | 0 .9, 2 .7, 1 .4
            both neighbours lower it    | SOFT_LINEAR 0.3   | 0 0 10 10 .9 0; 5 0 15 10 .6 0; 10 0 20 10 .8 0 | 0 .9, 2 .8, 1 .266666667
            the weaker of two lowered   | SOFT_LINEAR 0.3   | 0 0 10 10 .9 0; 0 0 10 5 .8 0; 0 2 10 5 .7 0    | 0 .9, 2 .7, 1 .16
            other classes do not matter | SOFT_LINEAR 0.3   | 0 0 10 10 .9 0; 0 0 10 5 .8 1                   | 0 .9, 1 .8
            touching boxes              | SOFT_GAUSSIAN 0.5 | 0 0 10 10 .9 0; 10 0 20 10 .8 0                 | 0 .9, 1 .8
            """)
    void scoresOfWhatOverlapsAStrongerBoxAreLowered(String name, String how, String boxes, String expected) {
        ScoredBoxes scored = boxes(boxes);

        List<Kept> kept = suppression(how, Overlap.IOU, true).select(scored, iou(scored), any -> LEAST, rejections);

        assertKept(kept, expected);
        long gone = (long) scored.size() - kept.size();
        assertThat(rejections.asMap()).isEqualTo(gone == 0 ? Map.of() : Map.of(Rejection.SUPPRESSED, gone));
    }

    @Test
    void otherClassesMatterWhenAgnostic() {
        ScoredBoxes scored = boxes("0 0 10 10 .9 0; 0 0 10 5 .8 1");

        assertKept(
                suppression("SOFT_LINEAR 0.3", Overlap.IOU, false)
                        .select(scored, iou(scored), any -> LEAST, rejections),
                "0 .9, 1 .4");
    }

    @Test
    void whatFallsBelowTheLeastScoreOfItsClassGoesAndOneOfExactlyThatStays() {
        // IoU 1/2: .75 becomes .375
        ScoredBoxes scored = boxes("0 0 10 10 1 0; 0 0 10 5 .75 0; 50 0 60 10 1 1; 50 0 60 5 .75 1");

        List<Kept> kept = suppression("SOFT_LINEAR 0.3", Overlap.IOU, true)
                .select(scored, iou(scored), classIndex -> classIndex == 0 ? 0.375 : 0.376, rejections);

        assertKept(kept, "0 1, 2 1, 1 .375");
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.SUPPRESSED, 1L));
    }

    @Test
    void theLimitsAreCounted() {
        ScoredBoxes scored = boxes("0 0 1 1 .1 0; 2 0 3 1 .9 0; 4 0 5 1 .5 0; 6 0 7 1 .7 0; 8 0 9 1 .6 0");
        SoftSuppression suppression = new SoftSuppression(
                suppression("SOFT_GAUSSIAN 0.5", Overlap.IOU, true).rules(), 4, 3);

        assertKept(suppression.select(scored, iou(scored), any -> LEAST, rejections), "1 .9, 3 .7, 4 .6");
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.TOO_MANY_IN_TILE, 2L));
    }

    @Test
    void aCrowdIsLookedAtOnceForEachBoxThatIsKept() {
        ScoredBoxes scored = new ScoredBoxes();
        for (int i = 0; i < 1000; i++) {
            scored.add(0, 0, 10, 10, 1 - i / 2000f, 0, i);
        }
        SoftSuppression suppression = new SoftSuppression(
                suppression("SOFT_GAUSSIAN 0.5", Overlap.IOU, true).rules(), NO_LIMIT, 5);
        AtomicInteger looks = new AtomicInteger();
        PairOverlap counted = (a, b) -> {
            looks.incrementAndGet();
            return scored.iou(a, b);
        };

        List<Kept> kept = suppression.select(scored, counted, any -> 0, rejections);

        // each keeps its rank and has met all that came before: (1 - i / 2000) exp(-2 i)
        assertKept(kept, "0 1, 1 .135267616, 2 .018297323, 3 .002475034, 4 .000334792");
        assertThat(looks).hasValue(999 + 998 + 997 + 996 + 995);
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.TOO_MANY_IN_TILE, 995L));
    }

    @Test
    void whatHasFallenWhenEnoughIsKeptIsSuppressedAndTheRestIsTooMuch() {
        ScoredBoxes scored = boxes("0 0 10 10 .9 0; 0 0 10 10 .8 0; 50 0 60 10 .7 0; 90 0 99 9 .6 0");
        SoftSuppression suppression = new SoftSuppression(
                suppression("SOFT_LINEAR 0.3", Overlap.IOU, true).rules(), NO_LIMIT, 1);

        assertKept(suppression.select(scored, iou(scored), any -> LEAST, rejections), "0 .9");
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.SUPPRESSED, 1L, Rejection.TOO_MANY_IN_TILE, 2L));
    }

    @Test
    void whatHasFallenIsNotLookedAtAgain() {
        // the third falls with the first, and would meet the second
        ScoredBoxes scored = boxes("0 0 10 10 .9 0; 5 0 15 10 .8 0; 0 0 10 10 .7 0");
        List<String> looks = new ArrayList<>();
        PairOverlap noted = (a, b) -> {
            looks.add(a + " " + b);
            return scored.iou(a, b);
        };

        assertKept(
                suppression("SOFT_LINEAR 0.5", Overlap.IOU, true).select(scored, noted, any -> LEAST, rejections),
                "0 .9, 1 .8");
        assertThat(looks).containsExactlyInAnyOrder("0 1", "0 2");
    }

    @Test
    void aBoxFarOutsideIsNoHindrance() {
        ScoredBoxes scored = new ScoredBoxes();
        scored.add(1e30, 1e30, 2e30, 2e30, 1, 0, 0);
        for (int i = 1; i < 50_000; i++) {
            int place = i * 7919 % 50_000;
            double x = 20 * (place % 250);
            double y = 20 * Math.floorDiv(place, 250);
            scored.add(x, y, x + 10, y + 10, .9f, 0, i);
        }

        List<Kept> kept = suppression("SOFT_GAUSSIAN 0.5", Overlap.IOU, true)
                .select(scored, iou(scored), any -> LEAST, rejections);

        assertThat(kept).hasSize(50_000);
        assertThat(rejections.asMap()).isEmpty();
    }

    /** Against the paper's pseudo code: all scores, the strongest, all others lowered. */
    @ParameterizedTest
    @CsvSource({"SOFT_LINEAR 0.3", "SOFT_LINEAR 0", "SOFT_LINEAR 0.7", "SOFT_GAUSSIAN 0.5", "SOFT_GAUSSIAN 0.05"})
    void givesWhatLoweringAllScoresAgainAndAgainGives(String how) {
        for (int seed = 0; seed < 16; seed++) {
            boolean classAware = seed % 2 == 0;
            ScoredBoxes scored = crowd(new Random(seed), seed % 3 == 0 ? 40 : 300, seed / 2.0);
            SoftSuppression suppression = suppression(how, Overlap.IOU, classAware);

            List<Kept> kept = suppression.select(scored, iou(scored), any -> LEAST, rejections);

            List<Kept> expected = again(scored, suppression.rules());
            assertThat(kept)
                    .extracting(Kept::index)
                    .as("seed %d", seed)
                    .isEqualTo(expected.stream().map(Kept::index).toList());
            for (int i = 0; i < kept.size(); i++) {
                assertThat(kept.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Method.class, names = "GREEDY", mode = EnumSource.Mode.EXCLUDE)
    void theOrderOfBoxesOfDifferentScoresDoesNotMatter(Method method) {
        Random random = new Random(7);
        List<double[]> boxes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            double x = random.nextInt(100);
            double y = random.nextInt(100);
            boxes.add(new double[] {x, y, x + 5 + random.nextInt(20), y + 5 + random.nextInt(20), (i + 1) / 301.0});
        }
        SoftSuppression suppression = suppression(method + " 0.5", Overlap.IOU, true);
        List<String> first = texts(suppression, boxes);

        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(boxes, new Random(seed));

            assertThat(texts(suppression, boxes)).isEqualTo(first);
        }
    }

    @Test
    void greedyIsNoneOfItsMethods() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SoftSuppression(NmsRules.greedy(Measure.BOX, 0.5, true), 1, 1))
                .withMessage(
                        "rules must be of a soft method, got method=greedy, measure=box, iou=0.5, class_aware=true");
    }

    private List<String> texts(SoftSuppression suppression, List<double[]> boxes) {
        ScoredBoxes scored = new ScoredBoxes();
        for (double[] box : boxes) {
            scored.add(box[0], box[1], box[2], box[3], (float) box[4], 0, scored.size());
        }
        return suppression.select(scored, iou(scored), any -> LEAST, rejections).stream()
                .map(kept -> scored.minX(kept.index()) + " " + scored.maxY(kept.index()) + " " + kept.score())
                .toList();
    }

    private static List<Kept> again(ScoredBoxes boxes, NmsRules rules) {
        double[] scores = new double[boxes.size()];
        int[] place = new int[boxes.size()];
        int[] order = boxes.strongestFirst();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = boxes.score(i);
            place[order[i]] = i;
        }
        List<Kept> kept = new ArrayList<>();
        boolean[] isDone = new boolean[scores.length];
        for (int step = 0; step < scores.length; step++) {
            int best = -1;
            for (int i = 0; i < scores.length; i++) {
                if (!isDone[i]
                        && (best < 0
                                || scores[i] > scores[best]
                                || (scores[i] == scores[best] && place[i] < place[best]))) {
                    best = i;
                }
            }
            isDone[best] = true;
            if (scores[best] < LEAST) {
                break;
            }
            kept.add(new Kept(best, scores[best]));
            for (int i = 0; i < scores.length; i++) {
                if (!isDone[i] && (!rules.classAware() || boxes.classIndex(i) == boxes.classIndex(best))) {
                    double iou = boxes.iou(best, i);
                    if (rules.method() == Method.SOFT_GAUSSIAN) {
                        scores[i] *= Math.exp(-(iou * iou) / rules.sigma());
                    } else if (iou > rules.threshold()) {
                        scores[i] *= 1 - iou;
                    }
                }
            }
        }
        return kept;
    }

    private static ScoredBoxes crowd(Random random, double extent, double spread) {
        ScoredBoxes boxes = new ScoredBoxes();
        for (int i = 0; i < 300; i++) {
            double x = random.nextDouble() * extent;
            double y = random.nextDouble() * extent;
            double width = 8 * Math.pow(2, spread * (random.nextDouble() - 0.5));
            double height = 8 * Math.pow(2, spread * (random.nextDouble() - 0.5));
            boxes.add(x, y, x + width, y + height, random.nextInt(100) / 100f, random.nextInt(3), i);
        }
        return boxes;
    }

    private static SoftSuppression suppression(String how, Overlap overlap, boolean classAware) {
        String[] words = how.split(" ");
        Method method = Method.valueOf(words[0]);
        double value = Double.parseDouble(words[1]);
        boolean isGaussian = method == Method.SOFT_GAUSSIAN;
        NmsRules rules = new NmsRules(
                method, Measure.BOX, overlap, isGaussian ? 0.5 : value, isGaussian ? value : 0.5, classAware);
        return new SoftSuppression(rules, NO_LIMIT, NO_LIMIT);
    }

    private static PairOverlap iou(ScoredBoxes boxes) {
        return boxes::iou;
    }

    private static ScoredBoxes boxes(String text) {
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
        return boxes;
    }

    private static void assertKept(List<Kept> kept, String expected) {
        String[] texts = expected.split(", ");
        assertThat(kept).hasSize(texts.length);
        for (int i = 0; i < texts.length; i++) {
            String[] words = texts[i].split(" ");
            assertThat(kept.get(i).index()).isEqualTo(Integer.parseInt(words[0]));
            assertThat(kept.get(i).score()).isCloseTo(Double.parseDouble(words[1]), within(1e-6));
        }
    }
}
