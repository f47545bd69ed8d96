package org.gsprelabel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.gsprelabel.export.AtomicFile;
import org.gsprelabel.export.ExportException;
import org.gsprelabel.export.GeoJsonReader;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.Score;
import org.gsprelabel.testdata.TestModels;
import org.locationtech.jts.geom.Geometry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows everything on a scene that it makes itself, where the truth is known. */
@Command(
        name = "demo",
        description = {
            "Makes an aerial scene with known roofs, finds the roofs with a model, and compares. Writes into one folder:"
                    + " scene.tif, truth.geojson, models, prelabels.geojson, preview.png, report.json.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = PreLabel.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong option, 130 cancelled."})
final class DemoCommand implements Callable<Integer> {

    private static final double IOU = 0.5;

    /** Ids of the models that the demo brings. */
    static final Set<String> MODELS = Set.of("roofs-semseg", "roofs-yolo-seg", "roofs-yolov5", "roofs-yolo-e2e");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private PreLabel parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "demo-output",
            description = "Folder to write into. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "2048",
            description = "Side of the scene. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Another number, another scene. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--model",
            paramLabel = "ID",
            defaultValue = "roofs-semseg",
            description = "Which of the demo's models to run. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private String model;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show neither progress nor summary.")
    private boolean quiet;

    @Override
    public Integer call() {
        Scene scene = Scene.of(SceneSpec.of(seed, size));
        Path image = folder.resolve("scene.tif");
        Path truth = folder.resolve("truth.geojson");
        Path models = folder.resolve("models");
        try {
            Files.createDirectories(folder);
            TestModels.copyTo(models, MODELS);
        } catch (IOException e) {
            throw new ExportException("Cannot write into the folder " + folder + ": " + e + ".", e);
        }
        AtomicFile.writeByPath(image, scene::writeGeoTiff);
        AtomicFile.writeByPath(truth, scene::writeTruth);
        OutcomeOptions outcome =
                new OutcomeOptions(folder.resolve("prelabels.geojson"), folder.resolve("report.json"), quiet);
        PreviewSettings preview = new PreviewSettings(folder.resolve("preview.png"));
        ProcessCall.Outcome found =
                new LabelJob(image, models, Map.of("model", model), outcome, preview).execute(parent.cancellation());
        PrintWriter out = spec.commandLine().getOut();
        outcome.summarize(found, preview.files(), out);
        if (!quiet) {
            printScore(Score.of(geometries(new GeoJsonReader().read(truth)), geometries(found.features()), IOU), out);
        }
        return ExitCode.OK;
    }

    private static void printScore(Score score, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Against the truth at IoU %.1f: precision %.3f, recall %.3f, %d roofs, %d found twice%n",
                IOU,
                score.precision(),
                score.recall(),
                score.truths(),
                score.duplicates());
        out.flush();
    }

    private static List<Geometry> geometries(SimpleFeatureCollection features) {
        List<Geometry> geometries = new ArrayList<>();
        try (SimpleFeatureIterator iterator = features.features()) {
            while (iterator.hasNext()) {
                if (iterator.next().getDefaultGeometry() instanceof Geometry geometry) {
                    geometries.add(geometry);
                }
            }
        }
        return geometries;
    }
}
