package org.gsprelabel.wps;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Provenance;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.geotools.features.PredictionCollection;
import org.gsprelabel.geotools.features.PredictionWriter;
import org.gsprelabel.geotools.referencing.RegionOfInterest;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.pipeline.PreLabelRun;
import org.gsprelabel.pipeline.RunListener;
import org.gsprelabel.pipeline.RunOutcome;
import org.gsprelabel.pipeline.RunParameters;
import org.gsprelabel.pipeline.RunPlan;
import org.gsprelabel.pipeline.RunReport;
import org.gsprelabel.pipeline.RunResources;
import org.gsprelabel.pipeline.SpillStore;
import org.gsprelabel.shape.Ground;
import org.locationtech.jts.geom.Geometry;

/**
 * A request that has been checked, with all that its run needs; no pixel has been read for it yet.
 *
 * @param source of the pixels
 * @param task what is to be found
 * @param plan at which resolution and in which tiles
 * @param parameters what is done with it; without a region of interest
 * @param ground under the working pixels
 * @param gridToWorld working pixel corners to coordinates of the coverage's CRS
 * @param provenance of the features
 * @param writer of the features
 */
public record PreparedRun(
        CoverageSource source,
        DetectionTask task,
        RunPlan plan,
        RunParameters parameters,
        Ground ground,
        GridToWorld gridToWorld,
        Provenance provenance,
        PredictionWriter writer) {

    /** Runs once, with a region of interest in working pixels if there is one; whoever calls closes the candidates. */
    public RunOutcome execute(Optional<Geometry> region, RunListener listener, RunResources resources) {
        return new PreLabelRun(source, task, plan, parameters.in(region), ground, listener, resources).execute();
    }

    /**
     * @param reports is told what the run did
     * @param note for the report, as those that are not for everybody
     */
    PreLabelResult execute(
            PreLabelRequest request,
            ProgressBridge following,
            RunResources resources,
            Consumer<RunReport> reports,
            Optional<String> note) {
        Optional<Geometry> region = request.roi()
                .map(roi -> RegionOfInterest.toPixels(
                        roi, source.crs(), gridToWorld, plan.tileGrid().bounds()));
        RunOutcome outcome = execute(region, following, resources);
        reports.accept(outcome.report());
        return new PreLabelResult(
                features(outcome.candidates()),
                ReportJson.of(outcome.report(), provenance, note, following.audience()));
    }

    /** Features are made while they are read; what cannot be reprojected is to be found before that. */
    private PredictionCollection features(SpillStore<Candidate> candidates) {
        try {
            if (writer.reprojects()) {
                candidates.forEach(writer::feature);
            }
        } catch (RuntimeException e) {
            candidates.close();
            throw e;
        }
        return new PredictionCollection(writer.schema(), List.of(new PredictionCollection.Part(candidates, writer)));
    }

    /** CRS of the coverage. */
    public CoordinateReferenceSystem crs() {
        return source.crs();
    }
}
