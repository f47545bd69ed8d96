package org.gsprelabel.sam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.gsprelabel.cache.ContentKey;
import org.gsprelabel.tensor.Tensor;

/**
 * Names embeddings: SHA-256 over what computes one and every bit that it is computed from. So an embedding found
 * under its name is never stale, whatever happened to coverage, tiling, resolution or radiometry.
 */
final class EmbeddingKey {

    /** Changes whenever the tensors of an embedding mean something else than before. */
    private static final int GENERATION = 1;

    private EmbeddingKey() {}

    /**
     * @param encoder what computes the embedding: the hash of the weights, and whatever else tells encoders apart that
     *     give other numbers, such as the device
     * @param input what it is computed from
     */
    static ContentKey of(String encoder, EncoderInput input) {
        MessageDigest digest = digest();
        add(digest, encoder.getBytes(StandardCharsets.UTF_8));
        Map<String, Tensor> tensors = new TreeMap<>(input.tensors());
        digest.update(LittleEndian.bytes(GENERATION));
        digest.update(LittleEndian.bytes(tensors.size()));
        tensors.forEach((name, tensor) -> {
            add(digest, name.getBytes(StandardCharsets.UTF_8));
            digest.update(LittleEndian.bytes(tensor.rank()));
            for (long length : tensor.shape()) {
                byte[] axis = new byte[Long.BYTES];
                LittleEndian.over(axis).putLong(length);
                digest.update(axis);
            }
            LittleEndian.write(tensor, digest::update);
        });
        return new ContentKey(HexFormat.of().formatHex(digest.digest()));
    }

    /** With its length, so that no two lists of parts give the same bytes. */
    private static void add(MessageDigest digest, byte[] part) {
        digest.update(LittleEndian.bytes(part.length));
        digest.update(part);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
