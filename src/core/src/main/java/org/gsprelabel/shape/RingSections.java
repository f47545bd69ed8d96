package org.gsprelabel.shape;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;

/**
 * Divides a ring into sections that are nearly straight, after D. H. Douglas and T. K. Peucker, "Algorithms for the
 * reduction of the number of points required to represent a digitized line or its caricature", Cartographica 10(2), 1973.
 * The first division is at the vertex that is furthest from the middle of the ring, which of a building is a corner.
 */
final class RingSections {

    private RingSections() {}

    /**
     * Numbers of the vertices at which sections meet, ascending; at least two. Empty as soon as there are too many: of a ring
     * that is no building, the search for all of them would take long.
     *
     * @param ring closed: the last vertex is equal to the first, and is not a number of the result
     * @param tolerance largest distance of a vertex from its section
     * @param most sections, at least two
     */
    static Optional<int[]> of(Coordinate[] ring, double tolerance, int most) {
        int count = ring.length - 1;
        Coordinate middle = middle(ring);
        int first = furthest(ring, middle);
        int second = furthest(ring, ring[first]);
        BitSet kept = new BitSet(count);
        kept.set(first);
        kept.set(second);
        int sections = 2;
        Deque<int[]> ranges = new ArrayDeque<>();
        ranges.push(new int[] {first, second > first ? second : second + count});
        ranges.push(new int[] {second, first > second ? first : first + count});
        while (!ranges.isEmpty()) {
            int[] range = ranges.pop();
            Segment segment = new Segment(ring[range[0] % count], ring[range[1] % count]);
            double largest = tolerance;
            int split = -1;
            for (int i = range[0] + 1; i < range[1]; i++) {
                double distance = segment.distance(ring[i % count]);
                if (distance > largest) {
                    largest = distance;
                    split = i;
                }
            }
            if (split >= 0) {
                if (++sections > most) {
                    return Optional.empty();
                }
                kept.set(split % count);
                ranges.push(new int[] {range[0], split});
                ranges.push(new int[] {split, range[1]});
            }
        }
        return Optional.of(kept.stream().toArray());
    }

    private static Coordinate middle(Coordinate[] ring) {
        double[] sum = new double[3];
        for (int i = 1; i < ring.length; i++) {
            double length = ring[i].distance(ring[i - 1]);
            sum[0] += length * (ring[i].x + ring[i - 1].x) / 2;
            sum[1] += length * (ring[i].y + ring[i - 1].y) / 2;
            sum[2] += length;
        }
        return new Coordinate(sum[0] / sum[2], sum[1] / sum[2]);
    }

    private static int furthest(Coordinate[] ring, Coordinate from) {
        double[] distances = Arrays.stream(ring).mapToDouble(from::distance).toArray();
        int furthest = 0;
        for (int i = 1; i < ring.length - 1; i++) {
            if (distances[i] > distances[furthest]) {
                furthest = i;
            }
        }
        return furthest;
    }
}
