package org.gsprelabel.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.geotools.referencing.GroundArea;
import org.gsprelabel.geotools.referencing.LocalFrames;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.Stage;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.model.Model;
import org.gsprelabel.onnx.OnnxModelRepository;
import org.gsprelabel.pipeline.PreLabelRun;
import org.gsprelabel.pipeline.RunListener;
import org.gsprelabel.pipeline.RunOutcome;
import org.gsprelabel.pipeline.RunParameters;
import org.gsprelabel.pipeline.RunPlan;
import org.gsprelabel.shape.Ground;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;

/**
 * Processor time of a run with blended tiles against that of a run without: the same tiles, one thread. The two are timed in
 * turn; the ratio is that of each pair.
 *
 * <p>Usage: {@code BlendCost [model] [size of the scene] [tile size] [pairs]}.
 */
public final class BlendCost {

    private BlendCost() {}

    public static void main(String[] args) throws IOException {
        String id = args.length > 0 ? args[0] : "roofs-semseg";
        int size = args.length > 1 ? Integer.parseInt(args[1]) : 4096;
        int tileSize = args.length > 2 ? Integer.parseInt(args[2]) : 512;
        int pairs = args.length > 3 ? Integer.parseInt(args[3]) : 5;
        Path folder = Files.createTempDirectory("prelabel-benchmark");
        Path image = folder.resolve("scene.tif");
        Scene.of(SceneSpec.of(42, size)).writeGeoTiff(image);
        Path models = folder.resolve("models");
        TestModels.copyTo(models);
        addUnblended(models, id);
        try (OnnxModelRepository repository = new OnnxModelRepository(models)) {
            CoverageSource source = CoverageSource.of("scene", new GeoTiffReader(image.toFile()));
            Model blended = repository.get(id);
            Model plain = repository.get("plain");
            double[] ratios = new double[pairs];
            for (int pair = -1; pair < pairs; pair++) {
                Timing without = run(source, plain, tileSize);
                Timing with = run(source, blended, tileSize);
                if (pair >= 0) {
                    ratios[pair] = with.seconds / without.seconds;
                }
                System.out.printf(
                        Locale.ROOT,
                        "%s: without %.2f s, with %.2f s, ratio %.3f; stages %s and %s%n",
                        id,
                        without.seconds,
                        with.seconds,
                        with.seconds / without.seconds,
                        without.stages,
                        with.stages);
            }
            Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "ratio: min %.3f, median %.3f, max %.3f of %d pairs%n",
                    ratios[0],
                    ratios[pairs / 2],
                    ratios[pairs - 1],
                    pairs);
        }
    }

    private static void addUnblended(Path models, String id) throws IOException {
        Path plain = Files.createDirectory(models.resolve("plain"));
        Files.copy(models.resolve(id).resolve("model.onnx"), plain.resolve("model.onnx"));
        Files.writeString(
                plain.resolve("model.json"),
                Files.readString(models.resolve(id).resolve("model.json"))
                        .replace("\"id\": \"" + id + "\"", "\"id\": \"plain\"")
                        .replace("\"raster\": {", "\"raster\": {\"blend\": false, "));
    }

    private record Timing(double seconds, Map<Stage, Double> stages) {}

    private static Timing run(CoverageSource source, Model model, int tileSize) {
        RunPlan plan = RunPlan.of(
                source.info(),
                model.descriptor(),
                OptionalInt.of(tileSize),
                OptionalDouble.empty(),
                OptionalDouble.empty());
        RunParameters parameters = new RunParameters(
                new TileParameters(Set.of(), 0.25),
                MergeRules.of(MergeStrategy.UNION),
                ShapeCleaning.NONE,
                FilterCriteria.ALL,
                Optional.empty(),
                1,
                1);
        Ground ground = new Ground(
                new GroundArea(source.crs(), source.info().gridToWorld()),
                new LocalFrames(source.crs(), source.info().gridToWorld()));
        DetectionTask task =
                new DetectionTask(model, model.descriptor().defaults().confidence());
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        RunOutcome outcome = new PreLabelRun(source, task, plan, parameters, ground, RunListener.NONE).execute();
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        outcome.candidates().close();
        return new Timing(seconds, outcome.report().seconds());
    }
}
