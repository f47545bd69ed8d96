package org.gsprelabel.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Flow;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class InferenceRequestTest {

    @Test
    void header_then_elements_in_the_order_of_the_header() {
        InferenceRequest request = new InferenceRequest(
                List.of(
                        new InferenceRequest.Input("x", Datatype.FP32, Tensor.of(new float[] {1, -2}, 1, 2)),
                        new InferenceRequest.Input("ids", Datatype.INT64, Tensor.of(new float[] {49407}, 1, 1))),
                List.of("masks", "scores"));
        byte[] body = bytes(request.body());
        assertThat(JsonMapper.shared().readTree(Arrays.copyOf(body, request.headerLength())))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"inputs": [
                           {"name": "x", "shape": [1, 2], "datatype": "FP32", "parameters": {"binary_data_size": 8}},
                           {"name": "ids", "shape": [1, 1], "datatype": "INT64", "parameters": {"binary_data_size": 8}}],
                         "outputs": [
                           {"name": "masks", "parameters": {"binary_data": true}},
                           {"name": "scores", "parameters": {"binary_data": true}}],
                         "parameters": {"binary_data_output": true}}"""));
        assertThat(HexFormat.of().formatHex(body, request.headerLength(), body.length))
                .isEqualTo("0000803f" + "000000c0" + "ffc0000000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, 0001010000",
        "UINT8, 00010101ff",
        "INT32, 00000000 01000000 01000000 01000000 ff000000",
        "INT64, 0000000000000000 0100000000000000 0100000000000000 0100000000000000 ff00000000000000",
        "FP16, 0000 003c 003e ff3f f85b",
        "FP32, 00000000 0000803f 0000c03f 00e0ff3f 00007f43",
        "FP64, 0000000000000000 000000000000f03f 000000000000f83f 00000000 00fcff3f 0000000000e06f40"
    })
    void elements_are_little_endian_and_cut_to_whole_numbers(Datatype datatype, String hex) {
        Tensor tensor = Tensor.of(new float[] {0, 1, 1.5f, 1.9990234f, 255}, 5);
        if (datatype == Datatype.BOOL) {
            tensor = Tensor.of(new float[] {0, 1, 1, 0, 0}, 5);
        }
        InferenceRequest request =
                new InferenceRequest(List.of(new InferenceRequest.Input("x", datatype, tensor)), List.of("y"));
        byte[] body = bytes(request.body());
        assertThat(HexFormat.of().formatHex(body, request.headerLength(), body.length))
                .isEqualTo(hex.replace(" ", ""));
    }

    /** Longer than the pieces it is sent in, in direct memory of either byte order, and sent twice as for a second try. */
    @Test
    void large_tensors_arrive_whole_each_time() {
        int count = 50_001;
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            Tensor tensor =
                    Tensor.of(ByteBuffer.allocateDirect(4 * count).order(order).asFloatBuffer(), 1, count);
            for (int i = 0; i < count; i++) {
                tensor.data().put(i, i * 0.5f);
            }
            InferenceRequest request =
                    new InferenceRequest(List.of(new InferenceRequest.Input("x", Datatype.FP32, tensor)), List.of("y"));
            BodyPublisher publisher = request.body();
            byte[] body = bytes(publisher);
            assertThat(publisher.contentLength()).isEqualTo(body.length);
            assertThat(bytes(publisher)).isEqualTo(body);
            ByteBuffer sent =
                    ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).position(request.headerLength());
            for (int i = 0; i < count; i++) {
                assertThat(sent.getFloat()).isEqualTo(i * 0.5f);
            }
            assertThat(sent.hasRemaining()).isFalse();
        }
    }

    @Test
    void a_tensor_without_elements_has_no_bytes() {
        InferenceRequest request = new InferenceRequest(
                List.of(new InferenceRequest.Input("boxes", Datatype.FP32, Tensor.of(new float[0], 1, 0, 4))),
                List.of("y"));
        byte[] body = bytes(request.body());
        assertThat(body).hasSize(request.headerLength());
        assertThat(new String(body, UTF_8)).contains("\"shape\":[1,0,4]", "\"binary_data_size\":0");
    }

    private static byte[] bytes(BodyPublisher publisher) {
        BodySubscriber<byte[]> subscriber = BodySubscribers.ofByteArray();
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer item) {
                subscriber.onNext(List.of(item));
            }

            @Override
            public void onError(Throwable problem) {
                subscriber.onError(problem);
            }

            @Override
            public void onComplete() {
                subscriber.onComplete();
            }
        });
        return subscriber.getBody().toCompletableFuture().join();
    }
}
