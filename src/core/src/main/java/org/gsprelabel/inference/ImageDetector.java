package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Decoder;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/** One graph that takes images and answers with objects: a batch of windows, one call, one decoder. */
final class ImageDetector implements WindowDetector {

    private final DetectionTask task;
    private final ImageBatches images;
    private final SideInputs side;
    private final Decoder decoder;
    private final StageClock clock;
    private final Predictor predictor;
    private final String input;

    ImageDetector(DetectionTask task, ImageBatches images, SideInputs side, Decoder decoder, StageClock clock) {
        this.task = task;
        this.images = images;
        this.side = side;
        this.decoder = decoder;
        this.clock = clock;
        this.predictor = task.model().graph(Role.MODEL);
        this.input = task.model().descriptor().image().input();
    }

    @Override
    public List<String> classNames() {
        return task.model().descriptor().classes();
    }

    @Override
    public int batch() {
        return images.size();
    }

    @Override
    public List<String> notes() {
        double least = task.model().descriptor().output().thresholdInGraph();
        return task.minConfidence() < least
                ? List.of("model '" + task.model().descriptor().id() + "' drops scores below " + least
                        + " itself: asking for " + task.minConfidence() + " finds no more than that")
                : List.of();
    }

    @Override
    public List<Found> detect(List<FilledWindow> windows) {
        int fixed = predictor.maxBatch();
        int items = fixed == Integer.MAX_VALUE ? windows.size() : fixed;
        long start = System.nanoTime();
        return images.with(windows, items, (image, frames) -> {
            clock.add(Stage.PREPARE, System.nanoTime() - start);
            Map<String, Tensor> inputs = new HashMap<>(side.of(frames, items));
            inputs.put(input, image);
            Map<String, Tensor> outputs = clock.time(Stage.INFER, () -> predictor.predict(inputs));
            return clock.time(Stage.DECODE, () -> decoded(outputs, frames));
        });
    }

    private List<Found> decoded(Map<String, Tensor> outputs, List<InputFrame> frames) {
        List<Found> found = new ArrayList<>(frames.size());
        for (int item = 0; item < frames.size(); item++) {
            RejectionCounts rejections = new RejectionCounts();
            found.add(new Found(
                    decoder.decode(outputs, item, frames.get(item), task.minConfidence(), rejections), rejections));
        }
        return found;
    }
}
