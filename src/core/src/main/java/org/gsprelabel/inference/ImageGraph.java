package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/** One graph that takes images: a batch of windows, one call, an answer for each window. */
final class ImageGraph {

    /**
     * Reads the answer for one window.
     *
     * @param <T> what it becomes
     */
    @FunctionalInterface
    interface AnswerReader<T> {

        /**
         * @param outputs by tensor name; they stay as they are
         * @param item index on the batch axis
         * @param frame how the window lies in the input
         */
        T read(Map<String, Tensor> outputs, int item, InputFrame frame);
    }

    private final ImageBatches images;
    private final SideInputs side;
    private final StageClock clock;
    private final Predictor predictor;
    private final String input;

    ImageGraph(Model model, ImageBatches images, SideInputs side, StageClock clock) {
        this.images = images;
        this.side = side;
        this.clock = clock;
        this.predictor = model.graph(Role.MODEL);
        this.input = model.descriptor().image().input();
    }

    /** How many windows a call is best given. */
    int batch() {
        return images.size();
    }

    /** The answers for some windows, in their order. */
    <T> List<T> answers(List<FilledWindow> windows, AnswerReader<T> reader) {
        int fixed = predictor.maxBatch();
        int items = fixed == Integer.MAX_VALUE ? windows.size() : fixed;
        long start = System.nanoTime();
        return images.with(windows, items, (image, frames) -> {
            clock.add(Stage.PREPARE, System.nanoTime() - start);
            Map<String, Tensor> inputs = new HashMap<>(side.of(frames, items));
            inputs.put(input, image);
            Map<String, Tensor> outputs = clock.time(Stage.INFER, () -> predictor.predict(inputs));
            return clock.time(Stage.DECODE, () -> read(outputs, frames, reader));
        });
    }

    private static <T> List<T> read(Map<String, Tensor> outputs, List<InputFrame> frames, AnswerReader<T> reader) {
        List<T> answers = new ArrayList<>(frames.size());
        for (int item = 0; item < frames.size(); item++) {
            answers.add(reader.read(outputs, item, frames.get(item)));
        }
        return answers;
    }
}
