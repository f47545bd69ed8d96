package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts values that can outgrow memory into the order of a number that each has. Values are held in a {@link SpillStore};
 * memory grows by some thirty bytes a value for its number and place.
 *
 * @param <T> type of the values
 */
public final class SpillSorter<T> implements AutoCloseable {

    private final SpillStore<T> values;
    private double[] keys = new double[1024];

    /**
     * @param codec how values become bytes
     * @param memoryLimitBytes encoded bytes held in memory at most
     */
    public SpillSorter(Codec<T> codec, long memoryLimitBytes) {
        this.values = new SpillStore<>(codec, memoryLimitBytes, 1);
    }

    /**
     * Adds a value.
     *
     * @param key its number, not NaN
     */
    public void add(double key, T value) {
        int count = Math.toIntExact(values.size());
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, Math.multiplyExact(count, 2));
        }
        // Adding zero makes one number of the two zeros.
        keys[count] = key + 0.0;
        values.add(value);
    }

    /** Number of values. */
    public long size() {
        return values.size();
    }

    /**
     * Hands all values over, from the least number on.
     *
     * @param sink takes those of one number together, in the order in which they were added
     */
    public void forEachKey(Consumer<List<T>> sink) {
        Integer[] order = new Integer[Math.toIntExact(values.size())];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> keys[i]));
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && keys[order[to]] == keys[order[from]]) {
                to++;
            }
            List<T> together = new ArrayList<>(to - from);
            for (int i = from; i < to; i++) {
                together.add(values.get(order[i]));
            }
            sink.accept(together);
            from = to;
        }
    }

    /** Gives memory and file back. */
    @Override
    public void close() {
        values.close();
    }
}
