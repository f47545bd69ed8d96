package org.gsprelabel.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.gsprelabel.benchmarks.TownViews.Form;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStatistics;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.merge.SeamMerger;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;

/**
 * Processor time of the seam merge over towns of growing size, tile by tile, on one thread. Candidates are made on the way
 * and not timed, so a million of them need no more memory than two rows of tiles.
 *
 * <p>Usage: {@code MergeScaling [mask|box|oriented_box] [tile size] [candidates ...]}.
 */
public final class MergeScaling {

    /** Candidates in a square of 1024 x 1024 pixels of the town at a scale of one half, those of overlaps included. */
    private static final double DENSITY = 380;

    private static final double SCALE = 0.5;
    private static final double OVERLAP = 0.125;

    private MergeScaling() {}

    public static void main(String[] args) {
        Form form = args.length > 0 ? Form.valueOf(args[0].toUpperCase(Locale.ROOT)) : Form.MASK;
        int tileSize = args.length > 1 ? Integer.parseInt(args[1]) : 640;
        int[] wanted = args.length > 2 ? parse(args) : new int[] {1_000, 10_000, 100_000, 1_000_000};
        // Twice: the first round warms up.
        run(views(tileSize, 100_000), form);
        run(views(tileSize, 100_000), form);
        System.out.println("| candidates | objects | seconds | microseconds a candidate |");
        System.out.println("| --- | --- | --- | --- |");
        for (int candidates : wanted) {
            Timing timing = run(views(tileSize, candidates), form);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d | %.3f | %.2f |%n",
                    timing.statistics.candidatesIn(),
                    timing.statistics.candidatesOut(),
                    timing.nanos / 1e9,
                    timing.nanos / 1e3 / timing.statistics.candidatesIn());
        }
        System.out.printf("a candidate that is open takes %d bytes%n", openBytes(tileSize, form));
    }

    /** Heap for each candidate while its group is open: one row of tiles, so that all are. */
    private static long openBytes(int tileSize, Form form) {
        TileGrid grid = new TileGrid(40 * tileSize, tileSize, tileSize, (int) (OVERLAP * tileSize));
        TownViews views = new TownViews(grid, 7, SCALE, 4);
        SeamMerger merger = new SeamMerger(grid, MergeRules.of(MergeStrategy.UNION), (candidate, extent) -> {});
        for (int column = 0; column < grid.columns(); column++) {
            // Once in vain, so that what the town remembers of its blocks is not counted.
            views.candidates(new TileId(0, column), form);
        }
        long before = usedAfterCollection();
        for (int column = 0; column < grid.columns(); column++) {
            TileId tile = new TileId(0, column);
            merger.add(tile, views.candidates(tile, form));
        }
        long after = usedAfterCollection();
        merger.finish();
        return (after - before) / merger.statistics().candidatesIn();
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static int[] parse(String[] args) {
        int[] wanted = new int[args.length - 2];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = Integer.parseInt(args[i + 2]);
        }
        return wanted;
    }

    private static TownViews views(int tileSize, int candidates) {
        int side = (int) Math.max(tileSize, 1024 * Math.sqrt(candidates / DENSITY));
        TileGrid grid = new TileGrid(side, side, tileSize, (int) (OVERLAP * tileSize));
        return new TownViews(grid, 7, SCALE, 4);
    }

    private record Timing(long nanos, MergeStatistics statistics) {}

    private static Timing run(TownViews views, Form form) {
        long nanos = 0;
        SeamMerger merger = new SeamMerger(views.grid(), MergeRules.of(MergeStrategy.UNION), (candidate, extent) -> {});
        for (int row = 0; row < views.grid().rows(); row++) {
            for (int column = 0; column < views.grid().columns(); column++) {
                TileId tile = new TileId(row, column);
                List<Candidate> candidates = views.candidates(tile, form);
                long start = cpu();
                merger.add(tile, candidates);
                nanos += cpu() - start;
            }
        }
        long start = cpu();
        merger.finish();
        nanos += cpu() - start;
        return new Timing(nanos, merger.statistics());
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
