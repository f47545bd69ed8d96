package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.inference.Stage;
import org.gsprelabel.inference.StageClock;
import org.gsprelabel.inference.WindowDetector;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.WindowReader;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileId;

/**
 * From tiles to tile results: read, detect, vectorise. A pure function of the pixels; a tile's result
 * does not depend on the other tiles of its batch. Safe for use by several threads.
 */
final class TileProcessor {

    private record Job(Tile tile, FilledWindow window) {}

    private final RunPlan plan;
    private final WindowDetector detector;
    private final StageClock clock;
    private final WindowReader reader;
    private final CandidateBuilder candidates;

    /**
     * @param reader of the bands that the detector wants
     */
    TileProcessor(
            WindowReader reader, WindowDetector detector, RunPlan plan, TileParameters parameters, StageClock clock) {
        this.plan = plan;
        this.detector = detector;
        this.clock = clock;
        this.reader = reader;
        this.candidates = new CandidateBuilder(detector.classNames(), plan.tileGrid(), parameters);
    }

    /** How many tiles a call is best given. */
    int batch() {
        return detector.batch();
    }

    /** Results in the order of the ids. Tiles without a valid pixel are skipped. */
    List<TileResult> process(List<TileId> ids) {
        List<Job> jobs = new ArrayList<>(ids.size());
        List<TileResult> results = new ArrayList<>(ids.size());
        for (TileId id : ids) {
            Tile tile = plan.tileGrid().tile(id);
            FilledWindow window = clock.time(Stage.READ, () -> reader.read(tile.window()));
            if (window.hasValid()) {
                jobs.add(new Job(tile, window));
            } else {
                results.add(TileResult.skipped(id));
            }
        }
        if (!jobs.isEmpty()) {
            List<WindowDetector.Found> found =
                    detector.detect(jobs.stream().map(Job::window).toList());
            for (int i = 0; i < jobs.size(); i++) {
                results.add(result(jobs.get(i), found.get(i)));
            }
        }
        results.sort((a, b) -> a.tile().compareTo(b.tile()));
        return results;
    }

    private TileResult result(Job job, WindowDetector.Found found) {
        List<Candidate> made = clock.time(
                Stage.VECTORIZE,
                () -> candidates.candidates(
                        job.tile(), job.window().pixels().valid(), found.detections(), found.rejections()));
        return new TileResult(job.tile().id(), false, found.detections().size(), made, found.rejections());
    }
}
