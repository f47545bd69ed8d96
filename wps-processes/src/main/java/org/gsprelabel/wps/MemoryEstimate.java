package org.gsprelabel.wps;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.pipeline.PreLabelRun;

/** What of a run's memory follows from its sizes, in bytes, part by part: upper bounds. */
final class MemoryEstimate {

    private MemoryEstimate() {}

    /**
     * The parts.
     *
     * @param cacheMemoryBytes that embeddings may take
     */
    static Map<String, Long> parts(PreLabelRequest request, PlannedRequest planned, long cacheMemoryBytes) {
        ModelDescriptor model = planned.model();
        long side = planned.run().tileGrid().tileSize();
        long atOnce = (long) request.threads() * request.batch();
        long bands = (long) model.image().bands().size()
                + planned.segmenter().map(masks -> masks.image().bands().size()).orElse(0);
        GeometrySpec geometry = model.geometry();
        long input = geometry.isFixed()
                ? (long) geometry.size().width() * geometry.size().height()
                : side * side;
        Map<String, Long> parts = new LinkedHashMap<>();
        // as read, and a copy where the window hangs over the edge
        parts.put("windows", atOnce * 2 * bands * side * side * Float.BYTES);
        parts.put("inputs", atOnce * model.image().bands().size() * input * Float.BYTES);
        parts.put("results", PreLabelRun.MEMORY_LIMIT * (request.roi().isPresent() ? 2 : 1));
        parts.put("decodedBlocks", Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8));
        if (model.isPromptable() || planned.segmenter().isPresent()) {
            parts.put("embeddings", cacheMemoryBytes);
        }
        return parts;
    }
}
