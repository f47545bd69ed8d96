package org.gsprelabel.detect;

import java.util.Arrays;
import org.gsprelabel.model.NmsRules.Overlap;

/**
 * The boxes that non-maximum suppression has kept, found again by place and size.
 *
 * <p>Two boxes of sides w1, w2 and centres c1, c2 whose IoU is above t have, on each axis, {@code min(w1, w2) > t *
 * max(w1, w2)} and {@code |c1 - c2| < (w1 + w2) / 2 - t * max(w1, w2)}. So boxes are filed under the powers of two of
 * their width and height, and there under the grid cell of their centre, the cells being as large as the power of two:
 * only a few cells of a few levels can hold a box that matters. As kept boxes do not overlap much, cells hold few of
 * them, however many boxes there were to begin with.
 *
 * <p>By intersection over smaller, {@code |c1 - c2| < (w1 + w2) / 2 - t * min(w1, w2)}, whatever the sides. With another
 * measure the boxes only say that objects may overlap, which is that bound for t = 0. Nothing overlaps by more than 1, so with
 * that threshold, which would let a cell hold any number of boxes, none is looked for.
 */
final class SuppressionIndex {

    /** Makes up for rounding in the bounds above; the boxes found are compared exactly. */
    private static final double SLACK = 1e-9;

    private static final double MAX_CELL = 0x1p62;

    private final ScoredBoxes boxes;
    private final PairOverlap measure;
    private final double threshold;
    private final boolean classAware;

    /** Of boxes, for the bounds above. */
    private final Overlap ratio;

    private final double leastRatio;

    private final int[] kept;
    private int size;

    /** Buckets of a hash table: the place in {@code kept} of the last box of each, and of the one before each box. */
    private final int[] last;

    private final int[] previous;

    private int[] levelsX = new int[16];
    private int[] levelsY = new int[16];
    private int levels;

    private SuppressionIndex(
            ScoredBoxes boxes,
            PairOverlap measure,
            double threshold,
            boolean classAware,
            Overlap ratio,
            double leastRatio,
            int capacity) {
        this.boxes = boxes;
        this.measure = measure;
        this.threshold = threshold;
        this.classAware = classAware;
        this.ratio = ratio;
        this.leastRatio = leastRatio;
        this.kept = new int[capacity];
        this.previous = new int[capacity];
        this.last = new int[Math.max(2, Integer.highestOneBit(Math.max(1, capacity)) * 2)];
        Arrays.fill(last, -1);
    }

    /** Of boxes that are compared by a ratio of what they share. */
    static SuppressionIndex of(ScoredBoxes boxes, Overlap ratio, double threshold, boolean classAware, int capacity) {
        return new SuppressionIndex(
                boxes, (a, b) -> boxes.overlap(ratio, a, b), threshold, classAware, ratio, threshold, capacity);
    }

    /** Of objects inside boxes, which overlap by some measure of their own, and not at all where the boxes do not. */
    static SuppressionIndex of(
            ScoredBoxes bounds, PairOverlap measure, double threshold, boolean classAware, int capacity) {
        return new SuppressionIndex(bounds, measure, threshold, classAware, Overlap.IOS, 0, capacity);
    }

    /** The boxes in the order in which they were added. */
    int[] indices() {
        return Arrays.copyOf(kept, size);
    }

    void add(int box) {
        double width = width(box);
        double height = height(box);
        kept[size] = box;
        if (width > 0 && height > 0) {
            int levelX = Math.getExponent(width);
            int levelY = Math.getExponent(height);
            addLevel(levelX, levelY);
            int bucket = bucket(levelX, levelY, cell(centreX(box), levelX), cell(centreY(box), levelY));
            previous[size] = last[bucket];
            last[bucket] = size;
        }
        size++;
    }

    /** Whether a box overlaps one of those added by more than the threshold. */
    boolean suppresses(int box) {
        double width = width(box);
        double height = height(box);
        if (!(width > 0 && height > 0) || threshold >= 1) {
            return false;
        }
        double x = centreX(box);
        double y = centreY(box);
        double visited = 0;
        for (int level = 0; level < levels; level++) {
            int levelX = levelsX[level];
            int levelY = levelsY[level];
            if (!comparable(width, levelX) || !comparable(height, levelY)) {
                continue;
            }
            double reachX = reach(width, x, levelX);
            double reachY = reach(height, y, levelY);
            long left = cell(x - reachX, levelX);
            long right = cell(x + reachX, levelX);
            long top = cell(y - reachY, levelY);
            long bottom = cell(y + reachY, levelY);
            visited += ((double) right - left + 1) * ((double) bottom - top + 1);
            if (visited > size) {
                return anySuppresses(box);
            }
            for (long cellY = top; cellY <= bottom; cellY++) {
                for (long cellX = left; cellX <= right; cellX++) {
                    if (bucketSuppresses(bucket(levelX, levelY, cellX, cellY), box)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean anySuppresses(int box) {
        for (int i = 0; i < size; i++) {
            if (suppresses(kept[i], box)) {
                return true;
            }
        }
        return false;
    }

    private boolean bucketSuppresses(int bucket, int box) {
        for (int i = last[bucket]; i >= 0; i = previous[i]) {
            if (suppresses(kept[i], box)) {
                return true;
            }
        }
        return false;
    }

    private boolean suppresses(int stronger, int box) {
        return (!classAware || boxes.classIndex(stronger) == boxes.classIndex(box))
                && measure.of(stronger, box) > threshold;
    }

    private void addLevel(int levelX, int levelY) {
        for (int i = 0; i < levels; i++) {
            if (levelsX[i] == levelX && levelsY[i] == levelY) {
                return;
            }
        }
        if (levels == levelsX.length) {
            levelsX = Arrays.copyOf(levelsX, 2 * levels);
            levelsY = Arrays.copyOf(levelsY, 2 * levels);
        }
        levelsX[levels] = levelX;
        levelsY[levels] = levelY;
        levels++;
    }

    /** Whether a box with a side of the level can overlap one with this side by more than the threshold. */
    private boolean comparable(double side, int level) {
        return ratio == Overlap.IOS
                || (Math.scalb(2.0, level) >= leastRatio * side && Math.scalb(leastRatio, level) <= side);
    }

    /** How far from the centre of a box those of the level that matter can have theirs. */
    private double reach(double side, double centre, int level) {
        return (ratio == Overlap.IOS ? reachOfSmaller(side, level) : reachOfUnion(side, level))
                + SLACK * (Math.abs(centre) + side);
    }

    private double reachOfUnion(double side, int level) {
        double least = Math.max(Math.scalb(1.0, level), leastRatio * side);
        double most = Math.min(Math.scalb(2.0, level), side / leastRatio);
        // As a function of the other side, the bound grows up to this side, and beyond it while t is below one half.
        double farthest = leastRatio < 0.5 ? most : Math.max(least, Math.min(most, side));
        return (side + farthest) / 2 - leastRatio * Math.max(side, farthest);
    }

    private double reachOfSmaller(double side, int level) {
        // As a function of the other side, the bound is convex, so it is largest at an end.
        double least = Math.scalb(1.0, level);
        double most = Math.scalb(2.0, level);
        return Math.max(
                (side + least) / 2 - leastRatio * Math.min(side, least),
                (side + most) / 2 - leastRatio * Math.min(side, most));
    }

    private static long cell(double coordinate, int level) {
        return (long) Math.max(-MAX_CELL, Math.min(MAX_CELL, Math.floor(Math.scalb(coordinate, -level))));
    }

    private int bucket(int levelX, int levelY, long cellX, long cellY) {
        long hash = cellX * 0x9E3779B97F4A7C15L + cellY;
        hash = (hash ^ (hash >>> 29)) * 0xBF58476D1CE4E5B9L + (levelX * 4099L + levelY);
        hash = (hash ^ (hash >>> 32)) * 0x94D049BB133111EBL;
        return (int) (hash >>> 33) & (last.length - 1);
    }

    private double width(int box) {
        return boxes.maxX(box) - boxes.minX(box);
    }

    private double height(int box) {
        return boxes.maxY(box) - boxes.minY(box);
    }

    private double centreX(int box) {
        return (boxes.minX(box) + boxes.maxX(box)) / 2;
    }

    private double centreY(int box) {
        return (boxes.minY(box) + boxes.maxY(box)) / 2;
    }
}
