package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Measure;
import org.gsprelabel.model.NmsRules.Method;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.model.OutputSpec.DetrLayout;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a text makes of the rules of a model, and what decoders make of them. */
class NmsRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            yolo     | ''                                | method=greedy, measure=box, iou=0.5, class_aware=true
            yolo     | iou=0.3                           | method=greedy, measure=box, iou=0.3, class_aware=true
            yolo     | ios=.3 class_aware=False          | method=greedy, measure=box, ios=0.3, class_aware=false
            yolo     | method=soft-linear                | method=soft-linear, measure=box, iou=0.5, class_aware=true
            yolo     | method=soft-linear, ios = 0.3     | method=soft-linear, measure=box, ios=0.3, class_aware=true
            yolo     | method = soft-gaussian            | method=soft-gaussian, measure=box, sigma=0.5, class_aware=true
            yolo     | method=soft-gaussian  sigma=2     | method=soft-gaussian, measure=box, sigma=2.0, class_aware=true
            yolo-seg | measure=mask iou=0.6              | method=greedy, measure=mask, iou=0.6, class_aware=true
            yolo-obb | iou=0.6                           | method=greedy, measure=prob-iou, iou=0.6, class_aware=true
            yolo-obb | ios=0.6                           | method=greedy, measure=turned-box, ios=0.6, class_aware=true
            yolo-obb | measure=turned-box                | method=greedy, measure=turned-box, iou=0.7, class_aware=true
            yolo-obb | method=soft-gaussian              | method=soft-gaussian, measure=turned-box, sigma=0.5, class_aware=true
            detr     | method=soft-linear                | method=soft-linear, measure=box, iou=0.6, class_aware=true
            """)
    void aTextChangesWhatItNames(String model, String text, String rules) {
        NmsRules parsed = NmsRules.parse(text, model(model));

        assertThat(parsed.text()).isEqualTo(rules);
        assertThat(NmsRules.parse(parsed.text(), model(model))).isEqualTo(parsed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            yolo     | method=softer                      | nms: method must be one of greedy, soft-linear, soft-gaussian, got 'softer'
            yolo     | measure=polygon                    | nms: measure must be one of box, mask, turned-box, prob-iou, got 'polygon'
            yolo     | iou=2                              | nms: iou must be from 0 to 1, got 2.0
            yolo     | ios=-1                             | nms: ios must be from 0 to 1, got -1.0
            yolo     | iou=NaN                            | nms: iou must be from 0 to 1, got NaN
            yolo     | iou=half                           | nms: iou must be a number, got 'half'
            yolo     | class_aware=no                     | nms: class_aware must be true or false, got 'no'
            yolo     | iou=0.5 ios=0.5                    | nms: give iou or ios, not both, got iou 0.5 and ios 0.5
            yolo     | sigma=1                            | nms: sigma must be absent with method greedy, got 1.0
            yolo     | method=soft-linear sigma=1         | nms: sigma must be absent with method soft-linear, got 1.0
            yolo     | method=soft-gaussian sigma=0       | nms: sigma must be above 0 and at most 100, got 0.0
            yolo     | method=soft-gaussian iou=0.5       | nms: iou must be absent with method soft-gaussian, which has no threshold, got 0.5
            yolo     | method=soft-gaussian ios=0.5       | nms: ios must be absent with method soft-gaussian, which goes by another overlap, got 0.5
            yolo     | measure=mask                       | nms: measure must be box for the family yolo, got 'mask'
            yolo-seg | measure=turned-box                 | nms: measure must be box or mask for the family yolo-seg, got 'turned-box'
            yolo-seg | measure=mask method=soft-linear    | nms: measure must be box for the family yolo-seg with method soft-linear, got 'mask'
            yolo-obb | measure=box                        | nms: measure must be turned-box or prob-iou for the family yolo-obb, got 'box'
            yolo-obb | measure=prob-iou ios=0.5           | nms: ios must be absent with measure prob-iou, which goes by another overlap, got 0.5
            yolo-obb | measure=prob-iou method=soft-linear | nms: measure must be turned-box for the family yolo-obb with method soft-linear, got 'prob-iou'
            yolo     | threshold=1                        | parameters of the nms are written name=value with commas between them, where name is one of method, measure, iou, ios, sigma, class_aware, got 'threshold=1'
            yolo     | iou=.1 iou=.2                      | parameter iou of the nms is given twice in 'iou=.1 iou=.2'
            yolo     | iou=                               | parameter iou of the nms needs a value, as in iou=1, got 'iou='
            e2e      | iou=0.5                            | nms says which of overlapping objects are the same, but model 'test' of the family yolo has chosen in its graph already; leave nms away
            detr-set | iou=0.5                            | nms says which of overlapping objects are the same, but model 'test' of the family detr gives every object once, unless its descriptor has nms or a defaults.iou below 1; leave nms away
            semseg   | iou=0.5                            | nms says which of overlapping objects are the same, but model 'test' of the family semseg gives every pixel its class; leave nms away
            """)
    void whatCannotBeIsRefused(String model, String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NmsRules.parse(text, model(model)))
                .withMessage(message);
    }

    @Test
    void aFamilyOfMasksAloneHasNoSoftMethod() {
        NmsRules masks = NmsRules.greedy(Measure.MASK, 0.5, false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> masks.changed(
                        Family.SAM3,
                        Optional.of(Method.SOFT_LINEAR),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        false))
                .withMessage("method must be greedy for the family sam3, got 'soft-linear'");
    }

    // Two rows of a head without masks: 10 x 10 and its upper half, of two classes; .9 and .8.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iou=0.4                                | 0.9 0.8
            iou=0.4 class_aware=false              | 0.9
            iou=0.6 class_aware=false              | 0.9 0.8
            ios=0.9 class_aware=false              | 0.9
            method=soft-linear iou=0.3 class_aware=false | 0.9 0.4
            method=soft-gaussian class_aware=false | 0.9 0.4852245
            method=soft-gaussian sigma=0.2 class_aware=false | 0.9
            """)
    void aHeadOfBoxesFollowsThem(String nms, String scores) {
        ModelDescriptor model = Models.yolo(YoloLayout.V5, "a", "b");
        Tensor rows = Tensor.of(new float[] {5, 5, 10, 10, 1, .9f, 0, 5, 2.5f, 10, 5, 1, 0, .8f}, 1, 2, 7);

        List<Detection> detections = new YoloDecoder(model, Optional.of(NmsRules.parse(nms, model)))
                .decode(Map.of(Models.OUTPUT, rows), 0, InputFrame.identity(16, 16), 0.25, new RejectionCounts());

        assertScores(detections, scores);
    }

    // A bar of 10 x 2 and one of 2 x 10 across it, as boxes with an angle: they share a ninth of their union.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            measure=turned-box iou=0.1  | 0.9
            measure=turned-box iou=0.12 | 0.9 0.8
            ios=0.19                    | 0.9
            ios=0.21                    | 0.9 0.8
            method=soft-linear iou=0.1  | 0.9 0.7111111
            """)
    void aHeadOfTurnedBoxesFollowsThem(String nms, String scores) {
        ModelDescriptor model = Models.yoloObb(YoloLayout.V8, "a");
        float quarter = (float) (Math.PI / 2);
        Tensor rows = Tensor.of(new float[] {8, 8, 8, 8, 10, 10, 2, 2, .9f, .8f, 0, quarter}, 1, 6, 2);

        List<Detection> detections = new OrientedDecoder(model, Optional.of(NmsRules.parse(nms, model)))
                .decode(Map.of(Models.OUTPUT, rows), 0, InputFrame.identity(16, 16), 0.25, new RejectionCounts());

        assertScores(detections, scores);
    }

    private static void assertScores(List<Detection> detections, String scores) {
        String[] expected = scores.split(" ");
        assertThat(detections).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(detections.get(i).score())
                    .isCloseTo(Double.parseDouble(expected[i]), org.assertj.core.api.Assertions.within(1e-6));
        }
    }

    private static ModelDescriptor model(String name) {
        OutputSpec.Detr detr =
                new OutputSpec.Detr(DetrLayout.SOFTMAX, "logits", "boxes", "", Optional.empty(), Optional.empty());
        return switch (name) {
            case "yolo" -> Models.yolo(YoloLayout.V8, "a");
            case "yolo-seg" -> Models.yoloSeg(YoloLayout.V8, "a");
            case "yolo-obb" -> Models.yoloObb(YoloLayout.V8, "a");
            case "e2e" -> Models.yolo(YoloLayout.END_TO_END, "a");
            case "detr" -> Models.detr(detr, new Defaults(0.5, 0.6, 100), "a");
            case "detr-set" -> Models.detr(detr, new Defaults(0.5, 1, 100), "a");
            case "semseg" -> Models.semantic(Activation.NONE, true, Optional.empty(), "a", "b");
            default -> throw new IllegalArgumentException(Family.of(name).id());
        };
    }
}
