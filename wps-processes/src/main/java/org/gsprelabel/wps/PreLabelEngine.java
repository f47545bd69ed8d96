package org.gsprelabel.wps;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.gsprelabel.candidate.Provenance;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.geotools.features.PredictionCollection;
import org.gsprelabel.geotools.features.PredictionWriter;
import org.gsprelabel.geotools.referencing.GroundArea;
import org.gsprelabel.geotools.referencing.RegionOfInterest;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.pipeline.PreLabelRun;
import org.gsprelabel.pipeline.RunListener;
import org.gsprelabel.pipeline.RunOutcome;
import org.gsprelabel.pipeline.RunParameters;
import org.gsprelabel.pipeline.RunPlan;
import org.gsprelabel.pipeline.TileParameters;
import org.gsprelabel.raster.RasterInfo;
import org.locationtech.jts.geom.Geometry;

/** Brings a coverage, a model and a request together into one run, and its outcome into features. */
final class PreLabelEngine {

    /**
     * Least part of a detection that must lie on valid pixels. Low, since nodata is filled with the samples beside it: an
     * object that nodata cuts seems to go on there.
     */
    static final double MIN_VALID_FRACTION = 0.25;

    private final ModelRepository models;

    PreLabelEngine(ModelRepository models) {
        this.models = models;
    }

    PreLabelResult run(CoverageSource source, PreLabelRequest request, RunListener listener) {
        Model model = models.get(request.model());
        requireClasses(model, request);
        RasterInfo info = source.info();
        RunPlan plan =
                RunPlan.of(info, model.descriptor(), request.tileSize(), request.overlap(), request.resolution());
        CoordinateReferenceSystem crs = source.crs();
        GridToWorld gridToWorld = info.gridToWorld()
                .scaled(plan.workingGrid().scaleX(), plan.workingGrid().scaleY());
        RunParameters parameters = parameters(request, model, info, plan, region(request, crs, gridToWorld, plan));
        GroundArea area = new GroundArea(crs, gridToWorld);
        RunOutcome outcome = new PreLabelRun(source, model, plan, parameters, area, listener).execute();
        Provenance provenance = new Provenance(model.label(), info.name(), "", request.timestamp());
        PredictionWriter writer = new PredictionWriter(
                crs, plan.tileGrid(), gridToWorld, request.targetCRS(), area, candidate -> provenance);
        return new PreLabelResult(
                new PredictionCollection(
                        writer.schema(), List.of(new PredictionCollection.Part(outcome.candidates(), writer))),
                ReportJson.of(outcome.report(), provenance));
    }

    private static RunParameters parameters(
            PreLabelRequest request, Model model, RasterInfo info, RunPlan plan, Optional<Geometry> region) {
        double metresPerPixel = Math.sqrt(info.metresPerColumn()
                * plan.workingGrid().scaleX()
                * info.metresPerRow()
                * plan.workingGrid().scaleY());
        return new RunParameters(
                new TileParameters(
                        request.minConfidence()
                                .orElse(model.descriptor().defaults().confidence()),
                        request.classes(),
                        MIN_VALID_FRACTION),
                request.merge(),
                request.simplifyMetres() / metresPerPixel,
                request.criteria(),
                region,
                request.threads(),
                request.batch());
    }

    private static Optional<Geometry> region(
            PreLabelRequest request, CoordinateReferenceSystem crs, GridToWorld gridToWorld, RunPlan plan) {
        return request.roi()
                .map(roi -> RegionOfInterest.toPixels(
                        roi, crs, gridToWorld, plan.tileGrid().bounds()));
    }

    private static void requireClasses(Model model, PreLabelRequest request) {
        TreeSet<String> unknown = new TreeSet<>(request.classes());
        model.descriptor().classes().forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("classes " + unknown + " are not known to model '"
                    + model.descriptor().id() + "'; it has "
                    + model.descriptor().classes());
        }
    }
}
