package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;

/**
 * What the predicted IoU rules out is never brought to the window. Of a batch of 64 points, three masks each, all planes but
 * four are no numbers: every one of these that is looked at is counted as such, whatever comes of it.
 */
class ScoreFilterTest {

    private static final int SIZE = 64;
    private static final int PLANES = 3 * 64;
    private static final int GOOD = 4;

    @Test
    void ofABatchOf64PointsOnlyThePlanesOfGoodScoreAreLookedAt() {
        SparseModel model = new SparseModel();
        RejectionCounts rejections = new RejectionCounts();

        List<GeneratedMask> masks = generate(model, "pred_iou_thresh=0.8", rejections);

        assertThat(model.batches).containsExactly(64);
        assertThat(masks)
                .extracting(mask -> mask.mask().bounds().orElseThrow())
                .containsExactlyInAnyOrder(
                        new PixelRect(1, 1, 6, 6),
                        new PixelRect(1, 17, 6, 6),
                        new PixelRect(1, 33, 6, 6),
                        new PixelRect(1, 49, 6, 6));
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.LOW_CONFIDENCE, (long) PLANES - GOOD));
    }

    @Test
    void withoutAThresholdEveryPlaneIsLookedAt() {
        RejectionCounts rejections = new RejectionCounts();

        assertThat(generate(new SparseModel(), "pred_iou_thresh=0", rejections)).hasSize(GOOD);
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, (long) PLANES - GOOD));
    }

    private static List<GeneratedMask> generate(SparseModel model, String text, RejectionCounts rejections) {
        MaskGeneratorParameters parameters = MaskGeneratorParameters.parse(
                text, MaskGeneratorParameters.parse("points_per_side=8", MaskGeneratorParameters.sam1()));
        FilledWindow window = ShapeScene.window(new PixelRect(0, 0, SIZE, SIZE), 1, new float[SIZE * SIZE]);
        return new MaskGenerator(model, parameters).generate(window, rejections);
    }

    /**
     * Answers points of the first column, in every second row, with a square around them as the second of three masks, with a
     * predicted IoU of 0.9. All other planes are no numbers and have one of 0.5.
     */
    private static final class SparseModel implements PromptableModel {

        final List<Integer> batches = new ArrayList<>();

        @Override
        public EncoderInput prepare(FilledWindow window) {
            return new EncoderInput(Map.of(), InputFrame.identity(SIZE, SIZE));
        }

        @Override
        public Embedding encode(EncoderInput input) {
            return new Embedding(Map.of(), input.frame());
        }

        @Override
        public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
            batches.add(prompts.size());
            float[] logits = new float[prompts.size() * 3 * SIZE * SIZE];
            float[] iou = new float[prompts.size() * 3];
            Arrays.fill(logits, Float.NaN);
            Arrays.fill(iou, 0.5f);
            for (int i = 0; i < prompts.size(); i++) {
                MaskPrompt.Point point = prompts.get(i).points().get(0);
                int column = (int) point.x() / 8;
                int row = (int) point.y() / 8;
                if (column == 0 && row % 2 == 0) {
                    iou[3 * i + 1] = 0.9f;
                    drawSquare(logits, (3 * i + 1) * SIZE * SIZE, (int) point.x(), (int) point.y());
                }
            }
            return new MaskLogits(Tensor.of(logits, prompts.size(), 3, SIZE, SIZE), Tensor.of(iou, prompts.size(), 3));
        }

        private static void drawSquare(float[] logits, int base, int x, int y) {
            for (int i = 0; i < SIZE * SIZE; i++) {
                int fromX = i % SIZE - x;
                int fromY = i / SIZE - y;
                boolean inside = fromX >= -3 && fromX < 3 && fromY >= -3 && fromY < 3;
                logits[base + i] = inside ? 5 : -5;
            }
        }

        @Override
        public int maxPrompts() {
            return 1000;
        }

        @Override
        public Upscaling upscaling() {
            return Upscaling.DIRECT;
        }

        @Override
        public PromptKinds kinds() {
            return new PromptKinds(false, false, false, 1);
        }
    }
}
