package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.ValueRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeepnessMetadataTest {

    /** JSON texts, as the script in Deepness's documentation adds them. */
    private static final Map<String, String> SEGMENTOR = Map.of(
            "model_type", "\"Segmentor\"",
            "class_names", "{\"0\": \"_background\", \"1\": \"building\", \"2\": \"wood/land\"}",
            "resolution", "50",
            "tile_size", "256",
            "tiles_overlap", "15",
            "standardization_mean", "[0.485, 0.456, 0.406]",
            "standardization_std", "[0.229, 0.224, 0.225]",
            "seg_thresh", "0.4",
            "seg_small_segment", "7");

    private static final TensorDeclaration INPUT = TensorDeclaration.of("input", "float32", 1, 3, 256, 256);

    @Test
    void describesASegmentor() {
        assertThat(describe(SEGMENTOR, INPUT, map(3)))
                .isEqualTo(new ModelDescriptor(
                        "m",
                        "m",
                        Family.SEMSEG,
                        Optional.empty(),
                        new ImageSpec(
                                "input",
                                List.of(1, 2, 3),
                                new ValueRange.Auto(),
                                1,
                                List.of(0.485, 0.456, 0.406),
                                List.of(0.229, 0.224, 0.225)),
                        new GeometrySpec(256, 1, GeometrySpec.Resize.LETTERBOX, 0, GeometrySpec.Edge.PAD),
                        new OutputSpec.Semantic("output", Activation.SOFTMAX, true, Optional.of(0)),
                        List.of("_background", "building", "wood/land"),
                        new Defaults(0.4, 0.7, 10_000),
                        // 50 cm a pixel
                        new RasterSpec(OptionalDouble.of(0.5), OptionalInt.empty(), OptionalDouble.of(0.15))));
    }

    @Test
    void oneChannelIsSigmoidAndItsBackgroundHasNone() {
        ModelDescriptor two = describe(with(SEGMENTOR, "class_names", "{0: 'background', 1: 'road'}"), INPUT, map(1));
        assertThat(two.classes()).containsExactly("road");
        assertThat(two.output())
                .isEqualTo(new OutputSpec.Semantic("output", Activation.SIGMOID, true, Optional.empty()));
        assertThat(describe(with(SEGMENTOR, "class_names", "{\"0\": \"road\"}"), INPUT, map(1)))
                .isEqualTo(two);
    }

    @Test
    void aThresholdOfZeroIsOff() {
        assertThat(describe(with(SEGMENTOR, "seg_thresh", "0.0"), INPUT, map(3))
                        .defaults()
                        .confidence())
                .isEqualTo(0.5);
    }

    @Test
    void dynamicInputsTakeTheTileSizeOfEitherName() {
        TensorDeclaration dynamic = TensorDeclaration.of("input", "float32", -1, 3, -1, -1);
        assertThat(describe(SEGMENTOR, dynamic, map(3)).geometry().size()).isEqualTo(InputSize.square(256));

        Map<String, String> other = new HashMap<>(SEGMENTOR);
        other.remove("tile_size");
        assertThat(describe(other, dynamic, map(3)).geometry().size()).isEqualTo(InputSize.ANY);
        other.put("tiles_size", "320");
        assertThat(describe(other, dynamic, map(3)).geometry().size()).isEqualTo(InputSize.square(320));

        TensorDeclaration oblong = TensorDeclaration.of("input", "float32", -1, 3, 256, 384);
        assertThat(describe(SEGMENTOR, oblong, map(3)).geometry().size()).isEqualTo(new InputSize(256, 384));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            YOLO_v5_or_v7_default | V5 | 25200 | 7
            YOLO_v6               | V6 | 8400  | 7
            YOLO_v9               | V8 | 6     | 8400
            YOLO_Ultralytics      | V8 | 6     | 8400
            """)
    void describesDetectors(String type, YoloLayout layout, int second, int third) {
        ModelDescriptor descriptor = describe(detector(type), INPUT, rows(second, third));

        assertThat(descriptor.family()).isEqualTo(Family.YOLO);
        assertThat(descriptor.output()).isEqualTo(classAgnostic(Optional.empty(), layout));
        assertThat(descriptor.classes()).containsExactly("car", "plane");
        assertThat(descriptor.defaults()).isEqualTo(new Defaults(0.3, 0.4, 300));
        assertThat(descriptor.image().mean()).containsExactly(0.0);
    }

    @Test
    void describesDetectorsWithMasks() {
        ModelDescriptor descriptor = describe(
                detector("YOLO_Ultralytics_segmentation"),
                INPUT,
                rows(38, 8400),
                TensorDeclaration.of("output1", "float32", 1, 32, 64, 64));

        assertThat(descriptor.family()).isEqualTo(Family.YOLO_SEG);
        assertThat(descriptor.output()).isEqualTo(classAgnostic(Optional.of("output1"), YoloLayout.V8));
    }

    @Test
    void describesOrientedDetectors() {
        ModelDescriptor descriptor = describe(detector("YOLO_Ultralytics_obb"), INPUT, rows(7, 8400));

        assertThat(descriptor.family()).isEqualTo(Family.YOLO_OBB);
        assertThat(descriptor.output()).isEqualTo(classAgnostic(Optional.empty(), YoloLayout.V8));
    }

    @ParameterizedTest
    @CsvSource({"YOLO_v4", "YOLO_Ultralytics_pose", "SSD"})
    void otherDetectorsAreRefusedByName(String type) {
        assertThatThrownBy(() -> describe(detector(type), INPUT, rows(6, 8400)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': det_type '" + type + "' is not supported; supported are YOLO_v5_or_v7_default,"
                        + " YOLO_v6, YOLO_v9, YOLO_Ultralytics, YOLO_Ultralytics_segmentation, YOLO_Ultralytics_obb");
    }

    @ParameterizedTest
    @CsvSource({"Regressor", "Recognition", "Superresolution"})
    void otherModelTypesAreRefusedByName(String type) {
        assertThatThrownBy(() -> describe(with(SEGMENTOR, "model_type", "\"" + type + "\""), INPUT, map(3)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': model_type '" + type + "' is not supported; supported are Segmentor, Detector");
    }

    @Test
    void deepnessWinsOverUltralytics() {
        Map<String, String> both = new HashMap<>(detector("YOLO_Ultralytics"));
        both.put("task", "detect");
        both.put("names", "{0: 'x', 1: 'y'}");
        both.put("resolution", "10");

        assertThat(describe(both, INPUT, rows(6, 8400)).raster().metresPerPixel())
                .hasValue(0.1);
    }

    @Test
    void meanWithoutDeviationIsRefused() {
        Map<String, String> half = new HashMap<>(SEGMENTOR);
        half.remove("standardization_std");
        assertThatThrownBy(() -> describe(half, INPUT, map(3)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': metadata 'standardization_mean' and 'standardization_std' must come together");
    }

    @Test
    void anOverlapOfAHalfIsRefused() {
        assertThatThrownBy(() -> describe(with(SEGMENTOR, "tiles_overlap", "50"), INPUT, map(3)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': embedded metadata: raster.overlap must be from 0 to 0.45, got 0.5");
    }

    private static OutputSpec classAgnostic(Optional<String> prototypes, YoloLayout layout) {
        return new OutputSpec.Yolo("output0", prototypes, layout, false, 0);
    }

    private static Map<String, String> detector(String type) {
        return Map.of(
                "model_type", "\"Detector\"",
                "class_names", "{\"0\": \"car\", \"1\": \"plane\"}",
                "det_type", "\"" + type + "\"",
                "det_conf", "0.3",
                "det_iou_thresh", "0.4");
    }

    private static Map<String, String> with(Map<String, String> metadata, String key, String value) {
        Map<String, String> changed = new HashMap<>(metadata);
        changed.put(key, value);
        return changed;
    }

    private static TensorDeclaration map(long classes) {
        return TensorDeclaration.of("output", "float32", 1, classes, 256, 256);
    }

    private static TensorDeclaration rows(long second, long third) {
        return TensorDeclaration.of("output0", "float32", 1, second, third);
    }

    private static ModelDescriptor describe(
            Map<String, String> metadata, TensorDeclaration input, TensorDeclaration... outputs) {
        return new EmbeddedMetadata("m", metadata).describe(new ModelSignature(List.of(input), List.of(outputs)));
    }
}
