package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Antialias;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Interpolation;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.ImageSpec.Layout;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.model.ValueRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0   | -1 3 -1 -1
            0   | 1 -1 -1 -1
            512 | -1 3 -1 -1
            512 | 4 3 512 512
            512 | 1 3 512 -1
            """)
    void acceptsInputsThatFitTheDescriptor(int size, String shape) {
        assertThatCode(() -> SignatureCheck.check(
                        Descriptors.semantic(3, size, 2),
                        signature(tensor("image", "float32", shape), tensor("logits", "float32", "-1 2 -1 -1"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0   | -1 1 -1 -1   | must be [N, 3, any, any] for image.bands [1, 2, 3] and geometry.size 0, found [?, 1, ?, ?]
            0   | 1 3 512 512  | must be [N, 3, any, any] for image.bands [1, 2, 3] and geometry.size 0, found [1, 3, 512, 512]
            640 | 1 3 512 512  | must be [N, 3, 640, 640] for image.bands [1, 2, 3] and geometry.size 640, found [1, 3, 512, 512]
            640 | 1 3 640 480  | must be [N, 3, 640, 640] for image.bands [1, 2, 3] and geometry.size 640, found [1, 3, 640, 480]
            0   | 3 -1 -1      | must be [N, 3, any, any] for image.bands [1, 2, 3] and geometry.size 0, found [3, ?, ?]
            """)
    void refusesInputsThatDoNot(int size, String shape, String message) {
        refuses(
                Descriptors.semantic(3, size, 2),
                "input 'image' " + message,
                tensor("image", "float32", shape),
                tensor("logits", "float32", "-1 2 -1 -1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NCHW | 1 3 480 640  |
            NCHW | -1 3 480 -1  |
            HWC  | 480 640 3    |
            CHW  | 3 480 640    |
            NCHW | 1 3 640 480  | [N, 3, 480, 640] for image.bands [1, 2, 3] and geometry.size [480, 640], found [1, 3, 640, 480]
            NCHW | 1 3 640 640  | [N, 3, 480, 640] for image.bands [1, 2, 3] and geometry.size [480, 640], found [1, 3, 640, 640]
            HWC  | 640 480 3    | [480, 640, 3] for image.bands [1, 2, 3] and geometry.size [480, 640], found [640, 480, 3]
            """)
    void holdsHeightAndWidthAgainstTheirOwnAxes(Layout layout, String shape, @Nullable String message) {
        ImageSpec image =
                new ImageSpec("image", List.of(1, 2, 3), new ValueRange.Auto(), 1, List.of(0.0), List.of(1.0), layout);
        ModelDescriptor descriptor = Descriptors.semantic(
                image, new GeometrySpec(new InputSize(480, 640), 32, Resize.LETTERBOX, 0, Edge.REFLECT), 2);
        TensorDeclaration input = tensor("image", "float32", shape);
        TensorDeclaration output = tensor("logits", "float32", "-1 2 -1 -1");

        if (message == null) {
            assertThatCode(() -> SignatureCheck.check(descriptor, signature(input, output)))
                    .doesNotThrowAnyException();
        } else {
            refuses(descriptor, "input 'image' must be " + message, input, output);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NCHW | STRETCH  | false | 1 3 64 64  |
            HWC  | LONGEST  | true  | -1 -1 3    |
            HWC  | STRETCH  | false | 64 64 3    |
            CHW  | STRETCH  | false | 3 64 64    |
            NCHW | SHORTEST | false | -1 3 -1 -1 |
            HWC  | LONGEST  | true  | 3 -1 -1    | [any, any, 3] for image.bands [1, 2, 3] and geometry.size 64, which bounds a side alone, found [3, ?, ?]
            HWC  | LONGEST  | true  | 64 64 3    | [any, any, 3] for image.bands [1, 2, 3] and geometry.size 64, which bounds a side alone, found [64, 64, 3]
            CHW  | STRETCH  | false | 1 3 64 64  | [3, 64, 64] for image.bands [1, 2, 3] and geometry.size 64, found [1, 3, 64, 64]
            NCHW | SHORTEST | false | 1 3 64 96  | [N, 3, any, any] for image.bands [1, 2, 3] and geometry.size 64, which bounds a side alone, found [1, 3, 64, 96]
            """)
    void holdsInputsAgainstLayoutAndResize(
            Layout layout, Resize resize, boolean padInGraph, String shape, @Nullable String message) {
        ImageSpec image = new ImageSpec(
                "image", List.of(1, 2, 3), new ValueRange.Auto(), 255, List.of(0.0), List.of(1.0), layout);
        GeometrySpec geometry = new GeometrySpec(
                64,
                resize == Resize.SHORTEST ? 128 : 0,
                1,
                resize,
                Interpolation.BILINEAR,
                Antialias.SUPPORT,
                0,
                true,
                padInGraph,
                Edge.REFLECT);
        ModelDescriptor descriptor = Descriptors.semantic(image, geometry, 2);
        TensorDeclaration input = tensor("image", "float32", shape);
        TensorDeclaration output = tensor("logits", "float32", "-1 2 -1 -1");

        if (message == null) {
            assertThatCode(() -> SignatureCheck.check(descriptor, signature(input, output)))
                    .doesNotThrowAnyException();
        } else {
            refuses(descriptor, "input 'image' must be " + message, input, output);
        }
    }

    @Test
    void refusesOtherNamesAndTypes() {
        ModelDescriptor descriptor = Descriptors.semantic(3, 0, 2);
        TensorDeclaration image = tensor("image", "float32", "-1 3 -1 -1");
        refuses(
                descriptor,
                "input 'image' does not exist; the model has images [?, 3, ?, ?]",
                tensor("images", "float32", "-1 3 -1 -1"),
                tensor("logits", "float32", "-1 2 -1 -1"));
        refuses(
                descriptor,
                "input 'image' must be float16 or float32, found uint8",
                tensor("image", "uint8", "-1 3 -1 -1"),
                tensor("logits", "float16", "-1 2 -1 -1"));
        refuses(
                descriptor,
                "output 'logits' does not exist; the model has output0 [1, 6, 8400], output1 [1, 32, 160, 160]",
                image,
                tensor("output0", "float32", "1 6 8400"),
                tensor("output1", "float32", "1 32 160 160"));
        refuses(
                descriptor,
                "output 'logits' must be float16 or float32, found int64",
                image,
                tensor("logits", "int64", "1 2 64 64"));
    }

    @Test
    void refusesModelsWithSeveralInputs() {
        ModelSignature signature = new ModelSignature(
                List.of(tensor("image", "float32", "-1 3 -1 -1"), tensor("size", "int64", "-1 2")),
                List.of(tensor("logits", "float32", "-1 2 -1 -1")));
        assertThatThrownBy(() -> SignatureCheck.check(Descriptors.semantic(3, 0, 2), signature))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'x': the graph wants size [?, 2] beside image, which its family does not have");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | 1 21 64 64 | must be [N, 2, h, w] for 2 classes, found [1, 21, 64, 64]
            1 | 1 2 64 64  | must be [N, 1, h, w] for 1 class, found [1, 2, 64, 64]
            2 | 1 64 64    | must be [N, 2, h, w] for 2 classes, found [1, 64, 64]
            """)
    void refusesSegmentationsWithAnotherNumberOfClasses(int classes, String shape, String message) {
        refuses(
                Descriptors.semantic(3, 0, classes),
                "output 'logits' " + message,
                tensor("image", "float32", "-1 3 -1 -1"),
                tensor("logits", "float32", shape));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V8         | 1 6 8400
            V8         | -1 6 -1
            V8         | -1 -1 -1
            V5         | 1 25200 7
            V6         | 1 8400 7
            END_TO_END | 1 300 6
            V7_END_TO_END | -1 7
            V7_END_TO_END | 100 -1
            """)
    void acceptsYoloRowsOfTheLayout(YoloLayout layout, String shape) {
        assertThatCode(() -> SignatureCheck.check(
                        Descriptors.yolo(layout, false, 2),
                        signature(tensor("image", "float32", "-1 3 -1 -1"), tensor("output0", "float32", shape))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V8         | 1 7 8400   | [N, 6, A] for 2 classes, found [1, 7, 8400]
            V8         | 1 25200 7  | [N, 6, A] for 2 classes, found [1, 25200, 7]
            V8         | 1 6 80 80  | [N, 6, A] for 2 classes, found [1, 6, 80, 80]
            V5         | 1 6 8400   | [N, A, 7] for 2 classes, found [1, 6, 8400]
            V6         | 1 6 8400   | [N, A, 7] for 2 classes, found [1, 6, 8400]
            END_TO_END | 1 6 8400   | [N, K, 6] for 2 classes, found [1, 6, 8400]
            V7_END_TO_END | 1 100 7 | [K, 7] for 2 classes, found [1, 100, 7]
            V7_END_TO_END | -1 6    | [K, 7] for 2 classes, found [?, 6]
            """)
    void refusesYoloRowsOfAnotherLayout(YoloLayout layout, String shape, String message) {
        refuses(
                Descriptors.yolo(layout, false, 2),
                "output 'output0' must be " + message,
                tensor("image", "float32", "-1 3 -1 -1"),
                tensor("output0", "float32", shape));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V8         | 1 7 8400
            V8         | -1 -1 -1
            END_TO_END | 1 300 7
            """)
    void acceptsAnAngleInEveryRow(YoloLayout layout, String shape) {
        assertThatCode(() -> SignatureCheck.check(
                        Descriptors.yoloObb(layout, 2),
                        signature(tensor("image", "float32", "-1 3 -1 -1"), tensor("output0", "float32", shape))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V8         | 1 6 8400 | [N, 7, A] for 2 classes, found [1, 6, 8400]
            END_TO_END | 1 300 6  | [N, K, 7] for 2 classes, found [1, 300, 6]
            """)
    void refusesRowsWithoutAnAngle(YoloLayout layout, String shape, String message) {
        refuses(
                Descriptors.yoloObb(layout, 2),
                "output 'output0' must be " + message,
                tensor("image", "float32", "-1 3 -1 -1"),
                tensor("output0", "float32", shape));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V8         | 1 38 8400  | 1 32 160 160
            V8         | 1 38 8400  | -1 -1 -1 -1
            V8         | -1 -1 -1   | 1 32 160 160
            V5         | 1 25200 39 | 1 32 160 160
            END_TO_END | 1 300 38   | 1 32 160 160
            """)
    void acceptsMaskCoefficientsForEveryPrototype(YoloLayout layout, String rows, String prototypes) {
        assertThatCode(() -> SignatureCheck.check(
                        Descriptors.yolo(layout, true, 2),
                        signature(
                                tensor("image", "float32", "-1 3 -1 -1"),
                                tensor("output0", "float32", rows),
                                tensor("output1", "float32", prototypes))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 6 8400  | 1 32 160 160 | output 'output0' must be [N, 38, A] for 2 classes, found [1, 6, 8400]
            1 6 8400  | -1 -1 -1 -1  | output 'output0' must be [N, 6+coefficients, A] for 2 classes, found [1, 6, 8400]
            1 38 8400 | 1 32 160     | output 'output1' must be [N, coefficients, h, w] for 2 classes, found [1, 32, 160]
            """)
    void refusesOtherMaskCoefficients(String rows, String prototypes, String message) {
        refuses(
                Descriptors.yolo(YoloLayout.V8, true, 2),
                message,
                tensor("image", "float32", "-1 3 -1 -1"),
                tensor("output0", "float32", rows),
                tensor("output1", "float32", prototypes));
    }

    private static void refuses(
            ModelDescriptor descriptor, String message, TensorDeclaration input, TensorDeclaration... outputs) {
        assertThatThrownBy(() -> SignatureCheck.check(descriptor, signature(input, outputs)))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'x': " + message);
    }

    private static ModelSignature signature(TensorDeclaration input, TensorDeclaration... outputs) {
        return new ModelSignature(List.of(input), List.of(outputs));
    }

    private static TensorDeclaration tensor(String name, String type, String shape) {
        return TensorDeclaration.of(
                name,
                type,
                Arrays.stream(shape.strip().split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray());
    }
}
