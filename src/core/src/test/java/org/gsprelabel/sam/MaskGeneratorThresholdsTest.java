package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;

/** What lies on a threshold exactly; masks drawn by hand, one for each point. */
class MaskGeneratorThresholdsTest {

    private static final int WIDTH = 12;
    private static final int HEIGHT = 11;
    private static final String EMPTY = "............";

    private final RejectionCounts rejections = new RejectionCounts();
    private final List<float[]> planes = new ArrayList<>();
    private final List<Float> ious = new ArrayList<>();

    @Test
    void aPredictedIouOnTheThresholdIsTooLow() {
        add(0.8f, "###");
        add(Math.nextUp(0.8f), ".###");
        add(0.9f, "..###");
        add(0.1f, "...###");

        assertThat(found("pred_iou_thresh=0.8")).containsExactly("0.9 at 2", "0.8000001 at 1");
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.LOW_CONFIDENCE, 2L));
    }

    @Test
    void aStabilityScoreOnTheThresholdIsEnough() {
        // Of 10 pixels above -1, 9 and 8 above 1.
        add(0.9f, "#########+", EMPTY, EMPTY);
        add(0.9f, EMPTY, "########++.");
        add(0.9f, EMPTY, EMPTY, ".########+-");

        assertThat(found("stability_score_thresh=0.9")).containsExactly("0.9 at 0");
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.LOW_STABILITY, 2L, Rejection.LOW_CONFIDENCE, 1L));
    }

    @Test
    void anOverlapOnTheThresholdDoesNotSuppress() {
        // Boxes from first to last pixel: 10 x 10, and 7 x 10 in it, an IoU of 0.7.
        drawBox(0.9f, 0, 0, 10, 10);
        drawBox(0.8f, 0, 0, 7, 10);

        assertThat(found("box_nms_thresh=0.7, pred_iou_thresh=0.5")).containsExactly("0.9 at 0", "0.8 at 0");
        assertThat(found("box_nms_thresh=0.699, pred_iou_thresh=0.5")).containsExactly("0.9 at 0");
        assertThat(rejections.get(Rejection.SUPPRESSED)).isEqualTo(1);
    }

    @Test
    void masksOfOneScoreComeInTheOrderOfTheirPoints() {
        add(0.9f, "....##", "....##");
        add(0.95f, "##", "##");
        add(0.9f, "..##", "..##");

        assertThat(found("pred_iou_thresh=0.5")).containsExactly("0.95 at 0", "0.9 at 4", "0.9 at 2");
    }

    @Test
    void masksOfOnePixelHaveBoxesWithoutAreaAndSuppressNothing() {
        add(0.9f, "#");
        add(0.9f, "#");
        add(0.9f, "##", "##");

        assertThat(found("pred_iou_thresh=0.5")).containsExactly("0.9 at 0", "0.9 at 0", "0.9 at 0");
    }

    @Test
    void aMaskWithoutAPixelIsNone() {
        // Two pixels lie on the mask threshold itself, not above it.
        add(0.9f, "00");
        add(0.9f, "#");

        assertThat(found("stability_score_thresh=0")).containsExactly("0.9 at 0");
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.EMPTY_SHAPE, 1L, Rejection.LOW_CONFIDENCE, 2L));
    }

    @Test
    void whatIsNoNumberIsCounted() {
        add(Float.NaN, "#");
        add(Float.POSITIVE_INFINITY, "#");
        add(0.9f, "?");
        add(0.9f, "#");

        assertThat(found("pred_iou_thresh=0")).containsExactly("0.9 at 0");
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 3L));
    }

    @Test
    void boxesPointsAndCropsAreThoseOfTheReference() {
        add(0.1f, EMPTY);
        add(0.9f, EMPTY, "...####", "...####", "...####");

        GeneratedMask mask = generate("").get(0);

        // XYWH [3, 1, 3, 2]; the second of 2 x 2 points.
        assertThat(mask.box().minX()).isEqualTo(3);
        assertThat(mask.box().minY()).isEqualTo(1);
        assertThat(mask.box().maxX() - mask.box().minX()).isEqualTo(3);
        assertThat(mask.box().maxY() - mask.box().minY()).isEqualTo(2);
        assertThat(mask.mask().cardinality()).isEqualTo(12);
        assertThat(mask.point()).isEqualTo(new MaskPrompt.Point(9, 2.75, true));
        assertThat(mask.crop()).isEqualTo(new PixelRect(0, 0, WIDTH, HEIGHT));
        assertThat(mask.stabilityScore()).isEqualTo(1);
    }

    private void drawBox(float iou, int left, int top, int right, int bottom) {
        String[] rows = new String[bottom + 1];
        for (int row = 0; row <= bottom; row++) {
            rows[row] = row < top ? EMPTY : ".".repeat(left) + "#".repeat(right - left + 1);
        }
        add(iou, rows);
    }

    private void add(float iou, String... rows) {
        float[] plane = new float[WIDTH * HEIGHT];
        for (int i = 0; i < plane.length; i++) {
            String row = i / WIDTH < rows.length ? rows[i / WIDTH] : "";
            plane[i] = switch (i % WIDTH < row.length() ? row.charAt(i % WIDTH) : '.') {
                case '#' -> 5;
                case '+' -> 0.5f;
                case '-' -> -0.5f;
                case '0' -> 0;
                case '?' -> Float.NaN;
                default -> -5;
            };
        }
        planes.add(plane);
        ious.add(iou);
    }

    private List<String> found(String text) {
        return generate(text).stream()
                .map(mask -> mask.predictedIou() + " at " + (int) mask.box().minX())
                .toList();
    }

    private List<GeneratedMask> generate(String text) {
        String base = "points_per_side=2, multimask_output=false";
        MaskGeneratorParameters parameters = MaskGeneratorParameters.parse(
                text, MaskGeneratorParameters.parse(base, MaskGeneratorParameters.sam1()));
        FilledWindow window = ShapeScene.window(new PixelRect(0, 0, WIDTH, HEIGHT), 1, new float[WIDTH * HEIGHT]);
        return new MaskGenerator(new DrawnModel(), parameters).generate(window, rejections);
    }

    /** Answers each point of the grid with its drawing, and points without one with nothing. */
    private final class DrawnModel implements PromptableModel {

        @Override
        public EncoderInput prepare(FilledWindow window) {
            return new EncoderInput(Map.of(), InputFrame.identity(WIDTH, HEIGHT));
        }

        @Override
        public Embedding encode(EncoderInput input) {
            return new Embedding(Map.of(), input.frame());
        }

        @Override
        public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
            MaskPrompt.Point point = prompts.get(0).points().get(0);
            int index = (point.x() > WIDTH / 2.0 ? 1 : 0) + (point.y() > HEIGHT / 2.0 ? 2 : 0);
            float[] nothing = new float[WIDTH * HEIGHT];
            return new MaskLogits(
                    Tensor.of(index < planes.size() ? planes.get(index) : nothing, 1, 1, HEIGHT, WIDTH),
                    Tensor.of(new float[] {index < ious.size() ? ious.get(index) : 0}, 1, 1));
        }

        @Override
        public int maxPrompts() {
            return 1;
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
