package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.inference.Stage;
import org.gsprelabel.inference.StageClock;
import org.gsprelabel.inference.WindowDetector;
import org.gsprelabel.tile.TileId;

/**
 * From tiles to tile results: read, detect, vectorise. A pure function of the pixels; a tile's result
 * does not depend on the other tiles of its batch. Safe for use by several threads.
 */
final class TileProcessor {

    private final TileWindows windows;
    private final WindowDetector detector;
    private final TileMemory<TileResult> memory;
    private final CandidateBuilder candidates;
    private final StageClock clock;

    /**
     * @param windows with the bands that the detector wants
     * @param memory of tiles of earlier runs
     * @param candidates made of what the detector finds
     */
    TileProcessor(
            TileWindows windows,
            WindowDetector detector,
            TileMemory<TileResult> memory,
            CandidateBuilder candidates,
            StageClock clock) {
        this.windows = windows;
        this.memory = memory;
        this.detector = detector;
        this.candidates = candidates;
        this.clock = clock;
    }

    /** How many tiles a call is best given. */
    int batch() {
        return detector.batch();
    }

    /** What a user may not expect of the answers. */
    List<String> notes() {
        return detector.notes();
    }

    /** What was remembered, and what went wrong with that. */
    List<String> serverNotes() {
        return Stream.concat(detector.serverNotes().stream(), memory.notes().stream())
                .toList();
    }

    /** Number of tiles that the model was not asked again. */
    long remembered() {
        return memory.remembered();
    }

    /** Results in the order of the ids. Tiles without a valid pixel are skipped. */
    List<TileResult> process(List<TileId> ids) {
        return windows.map(ids, TileResult::skipped, seen -> memory.get(seen, this::detect));
    }

    private List<TileResult> detect(List<TileWindows.Seen> tiles) {
        List<WindowDetector.Found> found =
                detector.detect(tiles.stream().map(TileWindows.Seen::window).toList());
        List<TileResult> results = new ArrayList<>(tiles.size());
        for (int i = 0; i < tiles.size(); i++) {
            results.add(result(tiles.get(i), found.get(i)));
        }
        return results;
    }

    private TileResult result(TileWindows.Seen seen, WindowDetector.Found found) {
        List<Candidate> made = clock.time(
                Stage.VECTORIZE,
                () -> candidates.candidates(
                        seen.tile(), seen.window().pixels().valid(), found.detections(), found.rejections()));
        return new TileResult(seen.tile().id(), false, found.detections().size(), made, found.rejections());
    }
}
