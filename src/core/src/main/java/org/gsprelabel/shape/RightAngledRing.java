package org.gsprelabel.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Coordinate;

/**
 * Makes a ring whose edges lie along the axes of one whose sections nearly do.
 *
 * <p>Every section becomes a line along the axis it is nearer to, where the area between line and ring is as large on one
 * side as on the other: so stairs of pixels neither shrink nor grow a shape. Lines of different axes meet in corners, and edges
 * shorter than a limit are dissolved, the shortest first.
 */
final class RightAngledRing {

    /** Above so many walls it is no building, and the search for the shortest edge would take long. */
    static final int MAX_WALLS = 512;

    private final Coordinate[] ring;
    private final int count;
    private final double minEdge;
    /** Integral of y dx, and of x dy, from the first vertex to each. */
    private final double[] belowSum;

    private final double[] leftSum;
    private final List<Wall> walls = new ArrayList<>();

    /** From one vertex of the ring to another; along x, or along y. A wall from a vertex to itself only links two others. */
    private record Wall(boolean alongX, int from, int to) {}

    private RightAngledRing(Coordinate[] ring, double minEdge) {
        this.ring = ring;
        this.count = ring.length - 1;
        this.minEdge = minEdge;
        this.belowSum = new double[ring.length];
        this.leftSum = new double[ring.length];
        for (int i = 1; i < ring.length; i++) {
            belowSum[i] = belowSum[i - 1] + (ring[i].y + ring[i - 1].y) / 2 * (ring[i].x - ring[i - 1].x);
            leftSum[i] = leftSum[i - 1] + (ring[i].x + ring[i - 1].x) / 2 * (ring[i].y - ring[i - 1].y);
        }
    }

    /**
     * The right-angled ring, closed; empty when there is none with edges of that length.
     *
     * @param ring closed
     * @param sections where its sections meet, at most {@link #MAX_WALLS}
     * @param minEdge length that edges have at least
     */
    static Optional<Coordinate[]> of(Coordinate[] ring, int[] sections, double minEdge) {
        RightAngledRing squarer = new RightAngledRing(ring, minEdge);
        squarer.addWalls(sections);
        return squarer.dissolveShortEdges() ? Optional.of(squarer.corners()) : Optional.empty();
    }

    private void addWalls(int[] sections) {
        List<Wall> raw = new ArrayList<>();
        for (int i = 0; i < sections.length; i++) {
            int from = sections[i];
            int to = sections[(i + 1) % sections.length];
            raw.add(new Wall(Math.abs(ring[to].x - ring[from].x) >= Math.abs(ring[to].y - ring[from].y), from, to));
        }
        for (Wall wall : raw) {
            append(wall);
        }
        while (walls.size() > 1 && last().alongX == walls.get(0).alongX) {
            Wall first = walls.get(0);
            if (belongTogether(last(), first)) {
                walls.set(0, new Wall(first.alongX, last().from, first.to));
                walls.remove(walls.size() - 1);
            } else {
                walls.add(new Wall(!first.alongX, first.from, first.from));
            }
        }
    }

    private void append(Wall wall) {
        if (!walls.isEmpty() && last().alongX == wall.alongX) {
            if (belongTogether(last(), wall)) {
                walls.set(walls.size() - 1, new Wall(wall.alongX, last().from, wall.to));
                return;
            }
            walls.add(new Wall(!wall.alongX, wall.from, wall.from));
        }
        walls.add(wall);
    }

    private Wall last() {
        return walls.get(walls.size() - 1);
    }

    private boolean belongTogether(Wall a, Wall b) {
        return run(a) * run(b) > 0 && Math.abs(offset(a) - offset(b)) < minEdge;
    }

    /** How far a wall goes along its axis, with sign. */
    private double run(Wall wall) {
        return wall.alongX ? ring[wall.to].x - ring[wall.from].x : ring[wall.to].y - ring[wall.from].y;
    }

    /** Where a wall lies across its axis. */
    private double offset(Wall wall) {
        double run = run(wall);
        if (Math.abs(run) < minEdge / 2) {
            return wall.alongX ? (ring[wall.from].y + ring[wall.to].y) / 2 : (ring[wall.from].x + ring[wall.to].x) / 2;
        }
        double[] sum = wall.alongX ? belowSum : leftSum;
        return (sum[wall.to] - sum[wall.from] + (wall.to < wall.from ? sum[count] : 0)) / run;
    }

    private Wall wall(int index) {
        return walls.get(Math.floorMod(index, walls.size()));
    }

    /** Length of the edge between the neighbouring walls; negative when they have passed each other. */
    private double length(int index) {
        double length = offset(wall(index + 1)) - offset(wall(index - 1));
        double run = run(wall(index));
        return run == 0 ? Math.abs(length) : Math.signum(run) * length;
    }

    /** False when no ring is left. */
    private boolean dissolveShortEdges() {
        while (walls.size() >= 4) {
            int shortest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < walls.size(); i++) {
                double length = length(i);
                if (length < least) {
                    least = length;
                    shortest = i;
                }
            }
            if (least >= minEdge) {
                return true;
            }
            if (walls.size() == 4 || !dissolve(shortest)) {
                return false;
            }
        }
        return false;
    }

    /** A step goes by joining the walls beside it; of the end of an arm, the shorter side of the arm does. */
    private boolean dissolve(int index) {
        if (isStep(index)) {
            join(index);
            return true;
        }
        int side = length(index - 1) <= length(index + 1) ? index - 1 : index + 1;
        int other = side == index - 1 ? index + 1 : index - 1;
        for (int candidate : new int[] {side, other}) {
            if (isStep(candidate)) {
                join(candidate);
                return true;
            }
        }
        return false;
    }

    private boolean isStep(int index) {
        return run(wall(index - 1)) * run(wall(index + 1)) >= 0;
    }

    private void join(int index) {
        Wall before = wall(index - 1);
        Wall after = wall(index + 1);
        int place = Math.floorMod(index - 1, walls.size());
        walls.set(place, new Wall(before.alongX, before.from, after.to));
        int first = Math.floorMod(index, walls.size());
        int second = Math.floorMod(index + 1, walls.size());
        walls.remove(Math.max(first, second));
        walls.remove(Math.min(first, second));
    }

    private Coordinate[] corners() {
        double[] offsets = walls.stream().mapToDouble(this::offset).toArray();
        keepArea(offsets);
        return corners(offsets);
    }

    private Coordinate[] corners(double[] offsets) {
        int size = offsets.length;
        Coordinate[] corners = new Coordinate[size + 1];
        for (int i = 0; i < size; i++) {
            double next = offsets[(i + 1) % size];
            corners[i] = walls.get(i).alongX ? new Coordinate(next, offsets[i]) : new Coordinate(offsets[i], next);
        }
        corners[size] = corners[0].copy();
        return corners;
    }

    /** Moves all walls outwards by one distance, so that the area becomes that of the ring. */
    private void keepArea(double[] offsets) {
        double wanted = Area.ofRingSigned(ring);
        for (int round = 0; round < 3; round++) {
            Coordinate[] corners = corners(offsets);
            double perimeter = 0;
            for (int i = 1; i < corners.length; i++) {
                perimeter += corners[i].distance(corners[i - 1]);
            }
            // Positive outwards of a ring whose signed area is positive, which is clockwise.
            double move = (wanted - Area.ofRingSigned(corners)) / perimeter;
            for (int i = 0; i < offsets.length; i++) {
                Coordinate from = corners[Math.floorMod(i - 1, offsets.length)];
                Coordinate to = corners[i];
                offsets[i] +=
                        walls.get(i).alongX ? Math.signum(to.x - from.x) * move : -Math.signum(to.y - from.y) * move;
            }
        }
    }
}
