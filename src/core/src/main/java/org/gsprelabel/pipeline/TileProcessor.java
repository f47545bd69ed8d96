package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Decoder;
import org.gsprelabel.detect.Decoders;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.input.InputBuilder;
import org.gsprelabel.model.Model;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.WindowReader;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileId;

/**
 * From tiles to tile results: read, prepare, predict, decode, vectorise. A pure function of the pixels; a tile's result
 * does not depend on the other tiles of its batch. Safe for use by several threads.
 */
final class TileProcessor {

    private record Job(Tile tile, FilledWindow window) {}

    private final RunPlan plan;
    private final Model model;
    private final TileParameters parameters;
    private final int batchSize;
    private final StageClock clock;
    private final WindowReader reader;
    private final InputBuilder inputs;
    private final Decoder decoder;
    private final CandidateBuilder candidates;
    private final Queue<Tensor> spareBatches = new ConcurrentLinkedQueue<>();

    /**
     * @param batchSize most tiles that {@link #process} is given at once
     */
    TileProcessor(
            RasterSource source,
            Model model,
            RunPlan plan,
            Radiometry radiometry,
            TileParameters parameters,
            int batchSize,
            StageClock clock) {
        this.plan = plan;
        this.model = model;
        this.parameters = parameters;
        this.batchSize = batchSize;
        this.clock = clock;
        this.reader = new WindowReader(
                source, plan.workingGrid(), model.descriptor().image().bands());
        this.inputs =
                new InputBuilder(model.descriptor().image(), model.descriptor().geometry(), radiometry);
        this.decoder = Decoders.of(model.descriptor());
        this.candidates = new CandidateBuilder(model.descriptor().classes(), plan.tileGrid(), parameters);
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
            results.addAll(predict(jobs));
        }
        results.sort((a, b) -> a.tile().compareTo(b.tile()));
        return results;
    }

    private List<TileResult> predict(List<Job> jobs) {
        Tensor batch = borrowBatch();
        try {
            return predict(jobs, batch.first(jobs.size()));
        } finally {
            spareBatches.add(batch);
        }
    }

    /**
     * A whole batch, however many tiles are to go into it: direct memory is slow to get and slower to come back, so there
     * is one tensor for each thread that ever waited for one.
     */
    private Tensor borrowBatch() {
        Tensor spare = spareBatches.poll();
        int size = plan.tileGrid().tileSize();
        return spare != null ? spare : inputs.allocate(batchSize, size, size);
    }

    private List<TileResult> predict(List<Job> jobs, Tensor batch) {
        List<InputFrame> frames = new ArrayList<>(jobs.size());
        clock.run(Stage.PREPARE, () -> {
            for (int item = 0; item < jobs.size(); item++) {
                frames.add(inputs.write(jobs.get(item).window(), batch, item));
            }
        });
        String input = model.descriptor().image().input();
        Map<String, Tensor> outputs =
                clock.time(Stage.INFER, () -> model.predictor().predict(Map.of(input, batch)));
        List<TileResult> results = new ArrayList<>(jobs.size());
        for (int item = 0; item < jobs.size(); item++) {
            results.add(result(jobs.get(item), outputs, item, frames.get(item)));
        }
        return results;
    }

    private TileResult result(Job job, Map<String, Tensor> outputs, int item, InputFrame frame) {
        RejectionCounts rejections = new RejectionCounts();
        List<Detection> detections = clock.time(
                Stage.DECODE, () -> decoder.decode(outputs, item, frame, parameters.minConfidence(), rejections));
        List<Candidate> found = clock.time(
                Stage.VECTORIZE,
                () -> candidates.candidates(job.tile(), job.window().pixels().valid(), detections, rejections));
        return new TileResult(job.tile().id(), false, detections.size(), found, rejections);
    }
}
