package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorConversionTest {

    @Test
    void greyLevelsBecomeTheNearestByte() throws OrtException {
        Tensor values = Tensor.of(new float[] {0, 0.4f, 126.99999f, 127.00001f, 254.9f, 255, 255.3f, -0.2f}, 8);

        try (OnnxTensor tensor = TensorConversion.toRuntime(values, "uint8")) {
            ByteBuffer bytes = tensor.getByteBuffer();
            byte[] found = new byte[8];
            bytes.get(found);
            assertThat(found).containsExactly(0, 0, 127, 127, -1, -1, -1, 0);
        }
    }

    // 0..255 through 0..1 and back, in the float arithmetic of the pipeline, does not give every level exactly.
    @Test
    void everyGreyLevelSurvivesTheWayThroughTheUnitRange() throws OrtException {
        float[] levels = new float[256];
        for (int level = 0; level < levels.length; level++) {
            levels[level] = (float) level / 255 * 255;
        }

        try (OnnxTensor tensor = TensorConversion.toRuntime(Tensor.of(levels, 256), "uint8")) {
            ByteBuffer bytes = tensor.getByteBuffer();
            for (int level = 0; level < levels.length; level++) {
                assertThat(bytes.get(level) & 0xff).isEqualTo(level);
            }
        }
    }

    // A buffer has at most 2^31 - 1 bytes; 128 x 4096 x 4096 is 2^31.
    @ParameterizedTest
    @CsvSource({
        "BOOL, 128, false", "BOOL, 127, true", "FLOAT, 32, false", "FLOAT, 31, true", "FLOAT16, 32, false",
        "UINT8, 32, false", "INT64, 16, false", "INT64, 15, true", "BOOL, 0, true", "BOOL, 4611686018427387904, false"
    })
    void outputsThatNoBufferHoldsAreRefusedInASentence(OnnxJavaType type, long masks, boolean fits) {
        ThrowingCallable reading = () -> OrtGraph.requireReadable("x", "masks", type, masks, 1, 4096, 4096);

        if (fits) {
            assertThatCode(reading).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(reading)
                    .isInstanceOf(ModelException.class)
                    .hasMessage("model 'x': output 'masks' must have less than 2 GiB, found [" + masks
                            + ", 1, 4096, 4096]; take smaller tiles or batches");
        }
    }

    @Test
    void truthsOfTheRuntimeStayTruths() throws OrtException {
        boolean[][] truths = {{false, true, true}, {true, false, false}};

        try (OnnxTensor tensor = OnnxTensor.createTensor(OnnxRuntime.environment(), truths)) {
            Tensor found = TensorConversion.fromRuntime(tensor);

            assertThat(found.shape()).containsExactly(2, 3);
            assertThat(found.truths().stream()).containsExactly(1, 2, 3);
        }
    }
}
