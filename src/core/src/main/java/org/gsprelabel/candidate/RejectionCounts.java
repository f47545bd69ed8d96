package org.gsprelabel.candidate;

import java.util.EnumMap;
import java.util.Map;

/** Counts rejections by reason. Not safe for use by several threads: one a tile, added up in tile order. */
public final class RejectionCounts {

    private final EnumMap<Rejection, Long> counts = new EnumMap<>(Rejection.class);

    public void add(Rejection reason) {
        add(reason, 1);
    }

    public void add(Rejection reason, long count) {
        if (count > 0) {
            counts.merge(reason, count, Long::sum);
        }
    }

    public void addAll(RejectionCounts other) {
        other.counts.forEach(this::add);
    }

    public long get(Rejection reason) {
        return counts.getOrDefault(reason, 0L);
    }

    /** All of them together. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Reasons that occurred, in the order of {@link Rejection}. */
    public Map<Rejection, Long> asMap() {
        return new EnumMap<>(counts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RejectionCounts that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
