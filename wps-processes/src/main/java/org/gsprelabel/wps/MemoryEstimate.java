package org.gsprelabel.wps;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.inference.Detectors;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.pipeline.PreLabelRun;
import org.gsprelabel.raster.Resampler;
import org.gsprelabel.tile.TileGrid;

/**
 * What a run takes of memory, in bytes, as far as it follows from sizes. The benchmark {@code RunMemory} holds it against what
 * runs take.
 *
 * @param parts what the run itself holds, by name: each an upper bound, in a fixed order
 * @param graphs what the runtime of this machine holds while it computes, from experience; without the weights
 */
record MemoryEstimate(Map<String, Long> parts, long graphs) {

    /** Candidates and tile results of a pixel. Outlines are lines of pixels, and few pixels lie on one. */
    private static final long RESULT_BYTES_A_PIXEL = 16;

    /** As packed, for each class. */
    private static final long SCORE_BYTES = 2;

    MemoryEstimate {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Sum of the parts. */
    long known() {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * An estimate.
     *
     * @param isHere whether a model runs on this machine, by its id
     * @param embeddingBytes that remembered embeddings may take
     */
    static MemoryEstimate of(
            PreLabelRequest request,
            PlannedRequest planned,
            CoverageSource source,
            Predicate<String> isHere,
            long embeddingBytes) {
        ModelDescriptor model = planned.model();
        TileGrid grid = planned.run().tileGrid();
        long threads = request.threads();
        long atOnce = threads * request.batch();
        long pixels = (long) grid.tileSize() * grid.tileSize();
        ModelMemory finder = ModelMemory.of(model, request, planned, pixels);
        ModelMemory masks = planned.segmenter()
                .map(segmenter -> ModelMemory.of(segmenter, request, planned, pixels))
                .orElse(ModelMemory.NONE);
        Map<String, Long> parts = new LinkedHashMap<>();
        // as read, and a copy where the window hangs over the edge
        parts.put(
                "windows",
                (atOnce * 2 * finder.bands() + threads * 2 * masks.bands()) * pixels * Float.BYTES
                        + threads * pieces(source, planned, pixels));
        parts.put("inputs", atOnce * finder.input() + threads * masks.input());
        parts.put("outputs", atOnce * finder.output() + threads * masks.output());
        if (Detectors.blends(
                model, planned.prompts().isPresent(), planned.segmenter().isPresent())) {
            long tile = pixels * model.classes().size() * SCORE_BYTES;
            // rows of tiles that wait for their neighbours, and tiles that are being worked on
            parts.put("scores", Math.min(PreLabelRun.SCORE_LIMIT, 4 * grid.columns() * tile) + 2 * atOnce * tile);
        }
        long most = Math.min(PreLabelRun.MEMORY_LIMIT, planned.extent().tiles() * pixels * RESULT_BYTES_A_PIXEL);
        parts.put("results", most * (request.roi().isPresent() ? 2 : 1));
        parts.put("decodedBlocks", source.mostDecodedBytes());
        if (model.isPromptable() || planned.segmenter().isPresent()) {
            parts.put("embeddings", embeddingBytes);
        }
        long graphs = (isHere.test(model.id()) ? atOnce * finder.graph() : 0)
                + (request.segmenter().filter(isHere).isPresent() ? threads * masks.graph() : 0);
        return new MemoryEstimate(parts, graphs);
    }

    /** What one thread decodes at a time for a window: all of it as stored or, where the resolution changes, pieces, and these as numbers. */
    private static long pieces(CoverageSource source, PlannedRequest planned, long pixels) {
        long bytes = source.info().sampleType().bytes();
        long stored = source.info().bands() * pixels;
        double ratio = source.pixelsRead(planned.run().workingGrid());
        return ratio == 1
                ? stored * bytes
                : (long) Math.ceil(Math.min((double) Resampler.BLOCK_SAMPLES, (double) stored * ratio))
                        * (bytes + Float.BYTES);
    }
}
