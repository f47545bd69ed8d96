package org.gsprelabel.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.geotools.referencing.GroundArea;
import org.gsprelabel.geotools.referencing.LocalFrames;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.Stage;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.input.InputBuilder;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.Role;
import org.gsprelabel.onnx.OnnxModelRepository;
import org.gsprelabel.pipeline.PreLabelRun;
import org.gsprelabel.pipeline.RunListener;
import org.gsprelabel.pipeline.RunOutcome;
import org.gsprelabel.pipeline.RunParameters;
import org.gsprelabel.pipeline.RunPlan;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.raster.RadiometryEstimator;
import org.gsprelabel.raster.WindowReader;
import org.gsprelabel.shape.Ground;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.tile.TileId;

/**
 * Wall time of a whole run against that of the bare predictions: the same tiles, batch and threads, tensors at hand. The
 * two are timed in turn; the ratio is that of each pair.
 *
 * <p>Usage: {@code RunOverhead [model] [size of the scene] [tile size] [threads] [pairs]}.
 */
public final class RunOverhead {

    /** Seconds by stage of the last whole run, summed over threads. */
    private static Map<Stage, Double> stages = Map.of();

    private RunOverhead() {}

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        String id = args.length > 0 ? args[0] : "roofs-yolo-seg";
        int size = args.length > 1 ? Integer.parseInt(args[1]) : 4096;
        int tileSize = args.length > 2 ? Integer.parseInt(args[2]) : 640;
        int threads = args.length > 3
                ? Integer.parseInt(args[3])
                : Runtime.getRuntime().availableProcessors();
        int pairs = args.length > 4 ? Integer.parseInt(args[4]) : 5;
        Path folder = Files.createTempDirectory("prelabel-benchmark");
        Path image = folder.resolve("scene.tif");
        Scene.of(SceneSpec.of(42, size)).writeGeoTiff(image);
        TestModels.copyTo(folder.resolve("models"));
        try (OnnxModelRepository models = new OnnxModelRepository(folder.resolve("models"))) {
            Model model = models.get(id);
            CoverageSource source = CoverageSource.of("scene", new GeoTiffReader(image.toFile()));
            RunPlan plan = RunPlan.of(
                    source.info(),
                    model.descriptor(),
                    OptionalInt.of(tileSize),
                    OptionalDouble.empty(),
                    OptionalDouble.empty());
            List<Tensor> tensors = tensors(source, model, plan);
            double[] ratios = new double[pairs];
            for (int pair = -1; pair < pairs; pair++) {
                double bare = seconds(() -> predictAll(model, tensors, threads));
                double whole = seconds(() -> run(source, model, plan, threads));
                if (pair >= 0) {
                    ratios[pair] = whole / bare;
                }
                System.out.printf(
                        Locale.ROOT,
                        "%s: %d tiles, %.1f ms a tile and thread; bare %.2f s, whole %.2f s, ratio %.3f%s%n",
                        id,
                        tensors.size(),
                        1000 * bare * threads / tensors.size(),
                        bare,
                        whole,
                        whole / bare,
                        pair < 0 ? " (warm-up)" : "");
            }
            System.out.println("stages of the last whole run: " + stages);
            Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "ratio: min %.3f, median %.3f, max %.3f of %d pairs, %d threads%n",
                    ratios[0],
                    ratios[pairs / 2],
                    ratios[pairs - 1],
                    pairs,
                    threads);
        }
    }

    /** Inputs of all tiles, made beforehand. */
    private static List<Tensor> tensors(CoverageSource source, Model model, RunPlan plan) {
        Radiometry radiometry = RadiometryEstimator.estimate(
                source,
                plan.workingGrid(),
                model.descriptor().image().valueRange(),
                model.descriptor().image().bands());
        InputBuilder inputs =
                new InputBuilder(model.descriptor().image(), model.descriptor().geometry(), radiometry);
        WindowReader reader = new WindowReader(
                source, plan.workingGrid(), model.descriptor().image().bands());
        int tileSize = plan.tileGrid().tileSize();
        List<Tensor> tensors = new ArrayList<>();
        for (int row = 0; row < plan.tileGrid().rows(); row++) {
            for (int column = 0; column < plan.tileGrid().columns(); column++) {
                Tensor tensor = inputs.allocate(1, tileSize, tileSize);
                inputs.write(
                        reader.read(
                                plan.tileGrid().tile(new TileId(row, column)).window()),
                        tensor,
                        0);
                tensors.add(tensor);
            }
        }
        return tensors;
    }

    private static void predictAll(Model model, List<Tensor> tensors, int threads)
            throws InterruptedException, ExecutionException {
        String input = model.descriptor().image().input();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (Tensor tensor : tensors) {
                futures.add(pool.submit(() -> model.graph(Role.MODEL).predict(Map.of(input, tensor))));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private static void run(CoverageSource source, Model model, RunPlan plan, int threads) {
        RunParameters parameters = new RunParameters(
                new TileParameters(Set.of(), 0.25),
                MergeRules.of(MergeStrategy.UNION),
                ShapeCleaning.NONE,
                FilterCriteria.ALL,
                Optional.empty(),
                threads,
                1);
        Ground ground = new Ground(
                new GroundArea(source.crs(), source.info().gridToWorld()),
                new LocalFrames(source.crs(), source.info().gridToWorld()));
        DetectionTask task =
                new DetectionTask(model, model.descriptor().defaults().confidence());
        RunOutcome outcome = new PreLabelRun(source, task, plan, parameters, ground, RunListener.NONE).execute();
        outcome.candidates().close();
        stages = outcome.report().seconds();
    }

    private interface Work {
        void run() throws InterruptedException, ExecutionException;
    }

    private static double seconds(Work work) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
