package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.gsprelabel.cache.ContentKey;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EmbeddingKeyTest {

    private static final InputFrame FRAME = InputFrame.identity(2, 1);

    @Test
    void isTheHashOfEncoderNamesShapesAndValues() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(2).put("w7".getBytes(StandardCharsets.US_ASCII));
        bytes.putInt(1).putInt(1);
        bytes.putInt(5).put("image".getBytes(StandardCharsets.US_ASCII));
        bytes.putInt(2).putLong(1).putLong(2).putFloat(0.5f).putFloat(-3);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(bytes.array(), 0, bytes.position());

        ContentKey key = EmbeddingKey.of(
                "w7", new EncoderInput(Map.of("image", Tensor.of(new float[] {0.5f, -3}, 1, 2)), FRAME));

        assertThat(key.sha256()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void everythingThatMakesAnotherEmbeddingMakesAnotherKey() {
        Set<ContentKey> keys = new HashSet<>();
        keys.add(key("weights", "image", new float[] {1, 2, 3, 4}, 1, 4));
        keys.add(key("other", "image", new float[] {1, 2, 3, 4}, 1, 4));
        keys.add(key("weights", "pixels", new float[] {1, 2, 3, 4}, 1, 4));
        keys.add(key("weights", "image", new float[] {1, 2, 3, Math.nextUp(4f)}, 1, 4));
        keys.add(key("weights", "image", new float[] {1, 2, 3, 4}, 2, 2));
        keys.add(key("weights", "image", new float[] {1, 2, 3, 4}, 4));
        keys.add(key("weights", "image", new float[] {1, 2, 4, 3}, 1, 4));
        keys.add(key("weightsi", "mage", new float[] {1, 2, 3, 4}, 1, 4));

        assertThat(keys).hasSize(8);
    }

    @Test
    void equalContentHasOneKeyWhereverItLies() {
        float[] values = new float[50_000];
        Tensor direct = Tensor.allocate(1, 50_000);
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.25f;
            direct.data().put(i, values[i]);
        }

        assertThat(EmbeddingKey.of("w", new EncoderInput(Map.of("image", direct), FRAME)))
                .isEqualTo(key("w", "image", values, 1, 50_000));
    }

    @Test
    void isWrittenInHexadecimalDigits() {
        assertThatThrownBy(() -> new ContentKey("xyz"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key must be 64 lower-case hexadecimal digits, got 'xyz'");
    }

    private static ContentKey key(String encoder, String name, float[] values, long... shape) {
        return EmbeddingKey.of(encoder, new EncoderInput(Map.of(name, Tensor.of(values, shape)), FRAME));
    }
}
