package org.gsprelabel.cache;

import java.util.HexFormat;

/**
 * The name of a value: SHA-256 over what computes it and every bit that it is computed from.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record ContentKey(String sha256) {

    public ContentKey {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("key must be 64 lower-case hexadecimal digits, got '" + sha256 + "'");
        }
    }

    /** The 32 bytes of the hash. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(sha256);
    }

    @Override
    public String toString() {
        return sha256;
    }
}
