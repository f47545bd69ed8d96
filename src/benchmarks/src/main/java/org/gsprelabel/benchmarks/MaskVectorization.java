package org.gsprelabel.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.locationtech.jts.geom.Polygon;
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

/** Time from a mask to its polygons, by kind of mask. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MaskVectorization {

    @Param
    private BenchmarkMask kind = BenchmarkMask.ROOFS;

    private BitMask mask = new BitMask(0, 0, 1, 1);

    @Setup(Level.Trial)
    public void paint() {
        mask = kind.create();
    }

    @Benchmark
    public List<Polygon> polygons() {
        return MaskVectorizer.polygons(mask);
    }
}
