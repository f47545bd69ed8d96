package org.gsprelabel.wps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.geotools.api.feature.simple.SimpleFeature;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;

/** What becomes of each feature of a collection, in the order in which they are read: five bytes a feature. */
final class Verdicts {

    private static final byte KEPT = -1;

    /** Reasons in the order in which they first occurred; a feature has the place of its own. */
    private final List<Rejection> known = new ArrayList<>();

    private int[] ids = new int[1024];
    private byte[] reasons = new byte[1024];
    private int count;
    private int kept;
    private final RejectionCounts rejections = new RejectionCounts();

    /**
     * Takes note of the next feature.
     *
     * @return its position, from 0
     */
    int add(SimpleFeature feature, Optional<Rejection> rejection) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
            reasons = Arrays.copyOf(reasons, 2 * count);
        }
        ids[count] = feature.getID().hashCode();
        reasons[count] = rejection.map(this::place).orElse(KEPT);
        if (rejection.isPresent()) {
            rejections.add(rejection.get());
        } else {
            kept++;
        }
        return count++;
    }

    /** Changes its mind about a feature that was to be kept. */
    void reject(int position, Rejection reason) {
        reasons[position] = place(reason);
        rejections.add(reason);
        kept--;
    }

    /** How many features there are. */
    int size() {
        return count;
    }

    /** How many are kept. */
    int kept() {
        return kept;
    }

    RejectionCounts rejections() {
        return rejections;
    }

    /**
     * Why a feature is rejected that is read again; empty when it is kept.
     *
     * @param position of the feature, from 0
     * @throws IllegalStateException when another feature was there when the verdict was made
     */
    Optional<Rejection> of(int position, SimpleFeature feature) {
        if (position >= count || ids[position] != feature.getID().hashCode()) {
            throw new IllegalStateException("features came in another order when they were read again, at "
                    + feature.getID() + "; give them sorted, with ids that stay");
        }
        byte reason = reasons[position];
        return reason == KEPT ? Optional.empty() : Optional.of(known.get(reason));
    }

    /**
     * To be called where features end that are read again.
     *
     * @throws IllegalStateException when there were more of them when verdicts were made
     */
    void requireAll(int read) {
        if (read < count) {
            throw new IllegalStateException("features ended after " + read
                    + " when they were read again, and there were " + count + " before; give such that do not change");
        }
    }

    private byte place(Rejection reason) {
        if (!known.contains(reason)) {
            known.add(reason);
        }
        return (byte) known.indexOf(reason);
    }
}
