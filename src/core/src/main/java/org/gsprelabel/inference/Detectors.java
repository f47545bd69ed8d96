package org.gsprelabel.inference;

import java.util.Optional;
import java.util.function.Function;
import org.gsprelabel.detect.Decoder;
import org.gsprelabel.detect.Decoders;
import org.gsprelabel.detect.ScoreDecoder;
import org.gsprelabel.detect.SemanticDecoder;
import org.gsprelabel.input.InputBuilder;
import org.gsprelabel.model.Concepts;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.prompt.RoutedPrompts;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.sam.CallThreads;
import org.gsprelabel.sam.ImageEncoder;
import org.gsprelabel.sam.MaskGeneratorParameters;
import org.gsprelabel.sam.PromptableModel;
import org.gsprelabel.sam.PromptableModels;
import org.gsprelabel.sam.WindowEncoder;
import org.gsprelabel.vectorize.Connectivity;
import org.gsprelabel.vectorize.MaskCleaning;

/** Chooses the detector of a task. */
public final class Detectors {

    private Detectors() {}

    /**
     * The detector of a task.
     *
     * @param parameters what becomes a candidate, nothing else is worth a mask of a segmenter; and what is done to masks
     * @param radiometry estimated for the bands of an image input, read in the bands of the task
     * @param windowSize side of the windows in pixels
     * @param batch windows in one call, where the graph leaves it open
     * @param threads that calls of a decoder of prompts run on, which one window needs
     * @param clock where the time of the stages is booked
     * @throws ModelException when the descriptor contradicts itself
     */
    public static WindowDetector of(
            DetectionTask task,
            TileParameters parameters,
            Function<ImageSpec, Radiometry> radiometry,
            int windowSize,
            int batch,
            CallThreads threads,
            StageClock clock) {
        RememberedEmbeddings embeddings = new RememberedEmbeddings(task.embeddings());
        WindowDetector detector = task.prompts().isPresent()
                ? prompted(task, task.prompts().get(), radiometry, embeddings, threads, clock)
                : detector(
                        task,
                        regions(task).isPresent() ? parameters.cleaning() : MaskCleaning.NONE,
                        radiometry,
                        windowSize,
                        batch,
                        embeddings,
                        threads,
                        clock);
        if (task.segmenter().isPresent()) {
            detector = new GroundedDetector(
                    detector,
                    parameters,
                    segmenter(task.segmenter().get(), task, radiometry, embeddings, threads, clock),
                    task.segmenter().get().descriptor().id());
        }
        if (!parameters.cleaning().isNone() && regions(task).isEmpty()) {
            detector = new CleanedDetector(detector, parameters.cleaning());
        }
        return new NotedDetector(detector, embeddings::notes);
    }

    private static WindowDetector prompted(
            DetectionTask task,
            RoutedPrompts prompts,
            Function<ImageSpec, Radiometry> radiometry,
            RememberedEmbeddings embeddings,
            CallThreads threads,
            StageClock clock) {
        return new PromptDetector(
                segmenter(task.model(), task, radiometry, embeddings, threads, clock),
                prompts,
                task.minConfidence(),
                task.model().descriptor().id(),
                clock);
    }

    private static Segmenter segmenter(
            Model model,
            DetectionTask task,
            Function<ImageSpec, Radiometry> radiometry,
            RememberedEmbeddings embeddings,
            CallThreads threads,
            StageClock clock) {
        return new Segmenter(promptable(model, task, radiometry, embeddings), threads, clock);
    }

    private static PromptableModel promptable(
            Model model,
            DetectionTask task,
            Function<ImageSpec, Radiometry> radiometry,
            RememberedEmbeddings embeddings) {
        return embeddings.of(model, PromptableModels.of(model, inputs(model.descriptor(), task, radiometry)));
    }

    private static WindowDetector detector(
            DetectionTask task,
            MaskCleaning cleaning,
            Function<ImageSpec, Radiometry> radiometry,
            int windowSize,
            int batch,
            RememberedEmbeddings embeddings,
            CallThreads threads,
            StageClock clock) {
        ModelDescriptor descriptor = task.model().descriptor();
        if (descriptor.output() instanceof Concepts concepts) {
            return new ConceptDetector(task, encoder(task, concepts, radiometry, embeddings), threads, clock);
        }
        if (descriptor.family().isOpenVocabulary()) {
            return new TextDetector(
                    task, images(task, radiometry, windowSize, TextDetector.most(descriptor, batch)), clock);
        }
        if (descriptor.isPromptable()) {
            return everything(task, descriptor, radiometry, embeddings, threads, clock);
        }
        Decoder decoder = Decoders.of(descriptor, task.suppression(), cleaning);
        return new ImageDetector(task, graph(task, radiometry, windowSize, batch, clock), decoder);
    }

    private static WindowEncoder encoder(
            DetectionTask task,
            Concepts concepts,
            Function<ImageSpec, Radiometry> radiometry,
            RememberedEmbeddings embeddings) {
        ModelDescriptor descriptor = task.model().descriptor();
        Predictor graph = task.model().graph(Role.ENCODER);
        WindowEncoder encoder = new ImageEncoder(
                inputs(descriptor, task, radiometry),
                descriptor.geometry(),
                descriptor.image().input(),
                ConceptDetector.taken(concepts.image(), task.model().graph(Role.DECODER)),
                graph::predict);
        return embeddings.of(task.model(), encoder);
    }

    /**
     * The scorer of a task; empty where its model does not score pixels, is not to be blended, or has its masks made by a
     * segmenter.
     *
     * @param cleaning what is done to class maps before they are taken apart into objects
     * @param radiometry estimated for the bands of an image input, read in the bands of the task
     * @param windowSize side of the windows in pixels
     * @param batch windows in one call, where the graph leaves it open
     * @param clock where the time of the stages is booked
     * @throws ModelException when the descriptor contradicts itself
     */
    public static Optional<WindowScorer> scorer(
            DetectionTask task,
            MaskCleaning cleaning,
            Function<ImageSpec, Radiometry> radiometry,
            int windowSize,
            int batch,
            StageClock clock) {
        if (blends(task) && Decoders.of(task.model().descriptor(), cleaning) instanceof ScoreDecoder decoder) {
            return Optional.of(new ImageScorer(task, graph(task, radiometry, windowSize, batch, clock), decoder));
        }
        return Optional.empty();
    }

    /** Whether tiles are decided on scores that are blended with those of their neighbours. */
    public static boolean blends(DetectionTask task) {
        return blends(
                task.model().descriptor(),
                task.prompts().isPresent(),
                task.segmenter().isPresent());
    }

    /** As {@link #blends(DetectionTask)}, of a model that is not loaded. */
    public static boolean blends(ModelDescriptor model, boolean prompts, boolean segmenter) {
        return model.raster().blend() && findsRegions(model, prompts, segmenter);
    }

    /**
     * How the pixels of an object are connected where objects are regions of class maps; empty where each has a mask or a box of its own.
     */
    public static Optional<Connectivity> regions(DetectionTask task) {
        ModelDescriptor descriptor = task.model().descriptor();
        return findsRegions(
                        descriptor, task.prompts().isPresent(), task.segmenter().isPresent())
                ? Optional.of(SemanticDecoder.connectivity(descriptor))
                : Optional.empty();
    }

    private static boolean findsRegions(ModelDescriptor descriptor, boolean prompts, boolean segmenter) {
        return !prompts
                && !segmenter
                && !descriptor.isPromptable()
                && !descriptor.family().isOpenVocabulary()
                && Decoders.of(descriptor) instanceof ScoreDecoder;
    }

    private static ImageGraph graph(
            DetectionTask task,
            Function<ImageSpec, Radiometry> radiometry,
            int windowSize,
            int batch,
            StageClock clock) {
        return new ImageGraph(
                task.model(),
                images(task, radiometry, windowSize, batch),
                sideInputs(task.model().descriptor()),
                clock);
    }

    private static ImageBatches images(
            DetectionTask task, Function<ImageSpec, Radiometry> radiometry, int windowSize, int batch) {
        ModelDescriptor descriptor = task.model().descriptor();
        // Where the graph fixes the batch, a smaller one takes just as long.
        int fixed = task.model().graph(Role.MODEL).maxBatch();
        int open = descriptor.image().layout().hasBatchAxis() ? batch : 1;
        return new ImageBatches(
                inputs(descriptor, task, radiometry), windowSize, fixed == Integer.MAX_VALUE ? open : fixed);
    }

    /** Without prompts, everything is looked for. */
    private static WindowDetector everything(
            DetectionTask task,
            ModelDescriptor descriptor,
            Function<ImageSpec, Radiometry> radiometry,
            RememberedEmbeddings embeddings,
            CallThreads threads,
            StageClock clock) {
        return new EverythingDetector(
                promptable(task.model(), task, radiometry, embeddings),
                task.maskGenerator().orElseGet(() -> MaskGeneratorParameters.of(descriptor)),
                descriptor.classes().get(0),
                task.minConfidence(),
                descriptor.defaults().maxDetections(),
                threads,
                clock);
    }

    private static SideInputs sideInputs(ModelDescriptor descriptor) {
        if (descriptor.output() instanceof OutputSpec.Detr detr) {
            return new DetrInputs(detr.sizes(), detr.pixelMask());
        }
        if (descriptor.output() instanceof OutputSpec.QueryMasks queries) {
            return new DetrInputs(Optional.empty(), queries.pixelMask());
        }
        return SideInputs.NONE;
    }

    private static InputBuilder inputs(
            ModelDescriptor descriptor, DetectionTask task, Function<ImageSpec, Radiometry> radiometry) {
        ImageSpec image = descriptor.image();
        return new InputBuilder(image, descriptor.geometry(), radiometry.apply(image), task.bands());
    }
}
