package org.gsprelabel.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.inference.Stage;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStatistics;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.shape.ShapeCounts;
import org.gsprelabel.shape.ShapeStep;
import org.gsprelabel.tile.TileId;

/**
 * What a run did: nothing that was skipped, dropped or changed is missing here.
 *
 * @param plan resolution and tiles
 * @param radiometry range of raw samples of each channel
 * @param device where the model ran
 * @param tilesRun tiles with a valid pixel
 * @param tilesSkipped tiles without a valid pixel
 * @param tilesRemembered tiles that the model was not asked, since what it says was remembered from earlier
 * @param tilesUnfinished tiles that are missing, since there was no time for them, row by row
 * @param detections what the decoder returned
 * @param rejected what was dropped, by reason
 * @param mergeRules how pieces were merged
 * @param merge what merging did
 * @param shape what the steps of cleaning that were asked for did to objects
 * @param features objects in the result
 * @param seconds time by stage, summed over threads
 * @param wallSeconds from start to end
 * @param prompts what became of prompts; empty without
 * @param notes sentences on what a user may not expect
 * @param serverNotes sentences on what was remembered, on what happened to the devices, and why they are not those that were asked
 *     for: for those who may know of caches and devices
 */
public record RunReport(
        RunPlan plan,
        Radiometry radiometry,
        String device,
        long tilesRun,
        long tilesSkipped,
        long tilesRemembered,
        List<TileId> tilesUnfinished,
        long detections,
        Map<Rejection, Long> rejected,
        MergeRules mergeRules,
        MergeStatistics merge,
        Map<ShapeStep, ShapeCounts.Tally> shape,
        long features,
        Map<Stage, Double> seconds,
        double wallSeconds,
        Optional<Prompts> prompts,
        List<String> notes,
        List<String> serverNotes) {

    /**
     * What became of prompts.
     *
     * @param given by the client
     * @param answered by an object, before this was held against area and region; what is missing was rejected
     */
    public record Prompts(long given, long answered) {}

    public RunReport {
        tilesUnfinished = List.copyOf(tilesUnfinished);
        notes = List.copyOf(notes);
        serverNotes = List.copyOf(serverNotes);
    }
}
