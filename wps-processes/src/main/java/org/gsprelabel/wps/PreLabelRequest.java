package org.gsprelabel.wps;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.text.TextPrompt;
import org.locationtech.jts.geom.Geometry;

/**
 * What {@link PreLabelCoverage} was asked for, beyond the coverage.
 *
 * @param model id of the model package
 * @param prompt what a model that takes text is asked for
 * @param prompts of single objects, for a model that answers such
 * @param segmenter id of the model that makes masks of what the model finds
 * @param maskGenerator how everything is looked for by a model that answers prompts, when there are none
 * @param nms which objects of one tile are the same
 * @param roi region of interest in world coordinates
 * @param tileSize in pixels at working resolution
 * @param overlap fraction of the tile
 * @param resolution metres per pixel
 * @param minConfidence least score; empty for the model's
 * @param classConfidence least score of single classes, in place of that of all
 * @param criteria that whole objects must satisfy
 * @param classes names of the classes wanted; empty for all
 * @param merge what becomes of pieces of one object
 * @param maskCleaning what is done to masks before they become polygons
 * @param shape how outlines are cleaned
 * @param targetCRS of the result; empty for the coverage's
 * @param timestamp that the features carry
 * @param threads tiles worked on at once
 * @param batch tiles given to the model at once
 */
public record PreLabelRequest(
        String model,
        Optional<TextPrompt> prompt,
        Optional<SimpleFeatureCollection> prompts,
        Optional<String> segmenter,
        Optional<String> maskGenerator,
        Optional<String> nms,
        Optional<Geometry> roi,
        OptionalInt tileSize,
        OptionalDouble overlap,
        OptionalDouble resolution,
        OptionalDouble minConfidence,
        Map<String, Double> classConfidence,
        FilterCriteria criteria,
        Set<String> classes,
        MergeRules merge,
        Optional<String> maskCleaning,
        ShapeCleaning shape,
        Optional<CoordinateReferenceSystem> targetCRS,
        Instant timestamp,
        int threads,
        int batch) {

    public PreLabelRequest {
        FilterCriteria.requireWanted(classConfidence.keySet(), classes);
    }

    /** Ids of the models that it needs at once, each once. */
    List<String> models() {
        return Stream.concat(Stream.of(model), segmenter.stream()).distinct().toList();
    }
}
