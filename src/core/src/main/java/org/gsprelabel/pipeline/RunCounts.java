package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.inference.Stage;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStatistics;
import org.gsprelabel.prompt.RoutedPrompts;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.shape.ShapeCounts;
import org.gsprelabel.tile.TileId;

/** Counts what a run does, tile after tile. */
final class RunCounts {

    private final RejectionCounts rejections = new RejectionCounts();
    private long run;
    private long skipped;
    private long detections;
    private Optional<RoutedPrompts> prompts = Optional.empty();
    private long answered;
    private long cut;
    private long remembered;
    private List<TileId> unfinished = List.of();

    void add(TileResult result) {
        if (result.skipped()) {
            skipped++;
        } else {
            run++;
        }
        detections += result.detections();
        rejections.addAll(result.rejections());
    }

    /** Takes note of the prompts of a run, and of those that no tile is asked. */
    void add(RoutedPrompts given) {
        prompts = Optional.of(given);
        rejections.addAll(given.rejections());
    }

    /** As {@link #add(TileResult)}, of a tile with prompts: those of one without valid pixels are rejected. */
    void add(TileResult result, int promptsOfTile) {
        add(result);
        if (result.skipped()) {
            rejections.add(Rejection.NODATA, promptsOfTile);
        }
        answered += result.candidates().size();
        cut += result.candidates().stream()
                .filter(candidate -> !candidate.cutSides().isEmpty())
                .count();
    }

    /** Takes note of how many tiles the model was not asked again, and for which there was no time. */
    void add(TileMap tiles) {
        remembered = tiles.remembered();
        unfinished = tiles.unfinished();
    }

    void reject(Rejection reason) {
        rejections.add(reason);
    }

    RunReport report(
            RunPlan plan,
            Radiometry radiometry,
            String device,
            MergeRules rules,
            MergeStatistics merge,
            ShapeCounts shape,
            long features,
            Map<Stage, Double> seconds,
            double wallSeconds,
            boolean filtersByShape,
            List<String> modelNotes,
            List<String> serverNotes) {
        List<String> notes = prompts.isPresent() ? promptNotes(prompts.get()) : notes(plan, rules, filtersByShape);
        notes.addAll(modelNotes);
        return new RunReport(
                plan,
                radiometry,
                device,
                run,
                skipped,
                remembered,
                unfinished,
                detections,
                rejections.asMap(),
                rules,
                merge,
                shape.asMap(),
                features,
                seconds,
                wallSeconds,
                prompts.map(given -> new RunReport.Prompts(given.given(), answered)),
                notes,
                serverNotes);
    }

    private List<String> promptNotes(RoutedPrompts given) {
        List<String> notes = new ArrayList<>();
        if (given.tiles().isEmpty()) {
            notes.add("no prompt could be asked; rejected says why");
        }
        given.leftOut().asMap().forEach((reason, count) -> notes.add(leftOut(reason, count)));
        if (given.oversized() > 0) {
            boolean one = given.oversized() == 1;
            notes.add((one ? "1 prompt fits" : given.oversized() + " prompts fit") + " into no tile, and only "
                    + (one ? "its" : "their") + " part in one tile was asked: a larger tileSize or a coarser resolution"
                    + " shows " + (one ? "it" : "them") + " whole");
        }
        if (cut > 0) {
            notes.add((cut == 1 ? "1 answer reaches" : cut + " answers reach")
                    + " the side of the tile that saw it and may go on behind it (tile_edge): a larger tileSize or a"
                    + " coarser resolution shows it whole");
        }
        return notes;
    }

    private static String leftOut(Rejection reason, long count) {
        return (count == 1 ? "1 point, box or polygon was" : count + " points, boxes and polygons were")
                + " left out of prompts (" + reason.key() + "); the prompts were asked without";
    }

    private List<String> notes(RunPlan plan, MergeRules rules, boolean filtersByShape) {
        List<String> notes = new ArrayList<>();
        if (run == 0) {
            notes.add("no tile had a valid pixel: the region holds nodata only");
        }
        if (!rules.merges() && plan.tileGrid().size() > 1) {
            notes.add("tiles were not merged: an object on a seam appears once for each tile that saw it");
            if (filtersByShape) {
                notes.add(
                        "minArea, maxArea and minCompactness were held against the pieces: merge first to hold them against"
                                + " objects");
            }
        } else if (plan.tileGrid().overlap() == 0 && plan.tileGrid().size() > 1) {
            notes.add("tiles do not overlap: objects on a seam stay cut");
        }
        return notes;
    }
}
