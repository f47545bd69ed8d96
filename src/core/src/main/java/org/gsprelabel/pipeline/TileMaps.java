package org.gsprelabel.pipeline;

import java.util.Optional;
import java.util.function.Function;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.Detectors;
import org.gsprelabel.inference.StageClock;
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
     * @param clock where the time of the stages is booked
     */
    static TileMap of(
            RasterSource source,
            DetectionTask task,
            RunPlan plan,
            RunParameters parameters,
            Function<ImageSpec, Radiometry> radiometry,
            StageClock clock) {
        TileGrid grid = plan.tileGrid();
        Workers workers = new Workers(parameters.threads());
        TileWindows windows = new TileWindows(new WindowReader(source, plan.workingGrid(), task.bands()), grid, clock);
        Optional<WindowScorer> scores = Detectors.scorer(
                task, parameters.tile().cleaning(), radiometry, grid.tileSize(), parameters.batch(), clock);
        ViewCut viewCut = new ViewCut(Detectors.regions(task));
        if (scores.isPresent()) {
            WindowScorer scorer = scores.get();
            CandidateBuilder candidates = new CandidateBuilder(scorer.classNames(), grid, parameters.tile(), viewCut);
            return new BlendedTiles(
                    grid,
                    new TileScorer(windows, scorer, grid, clock),
                    new TileDecider(scorer, grid, candidates, clock),
                    workers);
        }
        WindowDetector detector = Detectors.of(
                task,
                parameters.tile(),
                radiometry,
                grid.tileSize(),
                parameters.batch(),
                new CallThreads(workers, workers.threads()),
                clock);
        CandidateBuilder candidates = new CandidateBuilder(detector.classNames(), grid, parameters.tile(), viewCut);
        return new DirectTiles(new TileProcessor(windows, detector, candidates, clock), workers);
    }
}
