package org.gsprelabel.pipeline;

import java.util.Optional;
import java.util.function.Function;
import org.gsprelabel.blend.TileScores;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.Detectors;
import org.gsprelabel.inference.StageClock;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.inference.WindowDetector;
import org.gsprelabel.inference.WindowScorer;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.WindowReader;
import org.gsprelabel.sam.CallThreads;
import org.gsprelabel.tile.TileGrid;

/** Chooses how tiles become results: blended where the model scores pixels, else each by itself. */
final class TileMaps {

    private TileMaps() {}

    /**
     * The map of a run.
     *
     * @param radiometry of what a model wants to see
     * @param resources where tiles may be remembered; answers to prompts are not, only their embeddings
     * @param clock where the time of the stages is booked
     */
    static TileMap of(
            RasterSource source,
            DetectionTask task,
            RunPlan plan,
            RunParameters parameters,
            Function<ImageSpec, Radiometry> radiometry,
            RunResources resources,
            StageClock clock) {
        TileGrid grid = plan.tileGrid();
        TileWindows windows = new TileWindows(new WindowReader(source, plan.workingGrid(), task.bands()), grid, clock);
        Optional<WindowScorer> scores = Detectors.scorer(
                task, parameters.tile().cleaning(), radiometry, grid.tileSize(), parameters.batch(), clock);
        ViewCut viewCut = new ViewCut(Detectors.regions(task));
        if (scores.isPresent()) {
            WindowScorer scorer = scores.get();
            CandidateBuilder candidates = new CandidateBuilder(scorer.classNames(), grid, parameters.tile(), viewCut);
            TileScorer tiles = new TileScorer(windows, scorer, scores(resources, task, grid, radiometry), grid, clock);
            TileDecider decider = new TileDecider(scorer, grid, candidates, clock);
            return resources
                    .budget()
                    .<TileMap>map(budget -> new TimedBlendedTiles(grid, tiles, decider, parameters.threads(), budget))
                    .orElseGet(() -> new BlendedTiles(grid, tiles, decider, new Workers(parameters.threads())));
        }
        Workers workers = resources
                .budget()
                .map(budget -> budget.pool().workers())
                .orElseGet(() -> new Workers(parameters.threads()));
        WindowDetector detector = Detectors.of(
                task,
                parameters.tile(),
                radiometry,
                grid.tileSize(),
                parameters.batch(),
                new CallThreads(workers, Math.min(workers.threads(), parameters.threads())),
                clock);
        CandidateBuilder candidates = new CandidateBuilder(detector.classNames(), grid, parameters.tile(), viewCut);
        TileProcessor processor = new TileProcessor(
                windows, detector, results(resources, task, parameters.tile(), grid, radiometry), candidates, clock);
        return resources
                .budget()
                .<TileMap>map(budget -> new TimedTiles(processor, parameters.threads(), budget))
                .orElseGet(() -> new DirectTiles(processor, workers));
    }

    private static TileMemory<TileScores> scores(
            RunResources resources, DetectionTask task, TileGrid grid, Function<ImageSpec, Radiometry> radiometry) {
        return resources
                .tiles()
                .<TileMemory<TileScores>>map(cache ->
                        new RememberedTiles<>(cache, TileKeys.ofScores(task, grid, radiometry), new TileScoresCodec()))
                .orElseGet(TileMemory::none);
    }

    private static TileMemory<TileResult> results(
            RunResources resources,
            DetectionTask task,
            TileParameters parameters,
            TileGrid grid,
            Function<ImageSpec, Radiometry> radiometry) {
        return resources
                .tiles()
                .filter(cache -> task.prompts().isEmpty())
                .<TileMemory<TileResult>>map(cache -> new RememberedTiles<>(
                        cache, TileKeys.ofResults(task, parameters, grid, radiometry), new TileResultCodec()))
                .orElseGet(TileMemory::none);
    }
}
