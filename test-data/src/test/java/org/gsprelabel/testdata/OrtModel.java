package org.gsprelabel.testdata;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A test model in ONNX Runtime, on the CPU. */
final class OrtModel implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OrtModel(String file) throws IOException, OrtException {
        try (InputStream in = TestModels.open(file)) {
            this.session = environment.createSession(in.readAllBytes(), new OrtSession.SessionOptions());
        }
    }

    /** A float result: its shape and its values. */
    record Result(List<Long> shape, FloatBuffer values) {

        float at(int index) {
            return values.get(index);
        }
    }

    /** All results of one run. */
    record Results(Map<String, Result> byName) {

        Result get(String name) {
            return Objects.requireNonNull(byName.get(name), name);
        }
    }

    /** Runs on images [N, 3, H, W]. */
    Results run(float[] images, long... shape) throws OrtException {
        String input = session.getInputNames().iterator().next();
        Map<String, Result> results = new LinkedHashMap<>();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            for (var entry : result) {
                OnnxTensor value = (OnnxTensor) entry.getValue();
                List<Long> dimensions =
                        Arrays.stream(value.getInfo().getShape()).boxed().toList();
                results.put(entry.getKey(), new Result(dimensions, value.getFloatBuffer()));
            }
        }
        return new Results(results);
    }

    Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    /** Channel by channel, (value / 255 - mean) / std. */
    static float[] planar(byte[] pixels, double[] mean, double[] std) {
        int count = pixels.length / 3;
        float[] planes = new float[pixels.length];
        for (int band = 0; band < 3; band++) {
            for (int i = 0; i < count; i++) {
                planes[band * count + i] = (float) (((pixels[3 * i + band] & 0xFF) / 255.0 - mean[band]) / std[band]);
            }
        }
        return planes;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
