package org.gsprelabel.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataReaderTest {

    /** As Triton answers for a model with {@code max_batch_size} above 0: the batch axis is in the shapes. */
    @Test
    void reads_names_types_and_shapes() throws BadAnswerException {
        ModelMetadata metadata = MetadataReader.read("""
                {"name": "roofs", "versions": ["1", "3"], "platform": "onnxruntime_onnx",
                 "inputs": [{"name": "images", "datatype": "FP32", "shape": [-1, 3, 640, 640]},
                            {"name": "size", "datatype": "INT64", "shape": [2]}],
                 "outputs": [{"name": "output0", "datatype": "FP16", "shape": [-1, 25200, 8], "parameters": {}}],
                 "properties": {"layout": "NCHW"}}""".getBytes(UTF_8));
        assertThat(metadata)
                .isEqualTo(new ModelMetadata(
                        "roofs",
                        List.of("1", "3"),
                        "onnxruntime_onnx",
                        List.of(
                                new TensorMetadata("images", "FP32", List.of(-1L, 3L, 640L, 640L)),
                                new TensorMetadata("size", "INT64", List.of(2L))),
                        List.of(new TensorMetadata("output0", "FP16", List.of(-1L, 25200L, 8L)))));
    }

    /** As the OpenVINO Model Server and KServe's own server may answer. */
    @Test
    void versions_and_platform_may_be_missing_and_scalars_have_no_axis() throws BadAnswerException {
        ModelMetadata metadata = MetadataReader.read("""
                {"name": "m", "versions": null,
                 "inputs": [{"name": "x", "datatype": "BYTES", "shape": []}],
                 "outputs": [{"name": "y", "datatype": "FP32", "shape": [-1, -7]}]}""".getBytes(UTF_8));
        assertThat(metadata.versions()).isEmpty();
        assertThat(metadata.platform()).isEmpty();
        assertThat(metadata.inputs().get(0).shape()).isEmpty();
        assertThat(metadata.outputs().get(0).shapeText()).isEqualTo("[?, ?]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<html>busy</html> | metadata are not valid JSON",
                "[] | metadata must be a JSON object, found []",
                "{} | metadata must have a text 'name', found nothing",
                "{\"name\": 1} | metadata must have a text 'name', found 1",
                "{\"name\": \"m\"} | metadata must have a list of inputs, found nothing",
                "{\"name\": \"m\", \"inputs\": []} | metadata must have a list of inputs, found []",
                "{\"name\": \"m\", \"inputs\": [{}]} | inputs of the metadata must have a text 'name', found nothing",
                "{\"name\": \"m\", \"inputs\": [{\"name\": \"x\"}]} | inputs of the metadata must have a text 'datatype', found nothing",
                "{\"name\": \"m\", \"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\"}]} | the shape of 'x' must be a list of numbers, -1 for any, found nothing",
                "{\"name\": \"m\", \"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [1.5]}]} | the shape of 'x' must be a list of numbers, -1 for any, found [1.5]",
                "{\"name\": \"m\", \"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [9999999999]}]} | the shape of 'x' must be a list of numbers, -1 for any, found [9999999999]"
            })
    void what_is_no_metadata_is_refused(String json, String message) {
        assertThatExceptionOfType(BadAnswerException.class)
                .isThrownBy(() -> MetadataReader.read(json.getBytes(UTF_8)))
                .withMessageStartingWith(message);
    }

    @Test
    void a_name_is_there_once() {
        String tensor = "{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [1]}";
        assertThatExceptionOfType(BadAnswerException.class)
                .isThrownBy(() -> MetadataReader.read(
                        ("{\"name\": \"m\", \"inputs\": [" + tensor + ", " + tensor + "]}").getBytes(UTF_8)))
                .withMessage("inputs of the metadata have two of the name 'x'");
    }
}
