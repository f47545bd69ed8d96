package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.PhraseDecoder;
import org.gsprelabel.detect.PhraseDecoder.Answer;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;
import org.gsprelabel.model.Tokenizer;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.text.TextInputs;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.text.TextQueries;
import org.gsprelabel.text.TextQuery;

/** One graph that takes images and text: a batch of windows, one call for each query of the prompt, one decoder. */
final class TextDetector implements WindowDetector {

    private final DetectionTask task;
    private final ImageBatches images;
    private final StageClock clock;
    private final Predictor predictor;
    private final String imageInput;
    private final TextQueries queries;
    private final List<TextSideInputs> sides;
    private final PhraseDecoder decoder;

    /**
     * @throws IllegalArgumentException when the model cannot be asked for a phrase
     * @throws org.gsprelabel.model.ModelException when the model has no tokenizer
     */
    TextDetector(DetectionTask task, ImageBatches images, StageClock clock) {
        ModelDescriptor descriptor = task.model().descriptor();
        OutputSpec.Phrases spec = (OutputSpec.Phrases) descriptor.output();
        TextPrompt prompt = task.text().orElseThrow();
        Tokenizer tokenizer = task.model().requireTokenizer();
        this.task = task;
        this.images = images;
        this.clock = clock;
        this.predictor = task.model().graph(Role.MODEL);
        this.imageInput = descriptor.image().input();
        TextInputs inputs = TextInputs.of(spec.text(), predictor.inputShapes());
        this.queries = TextQueries.of(prompt, spec.text(), inputs, tokenizer);
        boolean perImage = spec.text() instanceof TextSpec.Caption;
        this.sides = queries.calls().stream()
                .map(query -> new TextSideInputs(query, inputs, perImage))
                .toList();
        this.decoder = new PhraseDecoder(
                spec,
                task.suppression().orElseThrow(),
                descriptor.defaults().maxDetections(),
                prompt,
                inputs.takes(TextInput.PIXELS));
    }

    /** Windows in one call: where texts are no part of the batch, the graph takes one image. */
    static int most(ModelDescriptor descriptor, int batch) {
        return ((OutputSpec.Phrases) descriptor.output()).text() instanceof TextSpec.Caption ? batch : 1;
    }

    @Override
    public List<String> classNames() {
        return task.classNames();
    }

    @Override
    public int batch() {
        return images.size();
    }

    @Override
    public List<String> notes() {
        return queries.notes();
    }

    @Override
    public List<Found> detect(List<FilledWindow> windows) {
        int fixed = predictor.maxBatch();
        int items = fixed == Integer.MAX_VALUE ? windows.size() : fixed;
        long start = System.nanoTime();
        return images.with(windows, items, (image, frames) -> {
            clock.add(Stage.PREPARE, System.nanoTime() - start);
            List<Answer> answers = new ArrayList<>(sides.size());
            for (int call = 0; call < sides.size(); call++) {
                Map<String, Tensor> inputs = new HashMap<>(sides.get(call).of(frames, items));
                inputs.put(imageInput, image);
                TextQuery query = queries.calls().get(call);
                answers.add(new Answer(query, clock.time(Stage.INFER, () -> predictor.predict(inputs))));
            }
            return clock.time(Stage.DECODE, () -> decoded(answers, frames));
        });
    }

    private List<Found> decoded(List<Answer> answers, List<InputFrame> frames) {
        List<Found> found = new ArrayList<>(frames.size());
        for (int item = 0; item < frames.size(); item++) {
            RejectionCounts rejections = new RejectionCounts();
            found.add(new Found(
                    decoder.decode(answers, item, frames.get(item), task.minConfidence(), rejections), rejections));
        }
        return found;
    }
}
