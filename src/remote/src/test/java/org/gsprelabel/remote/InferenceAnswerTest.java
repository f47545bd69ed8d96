package org.gsprelabel.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceAnswerTest {

    private static final TensorMetadata SCORES = new TensorMetadata("scores", "FP32", List.of(-1L, 3L));
    private static final TensorMetadata LABELS = new TensorMetadata("labels", "INT64", List.of(-1L, 2L));

    @Test
    void binary_outputs_lie_behind_the_header_in_its_order() throws BadAnswerException {
        Map<String, Tensor> tensors = read(
                """
                {"model_name": "m", "model_version": "3", "outputs": [
                  {"name": "labels", "datatype": "INT64", "shape": [1, 2], "parameters": {"binary_data_size": 16}},
                  {"name": "other", "datatype": "BYTES", "shape": [1], "parameters": {"binary_data_size": 5}},
                  {"name": "scores", "datatype": "FP32", "shape": [1, 3], "parameters": {"binary_data_size": 12}}]}""", "0700000000000000" + "ffffffffffffffff" + "0100000041" + "0000803f" + "000080bf" + "0000c07f");
        assertThat(tensors.keySet()).containsExactly("scores", "labels");
        assertThat(values(tensors, "labels")).containsExactly(7, -1);
        assertThat(values(tensors, "scores")).containsExactly(1, -1, Float.NaN);
        assertThat(tensor(tensors, "scores").shape()).containsExactly(1, 3);
    }

    @Test
    void json_outputs_may_be_flat_or_nested_and_mixed_with_binary_ones() throws BadAnswerException {
        Map<String, Tensor> tensors = read("""
                {"outputs": [
                  {"name": "scores", "datatype": "FP32", "shape": [2, 3], "data": [[1, 2.5, -3e2], [0.1, 0, 6]]},
                  {"name": "labels", "datatype": "INT64", "shape": [1, 2], "parameters": {"binary_data_size": 16}}]}""", "0100000000000000" + "0200000000000000");
        assertThat(values(tensors, "scores")).containsExactly(1, 2.5f, -300, 0.1f, 0, 6);
        assertThat(values(tensors, "labels")).containsExactly(1, 2);
        assertThat(values(read("""
                {"outputs": [
                  {"name": "scores", "datatype": "FP32", "shape": [1, 3], "data": [1, 2, 3]},
                  {"name": "labels", "datatype": "INT64", "shape": [1, 2], "data": [4, 5]}]}""", ""), "scores")).containsExactly(1, 2, 3);
    }

    @Test
    void a_server_without_the_binary_extension_sends_no_length_of_the_header() throws BadAnswerException {
        byte[] body = """
                {"outputs": [{"name": "scores", "datatype": "FP32", "shape": [1, 3], "data": [1, 2, 3]},
                  {"name": "labels", "datatype": "INT64", "shape": [1, 2], "data": [4, 5]}]}""".getBytes(UTF_8);
        InferenceAnswer answer = InferenceAnswer.of(headers(Map.of()), body);
        assertThat(answer.modelVersion()).isEmpty();
        assertThat(values(answer.tensors(List.of(SCORES, LABELS)), "labels")).containsExactly(4, 5);
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, 000102, 0 1 1",
        "UINT8, 0080ff, 0 128 255",
        "INT32, 01000000fffffffffeffffff, 1 -1 -2",
        "FP16, 003c00bc0100, 1 -1 5.9604645E-8",
        "FP64, 000000000000f03f9a9999999999b93f0000000000000080, 1 0.1 -0.0"
    })
    void every_type_becomes_floats(String datatype, String hex, String expected) throws BadAnswerException {
        TensorMetadata declared = new TensorMetadata("y", datatype, List.of(3L));
        String json = "{\"outputs\": [{\"name\": \"y\", \"datatype\": \"" + datatype + "\", \"shape\": [3],"
                + " \"parameters\": {\"binary_data_size\": " + hex.length() / 2 + "}}]}";
        float[] values = values(answer(json, hex).tensors(List.of(declared)), "y");
        assertThat(Arrays.stream(expected.split(" ", -1)).map(Float::valueOf).toList())
                .isEqualTo(List.of(values[0], values[1], values[2]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | the answer must be a JSON object, found []",
                "{\"outputs\": [}  | the answer is not valid JSON (Unexpected close marker",
                "{\"outputs\": []} x | the answer is not valid JSON",
                "{} | the answer must have a list of outputs, found nothing",
                "{\"outputs\": []} | output 'scores' is missing",
                "{\"outputs\": [{\"shape\": [1, 3]}]} | an output must have a text 'name', found nothing",
                "{\"outputs\": [{\"name\": \"scores\"}]} | output 'scores' must have a text 'datatype', found nothing",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP64\", \"shape\": [1, 3]}]} | output 'scores' must be FP32, found FP64",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [1, 4]}]} | output 'scores' must be [?, 3], found [1,4]",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [3]}]} | output 'scores' must be [?, 3], found [3]",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [-1, 3]}]} | output 'scores' must be [?, 3], found [-1,3]",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": \"1x3\"}]} | 'shape' must be a list, found \"1x3\"",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [1000000000, 3]}]} | output 'scores' has more elements than a tensor can hold",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [700000000, 3]}]} | output 'scores' must have 2100000000 elements, found an answer of",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [1, 3]}]} | output 'scores' must have binary data or a list of data, found nothing",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"data\": [1, 2]}]} | output 'scores' must have 3 elements, found 2",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"data\": [[1, 2], [3, 4]]}]} | output 'scores' must have 3 elements, found more",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"data\": [1, null, 3]}]} | output 'scores' must have data of FP32, found null",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"data\": [1, \"2\", 3]}]} | output 'scores' must have data of FP32, found \"2\"",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"parameters\": {\"binary_data_size\": 12}}]} | output 'scores' must have 12 bytes at offset 0 of the binary data, which are 8 bytes long",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"parameters\": {\"binary_data_size\": 8}}]} | output 'scores' [1,3] must have 12 bytes of FP32, found 8",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"parameters\": {\"binary_data_size\": -1}}]} | output 'scores' must have a binary_data_size from 0, found -1",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [0, 3], \"data\": []}, {\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [0, 3], \"data\": []}]} | output 'scores' is there twice",
                "{\"outputs\": [{\"name\": \"scores\", \"datatype\": \"FP32\", \"shape\": [0, 3], \"data\": []}]} | the outputs must fill the binary data of 8 bytes, but declare 0"
            })
    void what_is_no_answer_is_refused(String json, String message) {
        assertThatExceptionOfType(BadAnswerException.class)
                .isThrownBy(() -> answer(json, "0000000000000000").tensors(List.of(SCORES)))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({"-1", "3", "x", "99999999999"})
    void the_length_of_the_header_lies_within_the_answer(String length) {
        assertThatExceptionOfType(BadAnswerException.class)
                .isThrownBy(() -> InferenceAnswer.of(
                        headers(Map.of("inference-header-content-length", List.of(length))), new byte[] {'{', '}'}))
                .withMessage(
                        "the HTTP header Inference-Header-Content-Length must be from 0 to the length of the answer,"
                                + " 2, found " + length);
    }

    private static Map<String, Tensor> read(String json, String hex) throws BadAnswerException {
        return answer(json, hex).tensors(List.of(SCORES, LABELS));
    }

    private static InferenceAnswer answer(String json, String hex) throws BadAnswerException {
        byte[] header = json.getBytes(UTF_8);
        byte[] binary = HexFormat.of().parseHex(hex);
        byte[] body = Arrays.copyOf(header, header.length + binary.length);
        System.arraycopy(binary, 0, body, header.length, binary.length);
        return InferenceAnswer.of(
                headers(Map.of("Inference-Header-Content-Length", List.of(Integer.toString(header.length)))), body);
    }

    private static HttpHeaders headers(Map<String, List<String>> headers) {
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name));
    }

    private static float[] values(Map<String, Tensor> tensors, String name) {
        float[] values = new float[tensor(tensors, name).data().capacity()];
        tensor(tensors, name).data().get(0, values);
        return values;
    }
}
