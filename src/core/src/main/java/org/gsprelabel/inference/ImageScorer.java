package org.gsprelabel.inference;

import java.util.List;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.ScoreDecoder;
import org.gsprelabel.detect.ScoreMap;
import org.gsprelabel.inference.WindowDetector.Found;
import org.gsprelabel.raster.FilledWindow;

/** One graph that takes images and answers with scores: a batch of windows, one call, one decoder. */
final class ImageScorer implements WindowScorer {

    private final DetectionTask task;
    private final ImageGraph graph;
    private final ScoreDecoder decoder;

    ImageScorer(DetectionTask task, ImageGraph graph, ScoreDecoder decoder) {
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
    public List<ScoreMap> score(List<FilledWindow> windows) {
        return graph.answers(windows, decoder::scores);
    }

    @Override
    public Found decide(ScoreMap scores) {
        RejectionCounts rejections = new RejectionCounts();
        return new Found(decoder.decide(scores, task.minConfidence(), rejections), rejections);
    }
}
