package org.gsprelabel.pipeline;

import java.util.Optional;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.shape.ShapeCleaning;
import org.locationtech.jts.geom.Geometry;

/**
 * What a run is asked for, beyond its plan.
 *
 * @param tile what a tile's result depends on
 * @param merge which pieces are one object, and what becomes of them
 * @param shape how outlines of merged objects are cleaned
 * @param criteria what merged objects must satisfy
 * @param roi polygon in working pixels; objects that share a point with it are returned whole. Empty: everything
 * @param threads tiles that are worked on at once, at least 1; where there are fewer tiles, calls of a decoder of prompts that
 *     a tile needs. Never changes the outcome
 * @param batch items given to the model at once, at least 1; never changes the outcome
 */
public record RunParameters(
        TileParameters tile,
        MergeRules merge,
        ShapeCleaning shape,
        FilterCriteria criteria,
        Optional<Geometry> roi,
        int threads,
        int batch) {

    public RunParameters {
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException("threads must be from 1 to 256, got " + threads);
        }
        if (batch < 1 || batch > 64) {
            throw new IllegalArgumentException("batch must be from 1 to 64, got " + batch);
        }
    }

    /** The same, for a region in working pixels, or for everything. */
    public RunParameters in(Optional<Geometry> region) {
        return new RunParameters(tile, merge, shape, criteria, region, threads, batch);
    }

    /** The same, with other threads and another batch. */
    public RunParameters with(int otherThreads, int otherBatch) {
        return new RunParameters(tile, merge, shape, criteria, roi, otherThreads, otherBatch);
    }
}
