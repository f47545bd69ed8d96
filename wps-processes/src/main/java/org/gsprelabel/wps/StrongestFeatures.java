package org.gsprelabel.wps;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Date;
import java.util.OptionalInt;
import org.geotools.api.feature.simple.SimpleFeature;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * The most confident of the features that come in, up to a number: a heap with the weakest on top, twenty bytes for each
 * that is held. Of equally confident ones, content decides: those stay whose attributes have the lower hash, so the order
 * in which they come does not matter. Of features that are alike in everything, the first stay.
 */
final class StrongestFeatures {

    private final int most;
    private int[] positions = new int[16];
    private double[] confidences = new double[16];
    private long[] contents = new long[16];
    private int size;

    /** @param most how many features are held, from 1 */
    StrongestFeatures(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("maxFeatures must be at least 1, got " + most);
        }
        this.most = most;
    }

    /**
     * Takes a feature.
     *
     * @param position among all features; each larger than the one before
     * @return position of the feature that is too many now: of this one, or of one before
     */
    OptionalInt add(int position, double confidence, SimpleFeature feature) {
        return add(position, confidence, contentOf(feature));
    }

    OptionalInt add(int position, double confidence, long content) {
        if (size < most) {
            if (size == positions.length) {
                int capacity = (int) Math.min(most, 2L * size);
                positions = Arrays.copyOf(positions, capacity);
                confidences = Arrays.copyOf(confidences, capacity);
                contents = Arrays.copyOf(contents, capacity);
            }
            set(size, position, confidence, content);
            up(size++);
            return OptionalInt.empty();
        }
        int weakest = positions[0];
        if (compare(confidence, content, position, confidences[0], contents[0], weakest) < 0) {
            return OptionalInt.of(position);
        }
        set(0, position, confidence, content);
        down();
        return OptionalInt.of(weakest);
    }

    /** Hash of geometries, texts, numbers, flags and dates; the id is no content. */
    static long contentOf(SimpleFeature feature) {
        MessageDigest digest = sha256();
        for (Object value : feature.getAttributes()) {
            if (value instanceof Geometry geometry) {
                Coordinate[] coordinates = geometry.getCoordinates();
                ByteBuffer bytes = ByteBuffer.allocate(2 * Double.BYTES * coordinates.length);
                for (Coordinate coordinate : coordinates) {
                    bytes.putDouble(coordinate.x).putDouble(coordinate.y);
                }
                digest.update(bytes.flip());
            } else if (value instanceof Date date) {
                digest.update(
                        ByteBuffer.allocate(Long.BYTES).putLong(date.getTime()).flip());
            } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                digest.update(value.toString().getBytes(StandardCharsets.UTF_8));
            }
            digest.update((byte) 0);
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private void up(int from) {
        int at = from;
        while (at > 0 && compare(at, (at - 1) / 2) < 0) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void down() {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && compare(child + 1, child) < 0) {
                child++;
            }
            if (compare(at, child) <= 0) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private int compare(int a, int b) {
        return compare(confidences[a], contents[a], positions[a], confidences[b], contents[b], positions[b]);
    }

    /** Negative when the first feature is the weaker one. */
    private static int compare(
            double scoreA, long contentA, int positionA, double scoreB, long contentB, int positionB) {
        // Adding zero makes one of the two zeros.
        int byScore = Double.compare(scoreA + 0.0, scoreB + 0.0);
        if (byScore != 0) {
            return byScore;
        }
        int byContent = Long.compare(contentB, contentA);
        return byContent != 0 ? byContent : Integer.compare(positionB, positionA);
    }

    private void set(int index, int position, double confidence, long content) {
        positions[index] = position;
        confidences[index] = confidence;
        contents[index] = content;
    }

    private void swap(int a, int b) {
        int position = positions[a];
        double confidence = confidences[a];
        long content = contents[a];
        set(a, positions[b], confidences[b], contents[b]);
        set(b, position, confidence, content);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
