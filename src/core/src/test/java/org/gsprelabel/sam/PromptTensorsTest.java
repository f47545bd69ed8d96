package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gsprelabel.detect.Box;
import org.gsprelabel.model.OutputSpec.PadPoint;
import org.gsprelabel.model.OutputSpec.PromptLayout;
import org.gsprelabel.model.OutputSpec.PromptTensor;
import org.gsprelabel.model.OutputSpec.Promptable;
import org.gsprelabel.sam.MaskPrompt.Point;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What decoders are fed with, worked out by hand. */
class PromptTensorsTest {

    /** A window of 512 x 256 pixels in an input of 1024 x 1024, padded below. */
    private static final InputFrame FRAME = new InputFrame(1024, 1024, 512, 256, 2, 2, 0, 0);

    private static final Point ON = new Point(10, 20.5, true);
    private static final Point OFF = new Point(300, 7, false);
    private static final Box BOX = new Box(1, 2, 30, 40);

    @Test
    void samTakesThePointsThenTheCornersOfTheBox() {
        PromptTensors sam = new CornersAsPoints(spec(PromptLayout.SAM, PadPoint.CALLER, "mask", "size"), false);

        Map<String, Tensor> tensors = sam.write(List.of(prompt(Optional.of(BOX), ON, OFF)), FRAME);

        assertThat(tensors.keySet())
                .containsExactlyInAnyOrder("points", "labels", "maskInput", "hasMaskInput", "imageSize");
        has(tensors, "points", new long[] {1, 4, 2}, 20, 41, 600, 14, 2, 4, 60, 80);
        has(tensors, "labels", new long[] {1, 4}, 1, 0, 2, 3);
        has(tensors, "hasMaskInput", new long[] {1}, 0);
        has(tensors, "imageSize", new long[] {2}, 1, 1);
        assertThat(tensor(tensors, "maskInput").shape()).containsExactly(1, 1, 256, 256);
    }

    @Test
    void samTakesAPaddingPointWhereThereIsNoBox() {
        PromptTensors sam = new CornersAsPoints(spec(PromptLayout.SAM, PadPoint.CALLER), false);

        Map<String, Tensor> tensors =
                sam.write(List.of(prompt(Optional.empty(), ON), prompt(Optional.empty(), OFF)), FRAME);

        has(tensors, "points", new long[] {2, 2, 2}, 20, 41, 0, 0, 600, 14, 0, 0);
        has(tensors, "labels", new long[] {2, 2}, 1, -1, 0, -1);
        assertThat(tensors).hasSize(2);
    }

    @Test
    void edgeSamTakesNoPaddingPoint() {
        PromptTensors edge = new CornersAsPoints(spec(PromptLayout.SAM, PadPoint.NONE), false);

        Map<String, Tensor> tensors = edge.write(List.of(prompt(Optional.empty(), ON)), FRAME);

        has(tensors, "points", new long[] {1, 1, 2}, 20, 41);
        has(tensors, "labels", new long[] {1, 1}, 1);
    }

    @Test
    void sam2TakesTheCornersFirstAndAMaskForEachPrompt() {
        PromptTensors sam2 = new CornersAsPoints(spec(PromptLayout.SAM2, PadPoint.GRAPH, "mask"), true);
        Tensor first = Tensor.of(new float[] {1, 2}, 1, 1, 1, 2);
        Tensor second = Tensor.of(new float[] {3, 4}, 1, 1, 1, 2);

        Map<String, Tensor> tensors = sam2.write(
                List.of(
                        prompt(Optional.of(BOX), ON).withMask(first),
                        prompt(Optional.of(BOX), OFF).withMask(second)),
                FRAME);

        has(tensors, "points", new long[] {2, 3, 2}, 2, 4, 60, 80, 20, 41, 2, 4, 60, 80, 600, 14);
        has(tensors, "labels", new long[] {2, 3}, 2, 3, 1, 2, 3, 0);
        has(tensors, "maskInput", new long[] {2, 1, 1, 2}, 1, 2, 3, 4);
        has(tensors, "hasMaskInput", new long[] {1}, 1);
    }

    @Test
    void sam2TakesAsManyEmptyMasksAsPrompts() {
        PromptTensors sam2 = new CornersAsPoints(spec(PromptLayout.SAM2, PadPoint.GRAPH, "mask"), true);

        Map<String, Tensor> tensors =
                sam2.write(List.of(prompt(Optional.empty(), ON), prompt(Optional.empty(), OFF)), FRAME);

        has(tensors, "labels", new long[] {2, 1}, 1, 0);
        has(tensors, "hasMaskInput", new long[] {1}, 0);
        assertThat(tensor(tensors, "maskInput").shape()).containsExactly(2, 1, 256, 256);
    }

    @Test
    void onlySam2TakesMasksOfSeveralPromptsAtOnce() {
        PromptTensors sam = new CornersAsPoints(spec(PromptLayout.SAM, PadPoint.CALLER, "mask"), false);
        PromptTensors sam2 = new CornersAsPoints(spec(PromptLayout.SAM2, PadPoint.GRAPH, "mask"), true);

        assertThat(sam.maxPrompts(64, false)).isEqualTo(64);
        assertThat(sam.maxPrompts(64, true)).isEqualTo(1);
        assertThat(sam2.maxPrompts(64, true)).isEqualTo(64);
    }

    @Test
    void huggingFaceTakesPromptsBelowTheImage() {
        PromptTensors hf = new NestedPrompts(spec(PromptLayout.NESTED, PadPoint.GRAPH));

        Map<String, Tensor> tensors =
                hf.write(List.of(prompt(Optional.empty(), ON), prompt(Optional.empty(), OFF)), FRAME);

        has(tensors, "points", new long[] {1, 2, 1, 2}, 20, 41, 600, 14);
        has(tensors, "labels", new long[] {1, 2, 1}, 1, 0);
        assertThat(tensors).hasSize(2);
        assertThat(hf.kinds().boxes()).isFalse();
    }

    @Test
    void whatAPromptToSam2OfHuggingFaceLacksHasLengthZero() {
        PromptTensors hf = new NestedPrompts(spec(PromptLayout.NESTED, PadPoint.GRAPH, "boxes"));

        Map<String, Tensor> points = hf.write(List.of(prompt(Optional.empty(), ON)), FRAME);
        Map<String, Tensor> boxes =
                hf.write(List.of(MaskPrompt.around(BOX), MaskPrompt.around(new Box(0, 0, 5, 6))), FRAME);
        Map<String, Tensor> both = hf.write(List.of(prompt(Optional.of(BOX), OFF)), FRAME);

        has(points, "boxes", new long[] {1, 0, 4});
        has(points, "points", new long[] {1, 1, 1, 2}, 20, 41);
        has(boxes, "boxes", new long[] {1, 2, 4}, 2, 4, 60, 80, 0, 0, 10, 12);
        has(boxes, "points", new long[] {1, 1, 0, 2});
        has(boxes, "labels", new long[] {1, 2, 0});
        has(both, "boxes", new long[] {1, 1, 4}, 2, 4, 60, 80);
        has(both, "points", new long[] {1, 1, 1, 2}, 600, 14);
        has(both, "labels", new long[] {1, 1, 1}, 0);
    }

    @Test
    void efficientSamTakesPixelsOfTheImageAsItIs() {
        PromptTensors one = new EfficientPrompts(spec(PromptLayout.EFFICIENT, PadPoint.GRAPH));

        Map<String, Tensor> tensors = one.write(List.of(prompt(Optional.of(BOX), ON)), InputFrame.identity(512, 256));

        has(tensors, "points", new long[] {1, 1, 3, 2}, 10, 20.5f, 1, 2, 30, 40);
        has(tensors, "labels", new long[] {1, 1, 3}, 1, 2, 3);
        assertThat(tensors).hasSize(2);
    }

    @Test
    void aSplitEfficientSamIsToldThatTheImageIsAsLargeAsTheLogits() {
        PromptTensors split = new EfficientPrompts(spec(PromptLayout.EFFICIENT, PadPoint.GRAPH, "size"));

        Map<String, Tensor> tensors =
                split.write(List.of(prompt(Optional.empty(), ON)), InputFrame.identity(512, 1024));

        has(tensors, "points", new long[] {1, 1, 1, 2}, 5, 5.125f);
        has(tensors, "imageSize", new long[] {2}, 256, 256);
    }

    @Test
    void efficientSamTakesSixPointsWithTheCornersOfABox() {
        PromptTensors one = new EfficientPrompts(spec(PromptLayout.EFFICIENT, PadPoint.GRAPH));

        assertThat(tensor(one.write(List.of(prompt(Optional.of(BOX), ON, ON, ON, ON)), FRAME), "labels")
                        .shape())
                .containsExactly(1, 1, 6);
        assertThatThrownBy(() -> one.write(List.of(prompt(Optional.of(BOX), ON, ON, ON, ON, ON)), FRAME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 7");
    }

    private static MaskPrompt prompt(Optional<Box> box, Point... points) {
        return new MaskPrompt(List.of(points), box, Optional.empty());
    }

    /** Tensors by their ids; {@code mask}, {@code size} and {@code boxes} beside those that all have. */
    private static Promptable spec(PromptLayout layout, PadPoint padPoint, String... more) {
        Map<PromptTensor, String> tensors = new HashMap<>();
        List<PromptTensor> all =
                Arrays.asList(PromptTensor.POINTS, PromptTensor.LABELS, PromptTensor.LOGITS, PromptTensor.IOU);
        all.forEach(tensor -> tensors.put(tensor, tensor.id()));
        for (String kind : more) {
            switch (kind) {
                case "mask" -> {
                    tensors.put(PromptTensor.MASK, "maskInput");
                    tensors.put(PromptTensor.HAS_MASK, "hasMaskInput");
                }
                case "size" -> tensors.put(PromptTensor.SIZE, "imageSize");
                default -> tensors.put(PromptTensor.BOXES, "boxes");
            }
        }
        return new Promptable(layout, tensors, Map.of("image", "image"), padPoint);
    }

    private static void has(Map<String, Tensor> tensors, String name, long[] shape, float... values) {
        Tensor tensor = tensor(tensors, name);
        assertThat(tensor.shape()).as(name).containsExactly(shape);
        float[] found = new float[tensor.data().capacity()];
        tensor.data().get(0, found);
        assertThat(found).as(name).containsExactly(values);
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }
}
