package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec.PixelMask;
import org.gsprelabel.model.OutputSpec.QueryMasks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptors of Mask2Former against what graphs declare: names, ranks and types as Hugging Face exports them. */
class Mask2FormerContractTest {

    private static final String INPUT = "pixel_values float32 -1 3 -1 -1; ";
    private static final String MASK = "pixel_mask int64 -1 -1 -1; ";
    private static final String CLASSES = "class_queries_logits float32 -1 100 4; ";
    private static final String MASKS = "masks_queries_logits float32 -1 100 -1 -1";

    @TempDir
    Path folder;

    @BeforeEach
    void addModelFile() throws IOException {
        Files.createFile(folder.resolve("m.onnx"));
    }

    @Test
    void aDescriptorNeedsNoMoreThanFamilyFilesAndClasses() throws IOException {
        ModelDescriptor descriptor = read("");

        assertThat(descriptor.output())
                .isEqualTo(new QueryMasks(
                        "class_queries_logits", "masks_queries_logits", Optional.of(0), Optional.empty()));
        assertThat(descriptor.image().input()).isEqualTo("pixel_values");
        assertThat(((QueryMasks) read("\"output\": {\"pixelMask\": {\"name\": \"mask\", \"size\": 64}},")
                                .output())
                        .pixelMask())
                .contains(new PixelMask("mask", 64));
    }

    @Test
    void acceptsWhatTheExporterWrites() throws IOException {
        accepts("", INPUT, CLASSES + MASKS);
        accepts("", "pixel_values float16 1 3 -1 -1", "class_queries_logits float16 1 200 -1; " + MASKS);
        accepts(
                "\"geometry\": {\"size\": [512, 1024]},",
                "pixel_values float32 1 3 512 1024",
                "class_queries_logits float32 1 100 4; masks_queries_logits float32 1 100 128 256");
        accepts("\"output\": {\"pixelMask\": {}},", INPUT + MASK, CLASSES + MASKS);
        accepts("\"output\": {\"pixelMask\": {\"size\": 64}},", INPUT + "pixel_mask bool 1 64 64", CLASSES + MASKS);
        accepts(
                "\"output\": {\"classes\": \"c\", \"masks\": \"m\"},",
                INPUT,
                "c float32 -1 100 4; m float32 -1 100 -1 -1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pixel_values float32       | image float32        | input 'pixel_values' does not exist; the model has image [?, 3, ?, ?]
            pixel_values float32       | pixel_values uint8   | input 'pixel_values' must be float16 or float32, found uint8
            pixel_values float32 -1 3  | pixel_values float32 3 | input 'pixel_values' must be [N, 3, any, any] for image.bands [1, 2, 3] and geometry.size 0, found [3, ?, ?]
            pixel_values float32 -1 3  | pixel_values float32 -1 4 | input 'pixel_values' must be [N, 3, any, any] for image.bands [1, 2, 3] and geometry.size 0, found [?, 4, ?, ?]
            3 -1 -1;                   | 3 384 384;           | input 'pixel_values' must be [N, 3, any, any] for image.bands [1, 2, 3] and geometry.size 0, found [?, 3, 384, 384]
            3 -1 -1;                   | 3 -1 -1; pixel_mask int64 -1 -1 -1; | the graph wants pixel_mask [?, ?, ?] beside pixel_values, which its family does not have
            class_queries_logits       | logits               | output 'class_queries_logits' does not exist; the model has logits [?, 100, 4], masks_queries_logits [?, 100, ?, ?]
            class_queries_logits float32 | class_queries_logits int64 | output 'class_queries_logits' must be float16 or float32, found int64
            100 4                      | 100 3                | output 'class_queries_logits' must be [N, Q, 4] for 3 classes, found [?, 100, 3]
            -1 100 4                   | 100 4                | output 'class_queries_logits' must be [N, Q, 4] for 3 classes, found [100, 4]
            masks_queries_logits       | pred_masks           | output 'masks_queries_logits' does not exist; the model has class_queries_logits [?, 100, 4], pred_masks [?, 100, ?, ?]
            masks_queries_logits float32 | masks_queries_logits bool | output 'masks_queries_logits' must be float16 or float32, found bool
            -1 100 -1 -1               | -1 100 -1            | output 'masks_queries_logits' must be [N, Q, h, w], found [?, 100, ?]
            """)
    void refusesAGraphThatIsSomethingElse(String what, String with, String message) {
        assertThat(INPUT + CLASSES + MASKS).contains(what);
        refuses("", INPUT.replace(what, with), (CLASSES + MASKS).replace(what, with), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                       | input 'pixel_mask' does not exist; the model has pixel_values [?, 3, ?, ?]
            pixel_mask float32 -1 64 64 | input 'pixel_mask' must be bool or int32 or int64, found float32
            pixel_mask int64 -1 32 32 | input 'pixel_mask' must be [N, 64, 64], found [?, 32, 32]
            pixel_mask int64 64 64    | input 'pixel_mask' must be [N, 64, 64], found [64, 64]
            """)
    void refusesAPixelMaskThatIsNotAsTheDescriptorSays(String mask, String message) {
        refuses("\"output\": {\"pixelMask\": {\"size\": 64}},", INPUT + mask, CLASSES + MASKS, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "output": {"name": "logits"},          | field output.name is unknown; allowed are background, classes, masks, pixelMask
            "output": {"background": 3},           | field output.background must be the index of a class, from 0 to 2, got 3
            "output": {"pixelMask": {"side": 64}}, | field output.pixelMask.side is unknown; allowed are name, size
            "output": {"pixelMask": 64},           | field output.pixelMask must be an object with name, size, got 64
            "contract": "hf",                      | field contract must be absent for the family mask2former, got 'hf'
            """)
    void refusesFieldsThatMeanNothing(String fields, String message) {
        assertThatThrownBy(() -> read(fields))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'x': " + message);
    }

    private void accepts(String fields, String inputs, String outputs) throws IOException {
        ModelDescriptor descriptor = read(fields);
        assertThatCode(() -> SignatureCheck.check(descriptor, new ModelSignature(tensors(inputs), tensors(outputs))))
                .doesNotThrowAnyException();
    }

    private void refuses(String fields, String inputs, String outputs, String message) {
        assertThatThrownBy(
                        () -> SignatureCheck.check(read(fields), new ModelSignature(tensors(inputs), tensors(outputs))))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'x': " + message);
    }

    private ModelDescriptor read(String fields) throws IOException {
        Files.writeString(folder.resolve("model.json"), """
                {"id": "x", "family": "mask2former", "files": {"model": {"path": "m.onnx"}}, %s
                 "classes": ["background", "roof", "road"]}
                """.formatted(fields));
        return DescriptorReader.read("x", folder).descriptor();
    }

    /** {@code name type axis axis; name type axis}. */
    private static List<TensorDeclaration> tensors(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> part.split(" +"))
                .map(words -> TensorDeclaration.of(
                        words[0],
                        words[1],
                        Arrays.stream(words).skip(2).mapToLong(Long::parseLong).toArray()))
                .toList();
    }
}
