package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    /** By the points of the whole window. */
    private final List<Drawing> planes = new ArrayList<>();
    /** By the points of the first crop of layer 1; the other crops show nothing. */
    private final List<Drawing> cropPlanes = new ArrayList<>();

    /** A mask of the window. */
    private static final class Drawing {
        final float[] plane;
        final float iou;

        Drawing(float[] plane, float iou) {
            this.plane = plane;
            this.iou = iou;
        }
    }

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
    void anOverlapOfMasksOfTwoCropsOnTheThresholdDoesNotSuppress() {
        // Boxes from first to last pixel: 10 x 5 in the window, and 7 x 5 in it, seen in the first crop: an IoU of 0.7.
        drawBox(0.95f, 0, 0, 10, 5);
        drawBox(cropPlanes, 0.9f, 0, 0, 7, 5);
        String crops = "crop_n_layers=1, crop_n_points_downscale_factor=2, crop_overlap_ratio=0.5, ";

        assertThat(found(crops + "crop_nms_thresh=0.7")).containsExactly("0.9 at 0", "0.95 at 0");
        assertThat(rejections.get(Rejection.SUPPRESSED)).isZero();
        assertThat(found(crops + "crop_nms_thresh=0.699"))
                .as("the mask of the smaller crop stays, though the other is of higher predicted IoU")
                .containsExactly("0.9 at 0");
        assertThat(rejections.get(Rejection.SUPPRESSED)).isEqualTo(1);
    }

    @Test
    void anOverlapAfterCleaningOnTheGreaterOfTheThresholdsDoesNotSuppress() {
        // As above, once the pixel in the corner is cleared away; with it, the IoU is 50 / 110.
        String body = "#".repeat(8);
        add(0.95f, body, body, body, body, body, body, EMPTY, EMPTY, EMPTY, EMPTY, "...........#");
        drawBox(0.9f, 0, 0, 10, 5);
        String clean = "min_mask_region_area=2, ";

        assertThat(found(clean + "box_nms_thresh=0.6, crop_nms_thresh=0.7")).containsExactly("0.9 at 0", "0.95 at 0");
        assertThat(found(clean + "box_nms_thresh=0.7, crop_nms_thresh=0.1")).containsExactly("0.9 at 0", "0.95 at 0");
        assertThat(rejections.get(Rejection.SUPPRESSED)).isZero();
        assertThat(found(clean + "box_nms_thresh=0.6, crop_nms_thresh=0.699")).containsExactly("0.9 at 0");
        assertThat(found(clean + "box_nms_thresh=0.699, crop_nms_thresh=0.1")).containsExactly("0.9 at 0");
        assertThat(rejections.get(Rejection.SUPPRESSED)).isEqualTo(2);
    }

    @Test
    void pixelsOnTheRaisedAndTheLoweredThresholdAreNotAboveThem() {
        add(0.9f, "########++");
        add(0.95f, EMPTY, "########--");

        assertThat(stabilities("stability_score_offset=0.5")).containsExactly(1f, 0.8f);
        assertThat(stabilities("stability_score_offset=0.499")).containsExactly(1f, 1f);
        assertThat(stabilities("stability_score_offset=0.501")).containsExactly(0.8f, 0.8f);
    }

    @Test
    void pixelsOnTheMaskThresholdAreNotOfTheMask() {
        add(0.9f, "####++");

        assertThat(areas("mask_threshold=0.5")).containsExactly(4L);
        assertThat(areas("mask_threshold=0.499")).containsExactly(6L);
    }

    @Test
    void holesAndIslandsOfTheLeastAreaStay() {
        add(0.9f, "######", "##..##", "######", EMPTY, "###");

        // 16 pixels around a hole of 2, and an island of 3.
        assertThat(areas("min_mask_region_area=2")).containsExactly(19L);
        assertThat(areas("min_mask_region_area=3")).containsExactly(18L + 3L);
        assertThat(areas("min_mask_region_area=4")).containsExactly(18L);
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
        drawBox(planes, iou, left, top, right, bottom);
    }

    private void drawBox(List<Drawing> target, float iou, int left, int top, int right, int bottom) {
        String[] rows = new String[bottom + 1];
        for (int row = 0; row <= bottom; row++) {
            rows[row] = row < top ? EMPTY : ".".repeat(left) + "#".repeat(right - left + 1);
        }
        add(target, iou, rows);
    }

    private void add(float iou, String... rows) {
        add(planes, iou, rows);
    }

    private static void add(List<Drawing> target, float iou, String... rows) {
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
        target.add(new Drawing(plane, iou));
    }

    private List<String> found(String text) {
        return generate(text).stream()
                .map(mask -> mask.predictedIou() + " at " + (int) mask.box().minX())
                .toList();
    }

    private List<Float> stabilities(String text) {
        return generate("stability_score_thresh=0, pred_iou_thresh=0.5, " + text).stream()
                .map(GeneratedMask::stabilityScore)
                .toList();
    }

    private List<Long> areas(String text) {
        return generate("stability_score_thresh=0, " + text).stream()
                .map(mask -> mask.mask().cardinality())
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
            PixelRect crop = window.pixels().rect();
            float[] place = {crop.x(), crop.y(), crop.width(), crop.height()};
            return new EncoderInput(
                    Map.of("crop", Tensor.of(place, 4)), InputFrame.identity(crop.width(), crop.height()));
        }

        @Override
        public Embedding encode(EncoderInput input) {
            return new Embedding(input.tensors(), input.frame());
        }

        @Override
        public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
            Tensor crop = Objects.requireNonNull(embedding.tensors().get("crop"));
            int left = (int) crop.get(0);
            int top = (int) crop.get(1);
            int width = (int) crop.get(2);
            int height = (int) crop.get(3);
            MaskPrompt.Point point = prompts.get(0).points().get(0);
            boolean isWindow = width == WIDTH && height == HEIGHT;
            boolean isFirstCrop = !isWindow && left == 0 && top == 0;
            List<Drawing> drawings = isWindow ? planes : isFirstCrop ? cropPlanes : List.of();
            int index = isWindow ? (point.x() > WIDTH / 2.0 ? 1 : 0) + (point.y() > HEIGHT / 2.0 ? 2 : 0) : 0;
            Drawing drawing = index < drawings.size() ? drawings.get(index) : new Drawing(new float[WIDTH * HEIGHT], 0);
            float[] shown = new float[width * height];
            for (int row = 0; row < height; row++) {
                System.arraycopy(drawing.plane, (top + row) * WIDTH + left, shown, row * width, width);
            }
            return new MaskLogits(Tensor.of(shown, 1, 1, height, width), Tensor.of(new float[] {drawing.iou}, 1, 1));
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
