package org.gsprelabel.remote;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.gsprelabel.tensor.Tensor;

/** Settings and inputs for tests. */
final class Remotes {

    /** Names in {@code roofs-semseg}. */
    static final String IMAGE = "image";

    static final String LOGITS = "logits";

    private Remotes() {}

    /** Two tries more, almost without a wait. */
    static RemoteSettings settings(String url, String model) {
        return settings(url, model, Duration.ofSeconds(20), 2);
    }

    static RemoteSettings settings(String url, String model, Duration timeout, int retries) {
        return settings(url, model, timeout, new RetryPolicy(retries, Duration.ofMillis(1), Duration.ofMillis(5)));
    }

    static RemoteSettings settings(String url, String model, Duration timeout, RetryPolicy retryPolicy) {
        return new RemoteSettings(
                Endpoint.of(url, model, Optional.empty()),
                Optional.empty(),
                Duration.ofSeconds(5),
                timeout,
                retryPolicy,
                1 << 20,
                CredentialNames.NONE);
    }

    static KServePredictor roofs(RemoteSettings settings) {
        return RemoteModel.open("roofs", settings, System::getenv).predictor(IMAGE, 0, Map.of(LOGITS, LOGITS), true);
    }

    /** Noise, the same each time. */
    static Tensor image(int items, int channels, int side) {
        Tensor image = Tensor.allocate(items, channels, side, side);
        Random random = new Random(7);
        for (int i = 0; i < image.data().capacity(); i++) {
            image.data().put(i, random.nextFloat());
        }
        return image;
    }

    static float[] values(Tensor tensor) {
        float[] values = new float[tensor.data().capacity()];
        tensor.data().get(0, values);
        return values;
    }
}
