package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.inference.Stage;
import org.gsprelabel.merge.MergeStatistics;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.raster.Radiometry;

/** Counts what a run does, tile after tile. */
final class RunCounts {

    private final RejectionCounts rejections = new RejectionCounts();
    private long run;
    private long skipped;
    private long detections;

    void add(TileResult result) {
        if (result.skipped()) {
            skipped++;
        } else {
            run++;
        }
        detections += result.detections();
        rejections.addAll(result.rejections());
    }

    void reject(Rejection reason) {
        rejections.add(reason);
    }

    RunReport report(
            RunPlan plan,
            Radiometry radiometry,
            String device,
            MergeStrategy strategy,
            MergeStatistics merge,
            long features,
            Map<Stage, Double> seconds,
            double wallSeconds,
            boolean filtersByArea) {
        return new RunReport(
                plan,
                radiometry,
                device,
                run,
                skipped,
                detections,
                rejections.asMap(),
                strategy,
                merge,
                features,
                seconds,
                wallSeconds,
                notes(plan, strategy, filtersByArea));
    }

    private List<String> notes(RunPlan plan, MergeStrategy strategy, boolean filtersByArea) {
        List<String> notes = new ArrayList<>();
        if (run == 0) {
            notes.add("no tile had a valid pixel: the region holds nodata only");
        }
        if (strategy == MergeStrategy.NONE && plan.tileGrid().size() > 1) {
            notes.add("tiles were not merged: an object on a seam appears once for each tile that saw it");
            if (filtersByArea) {
                notes.add("minArea and maxArea were held against the pieces: merge first to hold them against objects");
            }
        } else if (plan.tileGrid().overlap() == 0 && plan.tileGrid().size() > 1) {
            notes.add("tiles do not overlap: objects on a seam stay cut");
        }
        return notes;
    }
}
