package org.gsprelabel.shape;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * The direction of the walls of a building: the peak of the histogram of the directions of sections, modulo 90 degrees and
 * weighted by length (as in M. Awrangjeb, "Using point cloud data to identify, trace, and regularize the outlines of
 * buildings", International Journal of Remote Sensing 37(3), 2016), brought to the total least squares of all walls near it.
 */
final class DominantDirection {

    private static final int BINS = 180;
    private static final double BIN = Math.PI / 2 / BINS;

    /** Sections that are turned less than this from the direction or its normal are walls. */
    private static final double WALL = Math.toRadians(18);

    /** Below so many edges a section is an edge of a drawn polygon rather than the stairs of a mask. */
    private static final int STAIRS = 5;

    private static final int ROUNDS = 3;

    /**
     * A direction.
     *
     * @param radians 0 to below pi/2, from the x axis
     * @param aligned part of the length of all sections that are walls, 0..1
     */
    record Direction(double radians, double aligned) {}

    private DominantDirection() {}

    /**
     * Finds the direction.
     *
     * @param rings closed
     * @param sections where the sections of each meet
     * @param pixel side of a pixel, in the units of the coordinates
     */
    static Direction of(List<Coordinate[]> rings, List<int[]> sections, double pixel) {
        double angle = peak(rings, sections);
        double aligned = aligned(rings, sections, angle);
        for (int round = 0; round < ROUNDS; round++) {
            angle = fitted(rings, sections, angle, pixel);
        }
        return new Direction(angle, aligned);
    }

    private static double peak(List<Coordinate[]> rings, List<int[]> sections) {
        double[] histogram = new double[BINS];
        forEachSection(rings, sections, (ring, from, to) -> {
            double length = ring[from].distance(ring[to]);
            double angle = modulo(Math.atan2(ring[to].y - ring[from].y, ring[to].x - ring[from].x));
            // Spread over a few bins, since the direction of a section of a mask is known to about a degree.
            for (int bin = -4; bin <= 4; bin++) {
                histogram[Math.floorMod((int) Math.floor(angle / BIN) + bin, BINS)] += length * (5 - Math.abs(bin));
            }
        });
        int best = 0;
        for (int bin = 1; bin < BINS; bin++) {
            best = histogram[bin] > histogram[best] ? bin : best;
        }
        return (best + 0.5) * BIN;
    }

    private static double aligned(List<Coordinate[]> rings, List<int[]> sections, double angle) {
        double[] lengths = new double[2];
        forEachSection(rings, sections, (ring, from, to) -> {
            double length = ring[from].distance(ring[to]);
            lengths[0] += length;
            lengths[1] += isWall(ring[from], ring[to], angle) ? length : 0;
        });
        return lengths[1] / lengths[0];
    }

    /** The direction in which the walls scatter most, those along the normal turned by 90 degrees. */
    private static double fitted(List<Coordinate[]> rings, List<int[]> sections, double angle, double pixel) {
        double[] total = new double[3];
        forEachSection(rings, sections, (ring, from, to) -> {
            if (isWall(ring[from], ring[to], angle)) {
                double[] scatter = scatter(ring, from, to, pixel);
                double turn = Math.atan2(ring[to].y - ring[from].y, ring[to].x - ring[from].x) - angle;
                boolean normal = Math.floorMod(Math.round(turn / (Math.PI / 2)), 2) == 1;
                total[0] += normal ? scatter[2] : scatter[0];
                total[1] += normal ? -scatter[1] : scatter[1];
                total[2] += normal ? scatter[0] : scatter[2];
            }
        });
        if (total[1] == 0 && total[0] == total[2]) {
            return angle;
        }
        return modulo(Math.atan2(2 * total[1], total[0] - total[2]) / 2);
    }

    /**
     * Scatter xx, xy, yy of a section. Of stairs it is that of the middles of their edges, which lie along the wall; the
     * edges themselves lie along the grid, and would turn it there. The ends belong to the next wall as much as to this.
     */
    private static double[] scatter(Coordinate[] ring, int from, int to, double pixel) {
        int count = ring.length - 1;
        int edges = Math.floorMod(to - from, count);
        double trim = Math.min(1.5 * pixel, ring[from].distance(ring[to]) / 4);
        boolean stairs = edges >= STAIRS;
        double weight = 0;
        double x = 0;
        double y = 0;
        double[] scatter = new double[3];
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < edges; i++) {
                Coordinate a = ring[(from + i) % count];
                Coordinate b = ring[(from + i + 1) % count];
                Coordinate middle = new Coordinate((a.x + b.x) / 2, (a.y + b.y) / 2);
                if (stairs && (middle.distance(ring[from]) < trim || middle.distance(ring[to]) < trim)) {
                    continue;
                }
                double length = a.distance(b);
                if (pass == 0) {
                    weight += length;
                    x += length * middle.x;
                    y += length * middle.y;
                } else {
                    double dx = middle.x - x / weight;
                    double dy = middle.y - y / weight;
                    double own = stairs ? 0 : 1 / 12.0;
                    scatter[0] += length * (dx * dx + own * (b.x - a.x) * (b.x - a.x));
                    scatter[1] += length * (dx * dy + own * (b.x - a.x) * (b.y - a.y));
                    scatter[2] += length * (dy * dy + own * (b.y - a.y) * (b.y - a.y));
                }
            }
        }
        return scatter;
    }

    private static boolean isWall(Coordinate from, Coordinate to, double angle) {
        double turn = modulo(Math.atan2(to.y - from.y, to.x - from.x) - angle);
        return Math.min(turn, Math.PI / 2 - turn) < WALL;
    }

    private static double modulo(double angle) {
        double rest = angle % (Math.PI / 2);
        return rest < 0 ? rest + Math.PI / 2 : rest;
    }

    @FunctionalInterface
    private interface SectionSink {
        void accept(Coordinate[] ring, int from, int to);
    }

    private static void forEachSection(List<Coordinate[]> rings, List<int[]> sections, SectionSink sink) {
        for (int r = 0; r < rings.size(); r++) {
            int[] ends = sections.get(r);
            for (int i = 0; i < ends.length; i++) {
                sink.accept(rings.get(r), ends[i], ends[(i + 1) % ends.length]);
            }
        }
    }
}
