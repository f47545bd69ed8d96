package org.gsprelabel.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Kept;
import org.gsprelabel.detect.NonMaximumSuppression;
import org.gsprelabel.detect.ScoredBoxes;
import org.gsprelabel.detect.SoftSuppression;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Measure;
import org.gsprelabel.model.NmsRules.Method;
import org.gsprelabel.model.NmsRules.Overlap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to choose among overlapping boxes, by method, number and kind of crowd. Without limits on their number. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SuppressionOfBoxes {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    @Param({"1000", "10000", "100000"})
    private int count = 1000;

    @Param
    private CrowdOfBoxes crowd = CrowdOfBoxes.SPARSE;

    private ScoredBoxes boxes = new ScoredBoxes();

    @Setup(Level.Trial)
    public void place() {
        boxes = crowd.create(count);
    }

    @Benchmark
    public int[] greedyIou() {
        return greedy(boxes, Overlap.IOU);
    }

    @Benchmark
    public int[] greedyIos() {
        return greedy(boxes, Overlap.IOS);
    }

    @Benchmark
    public List<Kept> softLinear() {
        return soft(boxes, Method.SOFT_LINEAR);
    }

    @Benchmark
    public List<Kept> softGaussian() {
        return soft(boxes, Method.SOFT_GAUSSIAN);
    }

    static int[] greedy(ScoredBoxes boxes, Overlap overlap) {
        return new NonMaximumSuppression(0.5, overlap, true, NO_LIMIT, NO_LIMIT).select(boxes, new RejectionCounts());
    }

    static List<Kept> soft(ScoredBoxes boxes, Method method) {
        NmsRules rules = new NmsRules(method, Measure.BOX, Overlap.IOU, 0.5, 0.5, true);
        return new SoftSuppression(rules, NO_LIMIT, NO_LIMIT)
                .select(boxes, boxes::iou, any -> 0.001, new RejectionCounts());
    }
}
