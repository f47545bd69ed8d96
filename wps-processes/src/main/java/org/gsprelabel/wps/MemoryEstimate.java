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
        return sum(parts);
    }

    /**
     * An estimate.
     *
     * @param planned with the threads and the batch that it gets
     * @param isHere whether a model runs on this machine, by its id
     * @param embeddingBytes that remembered embeddings may take
     */
    static MemoryEstimate of(
            PreLabelRequest request,
            PlannedRequest planned,
            CoverageSource source,
            Predicate<String> isHere,
            long embeddingBytes) {
        Calls calls = Calls.of(request, planned);
        Map<String, Long> parts = workingParts(calls, planned, source);
        double results = (double) planned.extent().tiles() * calls.pixels * RESULT_BYTES_A_PIXEL;
        long most = (long) Math.min(PreLabelRun.MEMORY_LIMIT, results);
        parts.put("results", most * (request.roi().isPresent() ? 2 : 1));
        parts.put("decodedBlocks", source.mostDecodedBytes());
        if (planned.model().isPromptable() || planned.segmenter().isPresent()) {
            parts.put("embeddings", embeddingBytes);
        }
        long graphs = (isHere.test(planned.model().id()) ? calls.atOnce * calls.finder.graph() : 0)
                + (request.segmenter().filter(isHere).isPresent() ? calls.threads * calls.masks.graph() : 0);
        return new MemoryEstimate(parts, graphs);
    }

    /** Sum of those parts that grow with tile size, batch and threads: windows, inputs, outputs and scores. */
    static long working(PreLabelRequest request, PlannedRequest planned, CoverageSource source) {
        return sum(workingParts(Calls.of(request, planned), planned, source));
    }

    private static long sum(Map<String, Long> parts) {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * What is in work at a time.
     *
     * @param atOnce tiles
     * @param pixels of a tile
     * @param finder a call of the model
     * @param masks a call of the segmenter
     */
    private record Calls(long threads, long atOnce, long pixels, ModelMemory finder, ModelMemory masks) {

        static Calls of(PreLabelRequest request, PlannedRequest planned) {
            long threads = planned.parameters().threads();
            TileGrid grid = planned.run().tileGrid();
            long pixels = (long) grid.tileSize() * grid.tileSize();
            return new Calls(
                    threads,
                    threads * planned.parameters().batch(),
                    pixels,
                    ModelMemory.of(planned.model(), request, planned, pixels),
                    planned.segmenter()
                            .map(segmenter -> ModelMemory.of(segmenter, request, planned, pixels))
                            .orElse(ModelMemory.NONE));
        }
    }

    private static Map<String, Long> workingParts(Calls calls, PlannedRequest planned, CoverageSource source) {
        ModelDescriptor model = planned.model();
        long pixels = calls.pixels;
        Map<String, Long> parts = new LinkedHashMap<>();
        // as read, and a copy where the window hangs over the edge
        parts.put(
                "windows",
                (calls.atOnce * 2 * calls.finder.bands() + calls.threads * 2 * calls.masks.bands())
                                * pixels
                                * Float.BYTES
                        + calls.threads * pieces(source, planned, pixels));
        parts.put("inputs", calls.atOnce * calls.finder.input() + calls.threads * calls.masks.input());
        parts.put("outputs", calls.atOnce * calls.finder.output() + calls.threads * calls.masks.output());
        if (Detectors.blends(
                model, planned.prompts().isPresent(), planned.segmenter().isPresent())) {
            long tile = pixels * model.classes().size() * SCORE_BYTES;
            // rows of tiles that wait for their neighbours, and tiles that are being worked on
            parts.put(
                    "scores",
                    Math.min(
                                    PreLabelRun.SCORE_LIMIT,
                                    4L * planned.run().tileGrid().columns() * tile)
                            + 2 * calls.atOnce * tile);
        }
        return parts;
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
