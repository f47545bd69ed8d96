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
import org.gsprelabel.model.Licence;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.model.RasterSpec;
import org.gsprelabel.model.ValueRange;
import org.junit.jupiter.api.Test;

class UltralyticsMetadataTest {

    /** As the exporter writes it for a model of two classes at 640 pixels. */
    private static final Map<String, String> DETECT = Map.ofEntries(
            Map.entry("description", "Ultralytics YOLO11n model trained on /data/trees.yaml"),
            Map.entry("author", "Ultralytics"),
            Map.entry("date", "2025-03-01T10:11:12.123456"),
            Map.entry("version", "8.3.80"),
            Map.entry("license", "AGPL-3.0 License (https://ultralytics.com/license)"),
            Map.entry("docs", "https://docs.ultralytics.com"),
            Map.entry("stride", "32"),
            Map.entry("task", "detect"),
            Map.entry("batch", "1"),
            Map.entry("imgsz", "[640, 640]"),
            Map.entry("names", "{0: 'tree', 1: \"bird's nest\"}"),
            Map.entry(
                    "args",
                    "{'batch': 1, 'fraction': 1.0, 'half': False, 'dynamic': False, 'simplify': True, 'opset': None,"
                            + " 'nms': False}"),
            Map.entry("channels", "3"),
            Map.entry("end2end", "False"));

    private static final TensorDeclaration IMAGES = TensorDeclaration.of("images", "float32", 1, 3, 640, 640);
    private static final TensorDeclaration PROTOTYPES = TensorDeclaration.of("output1", "float32", 1, 32, 160, 160);

    @Test
    void describesADetector() {
        assertThat(describe(DETECT, IMAGES, rows(1, 6, 8400)))
                .isEqualTo(new ModelDescriptor(
                        "m",
                        "Ultralytics YOLO11n model trained on /data/trees.yaml",
                        Family.YOLO,
                        Optional.of(new Licence("AGPL-3.0 License", "https://ultralytics.com/license")),
                        new ImageSpec("images", List.of(1, 2, 3), new ValueRange.Auto(), 1, List.of(0.0), List.of(1.0)),
                        new GeometrySpec(
                                640, 32, GeometrySpec.Resize.LETTERBOX, 114 / 255.0, GeometrySpec.Edge.REFLECT),
                        new OutputSpec.Yolo("output0", Optional.empty(), YoloLayout.V8),
                        List.of("tree", "bird's nest"),
                        new Defaults(0.25, 0.7, 300),
                        new RasterSpec(OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty())));
    }

    @Test
    void takesThePrototypesOfASegmentationByTheirRank() {
        ModelDescriptor descriptor = describe(with("task", "segment"), IMAGES, PROTOTYPES, rows(1, 38, 8400));

        assertThat(descriptor.family()).isEqualTo(Family.YOLO_SEG);
        assertThat(descriptor.output())
                .isEqualTo(new OutputSpec.Yolo("output0", Optional.of("output1"), YoloLayout.V8));
    }

    @Test
    void dynamicAxesMeanAnySize() {
        ModelDescriptor descriptor = describe(
                with("channels", "4"), TensorDeclaration.of("images", "float32", -1, -1, -1, -1), rows(-1, -1, -1));

        assertThat(descriptor.geometry().size()).isEqualTo(InputSize.ANY);
        assertThat(descriptor.geometry().multipleOf()).isEqualTo(32);
        assertThat(descriptor.image().bands()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void suppressionInTheGraphMakesItEndToEnd() {
        assertThat(layout(describe(with("end2end", "True"), IMAGES, rows(1, 300, 6))))
                .isEqualTo(YoloLayout.END_TO_END);
        assertThat(layout(describe(with("args", "{'batch': 1, 'nms': True}"), IMAGES, rows(1, 300, 6))))
                .isEqualTo(YoloLayout.END_TO_END);
    }

    @Test
    void aGraphWithNmsDropsWhatTheExporterDropsByDefault() {
        assertThat(describe(with("args", "{'batch': 1, 'nms': True}"), IMAGES, rows(1, 300, 6))
                        .output())
                .isEqualTo(new OutputSpec.Yolo("output0", Optional.empty(), YoloLayout.END_TO_END, true, 0.25));
        assertThat(describe(with("end2end", "True"), IMAGES, rows(1, 300, 6))
                        .output()
                        .thresholdInGraph())
                .isZero();
    }

    @Test
    void describesOrientedBoxes() {
        ModelDescriptor v8 = describe(with("task", "obb"), IMAGES, rows(1, 7, 8400));
        assertThat(v8.family()).isEqualTo(Family.YOLO_OBB);
        assertThat(v8.output()).isEqualTo(new OutputSpec.Yolo("output0", Optional.empty(), YoloLayout.V8));

        Map<String, String> endToEnd = with("task", "obb");
        endToEnd.put("end2end", "True");
        assertThat(layout(describe(endToEnd, IMAGES, rows(1, 300, 7)))).isEqualTo(YoloLayout.END_TO_END);
        assertThatThrownBy(() -> describe(with("task", "obb"), IMAGES, rows(1, 6, 8400)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': output 'output0' must be [N, 7, A] for 2 classes, found [1, 6, 8400]");
    }

    @Test
    void namesAndStrideWithoutTaskAreYoloV5() {
        Map<String, String> old = Map.of("stride", "32", "names", "{0: 'tree', 1: 'nest'}");
        assertThat(layout(describe(old, IMAGES, rows(1, 25200, 7)))).isEqualTo(YoloLayout.V5);
        assertThat(describe(old, IMAGES, rows(1, 25200, 39), PROTOTYPES).family())
                .isEqualTo(Family.YOLO_SEG);
    }

    @Test
    void otherTasksAreRefusedByName() {
        for (String task : List.of("pose", "classify")) {
            assertThatThrownBy(() -> describe(with("task", task), IMAGES, rows(1, 6, 8400)))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("model 'm': task '" + task + "' is not supported; supported are detect, obb, segment");
        }
    }

    @Test
    void rowsThatContradictTheMetadataAreRefused() {
        assertThatThrownBy(() -> describe(DETECT, IMAGES, rows(1, 300, 6)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': output 'output0' must be [N, 6, A] for 2 classes, found [1, 300, 6]");
        assertThatThrownBy(() -> describe(with("end2end", "True"), IMAGES, rows(1, 6, 8400)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': output 'output0' must be [N, K, 6] for 2 classes, found [1, 6, 8400]");
    }

    @Test
    void outputsThatAreMissingAreRefused() {
        assertThatThrownBy(() -> describe(with("task", "segment"), IMAGES, rows(1, 38, 8400)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': the model must have one output with 4 axes, found output0 [1, 38, 8400]");
    }

    @Test
    void inputsThatAreNoSquaresAreTakenAsDeclared() {
        ModelDescriptor descriptor =
                describe(DETECT, TensorDeclaration.of("images", "float32", 1, 3, 480, 640), rows(1, 6, 6300));

        assertThat(descriptor.geometry())
                .isEqualTo(new GeometrySpec(
                        new InputSize(480, 640),
                        32,
                        GeometrySpec.Resize.LETTERBOX,
                        114 / 255.0,
                        GeometrySpec.Edge.REFLECT));
    }

    @Test
    void wrongValuesAreRefusedAsOfTheMetadata() {
        assertThatThrownBy(() -> describe(with("stride", "0"), IMAGES, rows(1, 6, 8400)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': embedded metadata: geometry.multipleOf must be at least 1, got 0");
        assertThatThrownBy(() -> describe(with("names", "{}"), IMAGES, rows(1, 4, 8400)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': embedded metadata: classes must name at least one class");
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> changed = new HashMap<>(DETECT);
        changed.put(key, value);
        return changed;
    }

    private static TensorDeclaration rows(long... shape) {
        return TensorDeclaration.of("output0", "float32", shape);
    }

    private static YoloLayout layout(ModelDescriptor descriptor) {
        return ((OutputSpec.Yolo) descriptor.output()).layout();
    }

    private static ModelDescriptor describe(
            Map<String, String> metadata, TensorDeclaration input, TensorDeclaration... outputs) {
        return new EmbeddedMetadata("m", metadata).describe(new ModelSignature(List.of(input), List.of(outputs)));
    }
}
