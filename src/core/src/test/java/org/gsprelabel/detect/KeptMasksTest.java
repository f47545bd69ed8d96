package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Measure;
import org.gsprelabel.model.NmsRules.Method;
import org.gsprelabel.model.NmsRules.Overlap;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptMasksTest {

    private final RejectionCounts rejections = new RejectionCounts();

    /** Against sets of pixels, all pairs. */
    @ParameterizedTest
    @CsvSource({"IOU, 0", "IOU, 0.2", "IOU, 0.5", "IOS, 0.3", "IOS, 0.8"})
    void aMaskIsKeptUnlessAStrongerKeptOneOverlapsIt(Overlap ratio, double threshold) {
        for (int seed = 0; seed < 6; seed++) {
            boolean classAware = seed % 2 == 0;
            Random random = new Random(seed);
            KeptMasks suppression =
                    new KeptMasks(new NmsRules(Method.GREEDY, Measure.MASK, ratio, threshold, 0.5, classAware), 120);
            List<boolean[]> kept = new ArrayList<>();
            List<Integer> classes = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                int width = 1 + random.nextInt(90);
                int height = 1 + random.nextInt(30);
                BitMask mask = new BitMask(random.nextInt(100 - width), random.nextInt(50 - height), width, height);
                boolean[] pixels = new boolean[100 * 50];
                int slope = random.nextInt(3) - 1;
                for (int row = 0; row < height; row++) {
                    for (int column = 0; column < width; column++) {
                        if (Math.floorMod(column + slope * row, width) <= width / 2) {
                            mask.set(column, row);
                            pixels[(mask.y() + row) * 100 + mask.x() + column] = true;
                        }
                    }
                }
                int classIndex = random.nextInt(2);
                boolean isFree = true;
                for (int k = 0; k < kept.size(); k++) {
                    isFree &= (classAware && classes.get(k) != classIndex)
                            || !(overlap(kept.get(k), pixels, ratio) > threshold);
                }

                assertThat(suppression.keeps(mask, classIndex))
                        .as("seed %d, mask %d", seed, i)
                        .isEqualTo(isFree);

                if (isFree) {
                    kept.add(pixels);
                    classes.add(classIndex);
                }
            }
        }
    }

    private static double overlap(boolean[] a, boolean[] b, Overlap ratio) {
        int shared = 0;
        int first = 0;
        int second = 0;
        for (int i = 0; i < a.length; i++) {
            shared += a[i] && b[i] ? 1 : 0;
            first += a[i] ? 1 : 0;
            second += b[i] ? 1 : 0;
        }
        return (double) shared / (ratio == Overlap.IOS ? Math.min(first, second) : first + second - shared);
    }

    // Boxes 0..8 and 1..8 of 8 x 8, IoU 7/8. Left masks have columns 0-3 and 1-3 (IoU 3/4, the smaller wholly in the
    // other),
    // the right one 4-7.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LEFT RIGHT | measure=mask iou=0                | 2
            LEFT RIGHT | measure=mask iou=0 class_aware=false | 2
            LEFT RIGHT | iou=0.8                           | 1
            LEFT LEFT  | measure=mask iou=0.76             | 2
            LEFT LEFT  | measure=mask iou=0.74             | 1
            LEFT LEFT  | measure=mask ios=0.99             | 1
            LEFT LEFT  | measure=mask ios=1                | 2
            """)
    void masksAreComparedInPlaceOfBoxes(String masks, String nms, int expected) {
        String[] sides = masks.split(" ");
        Tensor rows = Tensor.of(
                new float[] {4, 4, 8, 8, 1, .9f, weight(sides[0]), 4.5f, 4, 7, 8, 1, .8f, weight(sides[1])}, 1, 2, 7);

        List<Detection> detections = decode(rows, nms, 100);

        assertThat(detections).hasSize(expected);
        assertThat(detections.get(0).score()).isEqualTo(.9f);
        assertThat(rejections.asMap()).isEqualTo(expected == 2 ? Map.of() : Map.of(Rejection.SUPPRESSED, 1L));
    }

    @Test
    void boxesThatAreAsGoodAsTheSameGoWithoutALookAtTheirMasks() {
        Tensor rows = Tensor.of(new float[] {4, 4, 8, 8, 1, .9f, 1, 4, 4, 8, 7.9f, 1, .8f, -1}, 1, 2, 7);

        assertThat(decode(rows, "measure=mask iou=0.5", 100)).hasSize(1);
        assertThat(decode(rows, "measure=mask iou=0.99", 100)).hasSize(2);
    }

    @Test
    void noMoreMasksAreMadeThanAreWanted() {
        Tensor rows = Tensor.of(
                new float[] {4, 4, 8, 8, 1, .9f, 1, 4.5f, 4, 7, 8, 1, .8f, -1, 4, 4.5f, 8, 7, 1, .7f, 1}, 1, 3, 7);

        assertThat(decode(rows, "measure=mask iou=0.99", 2))
                .extracting(Detection::score)
                .containsExactly((double) .9f, (double) .8f);
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.TOO_MANY_IN_TILE, 1L));
    }

    private static float weight(String side) {
        return side.equals("LEFT") ? 1 : -1;
    }

    private List<Detection> decode(Tensor rows, String nms, int maxDetections) {
        Tensor prototypes = Tensor.of(new float[] {1, -1}, 1, 1, 1, 2);
        OutputSpec output = new OutputSpec.Yolo(Models.OUTPUT, Optional.of(Models.PROTOTYPES), YoloLayout.V5);
        ModelDescriptor model = Models.model(Family.YOLO_SEG, output, new Defaults(0.25, 0.5, maxDetections), "a");
        return new YoloDecoder(model, Optional.of(NmsRules.parse(nms, model)))
                .decode(
                        Map.of(Models.OUTPUT, rows, Models.PROTOTYPES, prototypes),
                        0,
                        InputFrame.identity(8, 8),
                        0.25,
                        rejections);
    }
}
