package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a model over an image file. */
@Command(
        name = "run",
        description = {"Runs a model tile by tile over an image and writes what it finds as GeoJSON polygons.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PreLabel.Version.class,
        sortOptions = false,
        customSynopsis = "${COMMAND-FULL-NAME} --model=ID -o=FILE [OPTIONS] IMAGE",
        footer = {
            "",
            "Examples:",
            "  prelabel run city.tif --model roofs --models models -o roofs.geojson",
            "",
            "  Only what is larger than 20 m2 in a district, with a picture:",
            "  prelabel run city.tif --model roofs -o roofs.geojson --min-area 20 \\",
            "      --roi district.geojson --preview roofs.png",
            "",
            "  Outlines of the objects at the points of a file, by Segment Anything:",
            "  prelabel run city.tif --model sam --prompts clicks.geojson -o objects.geojson",
            "",
            "  Boxes of a detector, made into masks by Segment Anything:",
            "  prelabel run city.tif --model roofs --segmenter sam -o roofs.geojson",
            "",
            "  Everything there is, on a coarser grid of points than usual:",
            "  prelabel run city.tif --model sam --mask-generator points_per_side=16 -o all.geojson",
            "",
            "  Footprints with right angles, without details of less than a metre:",
            "  prelabel run city.tif --model roofs -o roofs.geojson --square 1",
            "",
            "  A close look at the seams of the tiles:",
            "  prelabel run city.tif --model roofs -o roofs.geojson --merge none \\",
            "      --preview seams.png --preview-window 2000,1000,800,600 --preview-tiles",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong request, 3 image or model missing or",
            "damaged, 130 cancelled. Files appear whole or not at all."
        })
final class RunCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private PreLabel parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final WorkOptions work = new WorkOptions();

    @Mixin
    private final OutcomeOptions outcome = new OutcomeOptions();

    @Mixin
    private final RunOptions options = new RunOptions();

    @ArgGroup(validate = false, heading = "%nPicture:%n")
    private PreviewSettings preview = new PreviewSettings();

    @Override
    public Integer call() {
        List<Path> outputs = new ArrayList<>(outcome.files());
        outputs.addAll(preview.files());
        OutputFiles.check(options.files(), outputs);
        Map<String, Object> inputs = new LinkedHashMap<>();
        work.addTo(inputs);
        options.addTo(inputs);
        ProcessCall.Outcome found =
                new LabelJob(work.image(), work.models(), inputs, outcome, preview).execute(parent.cancellation());
        outcome.summarize(found, preview.files(), spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
