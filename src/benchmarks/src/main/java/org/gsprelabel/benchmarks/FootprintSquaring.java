package org.gsprelabel.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gsprelabel.shape.FootprintSquarer;
import org.gsprelabel.testdata.TruthObject;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** How many footprints a second are squared: the roofs of a town, turned so that their walls are stairs of pixels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FootprintSquaring {

    private static final int SIDE = 1024;

    /** Half a metre a pixel, the grid turned by 20 degrees against the town. */
    private static final AffineTransformation TO_METRES =
            AffineTransformation.scaleInstance(0.5, -0.5).rotate(Math.toRadians(20));

    private final List<Polygon> roofs = new ArrayList<>();
    private int next;

    @Setup(Level.Trial)
    public void seeTown() {
        TownViews town = new TownViews(new TileGrid(SIDE, SIDE, SIDE, 0), 7, 0.5, 0);
        AffineTransformation turn = AffineTransformation.rotationInstance(Math.toRadians(20));
        for (TruthObject roof : town.truth(new PixelRect(0, 0, SIDE, SIDE))) {
            roofs.addAll(TownViews.pixels(turn.transform(roof.pixels())));
        }
        long squared = roofs.stream().filter(roof -> square(roof).isPresent()).count();
        System.out.println(squared + " of " + roofs.size() + " roofs are squared");
    }

    /** Squares one roof after the other. */
    @Benchmark
    public void square(Blackhole sink) {
        sink.consume(square(roofs.get(next)));
        next = (next + 1) % roofs.size();
    }

    private static Optional<Geometry> square(Polygon roof) {
        return FootprintSquarer.square(roof, 1, TO_METRES);
    }
}
