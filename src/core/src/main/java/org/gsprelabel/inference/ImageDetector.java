package org.gsprelabel.inference;

import java.util.List;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Decoder;
import org.gsprelabel.raster.FilledWindow;

/** One graph that takes images and answers with objects: a batch of windows, one call, one decoder. */
final class ImageDetector implements WindowDetector {

    private final DetectionTask task;
    private final ImageGraph graph;
    private final Decoder decoder;

    ImageDetector(DetectionTask task, ImageGraph graph, Decoder decoder) {
        this.task = task;
        this.graph = graph;
        this.decoder = decoder;
    }

    @Override
    public List<String> classNames() {
        return task.model().descriptor().classes();
    }

    @Override
    public int batch() {
        return graph.batch();
    }

    @Override
    public List<String> notes() {
        return GraphThreshold.notes(task.model().descriptor(), task.minConfidence());
    }

    @Override
    public List<Found> detect(List<FilledWindow> windows) {
        return graph.answers(windows, (outputs, item, frame) -> {
            RejectionCounts rejections = new RejectionCounts();
            return new Found(decoder.decode(outputs, item, frame, task.minConfidence(), rejections), rejections);
        });
    }
}
