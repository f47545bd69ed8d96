package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;

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
