package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.ConceptDecoder;
import org.gsprelabel.model.Concepts;
import org.gsprelabel.model.Concepts.ConceptTensor;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.sam.CallThreads;
import org.gsprelabel.sam.Embedding;
import org.gsprelabel.sam.EncoderInput;
import org.gsprelabel.sam.WindowEncoder;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.text.Phrase;
import org.gsprelabel.text.TextPrompt;

/**
 * Three graphs that find all that a phrase names: the text encoder runs once for each phrase of the prompt, the image encoder
 * once for each window, and the decoder once for each window and phrase, on as many threads as are free. The decoder is told the
 * size of the window, so that its masks come in pixels of the window.
 */
final class ConceptDetector implements WindowDetector {

    private final DetectionTask task;
    private final WindowEncoder encoder;
    private final CallThreads threads;
    private final StageClock clock;
    private final Concepts spec;
    private final Predictor decoder;
    private final ConceptDecoder reader;
    private final List<Phrase> phrases;
    private final ConceptTexts texts;
    private final Map<String, Tensor> noBox;

    /**
     * @param encoder of the images
     * @param threads that calls of the decoder run on
     * @throws IllegalArgumentException when the model cannot be asked for a phrase
     * @throws org.gsprelabel.model.ModelException when the model has no tokenizer, or the runtime fails
     */
    ConceptDetector(DetectionTask task, WindowEncoder encoder, CallThreads threads, StageClock clock) {
        ModelDescriptor descriptor = task.model().descriptor();
        TextPrompt prompt = task.text().orElseThrow();
        this.task = task;
        this.encoder = encoder;
        this.threads = threads;
        this.clock = clock;
        this.spec = (Concepts) descriptor.output();
        this.decoder = task.model().graph(Role.DECODER);
        this.reader = new ConceptDecoder(
                spec, task.suppression().orElseThrow(), descriptor.defaults().maxDetections());
        this.phrases = prompt.phrases();
        this.texts = clock.time(
                Stage.INFER, () -> ConceptTexts.of(task.model(), prompt, spec, taken(spec.language(), decoder)));
        this.noBox = noBox();
    }

    /** What a decoder really takes of what its family has: simplified exports lack inputs that they have no use for. */
    static Map<String, String> taken(Map<String, String> inputs, Predictor decoder) {
        Map<String, String> taken = new LinkedHashMap<>(inputs);
        if (!decoder.inputShapes().isEmpty()) {
            taken.keySet().retainAll(decoder.inputShapes().keySet());
        }
        return taken;
    }

    @Override
    public List<String> classNames() {
        return task.classNames();
    }

    /** One: the image encoder takes one image. */
    @Override
    public int batch() {
        return 1;
    }

    @Override
    public List<String> notes() {
        double least = phrases.stream().mapToDouble(this::threshold).min().orElseThrow();
        return Stream.concat(
                        texts.notes().stream(),
                        GraphThreshold.notes(task.model().descriptor(), least).stream())
                .toList();
    }

    @Override
    public List<Found> detect(List<FilledWindow> windows) {
        List<Found> found = new ArrayList<>(windows.size());
        for (FilledWindow window : windows) {
            found.add(found(window));
        }
        return found;
    }

    private Found found(FilledWindow window) {
        EncoderInput input = clock.time(Stage.PREPARE, () -> encoder.prepare(window));
        Embedding embedding = clock.time(Stage.INFER, () -> encoder.encode(input));
        int width = embedding.frame().windowWidth();
        int height = embedding.frame().windowHeight();
        Map<String, Tensor> image = new HashMap<>(noBox);
        image.put(spec.name(ConceptTensor.HEIGHT), scalar(height));
        image.put(spec.name(ConceptTensor.WIDTH), scalar(width));
        image.putAll(embedding.tensors());
        RejectionCounts rejections = new RejectionCounts();
        ConceptDecoder.Answers answers = reader.answers(width, height, rejections);
        threads.share(phrases.size(), () -> phrase -> {
            Map<String, Tensor> inputs = new HashMap<>(image);
            inputs.putAll(texts.phrases().get(phrase));
            Map<String, Tensor> outputs = clock.time(Stage.INFER, () -> decoder.predict(inputs));
            double least = threshold(phrases.get(phrase));
            clock.run(Stage.DECODE, () -> answers.add(phrase, least, outputs));
            return phrase;
        });
        return new Found(clock.time(Stage.DECODE, answers::detections), rejections);
    }

    private double threshold(Phrase phrase) {
        return phrase.threshold().orElse(task.minConfidence());
    }

    /** A text alone: no box around an example, as the reference says it. All places for boxes are padding. */
    private Map<String, Tensor> noBox() {
        List<Long> shape = decoder.inputShapes().getOrDefault(spec.name(ConceptTensor.BOXES), List.of());
        int places = shape.isEmpty() || shape.get(0) < 0 ? 1 : Math.toIntExact(shape.get(0));
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put(spec.name(ConceptTensor.BOXES), Tensor.allocate(places, 1, 4));
        tensors.put(spec.name(ConceptTensor.BOX_LABELS), ones(places, 1));
        tensors.put(spec.name(ConceptTensor.BOX_PADDING), ones(1, places));
        return tensors;
    }

    private static Tensor ones(long... shape) {
        Tensor ones = Tensor.allocate(shape);
        for (int i = 0; i < ones.data().capacity(); i++) {
            ones.data().put(i, 1);
        }
        return ones;
    }

    private static Tensor scalar(int value) {
        return Tensor.of(new float[] {value});
    }
}
