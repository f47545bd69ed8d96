package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.Connectivity;
import org.gsprelabel.vectorize.MaskCleaning;

/**
 * Reads a class map {@code [N,C,h,w]} (for one channel also {@code [N,h,w]}) as objects: the connected components of each
 * class (4-connected, or 8-connected where the model says so), with the mean of their pixels' probabilities as score.
 *
 * <p>A map coarser or finer than the window is brought to window pixels first, bilinearly and before any decision, so
 * edges are as smooth as the model drew them. Then
 *
 * <ul>
 *   <li>one channel: the pixel belongs to the one class that is not the background where its probability is above 0.5;
 *   <li>exclusive classes: to the class of the largest value; its probability is the softmax;
 *   <li>else: to every class whose probability is above 0.5.
 * </ul>
 *
 * <p>The background gives no objects. A pixel with a value that is NaN or infinite is background; each class map that
 * holds any (all exclusive classes are one map) counts once as {@link Rejection#NOT_FINITE}. Whole objects below the least
 * score count as {@link Rejection#LOW_CONFIDENCE}. Cleaning comes first, class by class, so that it joins and parts objects; then
 * objects of several classes may share pixels. Objects come by descending score, then by class, then in scan order;
 * those beyond the model's {@code maxDetections} count as {@link Rejection#TOO_MANY_IN_TILE}.
 */
public final class SemanticDecoder implements ScoreDecoder {

    private static final int NO_BACKGROUND = ScoreChannels.NO_BACKGROUND;

    private static final Comparator<Detection> STRONGEST_FIRST =
            Comparator.comparingDouble(Detection::score).reversed().thenComparingInt(Detection::classIndex);

    private final OutputSpec.Semantic spec;
    private final int classes;
    private final int background;
    private final int maxDetections;
    private final MaskCleaning cleaning;

    /** Of class maps as the model gives them. */
    public SemanticDecoder(ModelDescriptor model) {
        this(model, MaskCleaning.NONE);
    }

    /**
     * @param cleaning what is done to the pixels of a class before they are taken apart into objects
     * @throws ModelException when the model's output is no semantic segmentation, or its background no class
     */
    public SemanticDecoder(ModelDescriptor model, MaskCleaning cleaning) {
        if (!(model.output() instanceof OutputSpec.Semantic semantic)) {
            throw new ModelException("model " + model.id() + " must have an output of the family semseg, found "
                    + model.family().id());
        }
        this.spec = semantic;
        this.classes = model.classes().size();
        this.maxDetections = model.defaults().maxDetections();
        this.cleaning = cleaning;
        this.background = semantic.background().orElse(NO_BACKGROUND);
        if (semantic.background().isPresent() && (background < 0 || background >= classes)) {
            throw new ModelException("output.background of model " + model.id() + " must be from 0 to " + (classes - 1)
                    + ", found " + background);
        }
    }

    /**
     * For maps that another decoder has made.
     *
     * @param classes number of classes, background included
     */
    SemanticDecoder(OutputSpec.Semantic spec, int classes, int maxDetections, MaskCleaning cleaning) {
        this.spec = spec;
        this.classes = classes;
        this.maxDetections = maxDetections;
        this.cleaning = cleaning;
        this.background = spec.background().orElse(NO_BACKGROUND);
    }

    @Override
    public List<Detection> decode(
            Map<String, Tensor> outputs, int item, InputFrame frame, double minConfidence, RejectionCounts rejections) {
        Tensor tensor = OutputTensors.find(outputs, spec.output(), item);
        ScoreMap logits = logits(tensor, item, frame);
        return objects(logits, spec.activation(), minConfidence, rejections, rejections);
    }

    @Override
    public ScoreMap scores(Map<String, Tensor> outputs, int item, InputFrame frame) {
        ScoreMap logits = logits(OutputTensors.find(outputs, spec.output(), item), item, frame);
        ScoreChannels channels = logits.channels();
        ScoreRows scores;
        if (spec.activation() != Activation.NONE) {
            scores = new ProbabilityRows(spec.output(), logits.rows());
        } else if (channels.exclusive()) {
            scores = new SoftmaxRows(logits.rows(), channels.count(), logits.width());
        } else {
            scores = new SigmoidRows(logits.rows());
        }
        return new ScoreMap(channels, logits.width(), logits.height(), scores);
    }

    @Override
    public List<Detection> decide(ScoreMap scores, double minConfidence, RejectionCounts rejections) {
        Activation done = scores.channels().exclusive() ? Activation.SOFTMAX : Activation.SIGMOID;
        return objects(scores, done, minConfidence, rejections, new RejectionCounts());
    }

    /**
     * @param notFinite where class maps with values that are not finite are counted
     */
    private List<Detection> objects(
            ScoreMap map,
            Activation activation,
            double minConfidence,
            RejectionCounts rejections,
            RejectionCounts notFinite) {
        ScoreChannels channels = map.channels();
        float[] probabilities = new float[map.width() * map.height()];
        List<Detection> detections = new ArrayList<>();
        if (channels.exclusive()) {
            ArgmaxClassifier classifier = new ArgmaxClassifier(
                    activation, channels.count(), channels.background(), map.width(), map.height());
            for (ClassMap classMap : classifier.classify(map.rows(), probabilities)) {
                classMap.detect(
                        spec.output(),
                        cleaning,
                        connectivity(spec),
                        probabilities,
                        minConfidence,
                        detections,
                        rejections);
            }
            notFinite.add(Rejection.NOT_FINITE, classifier.isFinite() ? 0 : 1);
        } else {
            ThresholdClassifier classifier = new ThresholdClassifier(activation);
            for (int channel = 0; channel < channels.count(); channel++) {
                if (channel != channels.background()) {
                    BitMask mask = new BitMask(0, 0, map.width(), map.height());
                    boolean finite = classifier.classify(map.rows(), channel, mask, probabilities);
                    notFinite.add(Rejection.NOT_FINITE, finite ? 0 : 1);
                    new ClassMap(channels.firstClass() + channel, mask)
                            .detect(
                                    spec.output(),
                                    cleaning,
                                    connectivity(spec),
                                    probabilities,
                                    minConfidence,
                                    detections,
                                    rejections);
                }
            }
        }
        // The sort is stable, and components come in scan order.
        detections.sort(STRONGEST_FIRST);
        int kept = Math.min(detections.size(), maxDetections);
        rejections.add(Rejection.TOO_MANY_IN_TILE, detections.size() - kept);
        return List.copyOf(detections.subList(0, kept));
    }

    /** The values of an item as they stand, at the pixels of its window. */
    private ScoreMap logits(Tensor tensor, int item, InputFrame frame) {
        int channels = channels(tensor);
        int height = tensor.size(tensor.rank() - 2);
        int width = tensor.size(tensor.rank() - 1);
        return new ScoreMap(
                channels == 1
                        ? new ScoreChannels(1, false, NO_BACKGROUND, onlyObject())
                        : new ScoreChannels(channels, spec.exclusive(), background, 0),
                frame.windowWidth(),
                frame.windowHeight(),
                new LogitRows(tensor.data(), item * channels * height * width, height, width, frame));
    }

    /** Number of channels of the tensor, checked against the classes. */
    private int channels(Tensor tensor) {
        int objects = classes - (background == NO_BACKGROUND ? 0 : 1);
        boolean oneChannel = tensor.rank() == 3 || (tensor.rank() == 4 && tensor.size(1) == 1);
        boolean fits = oneChannel ? objects == 1 : tensor.rank() == 4 && tensor.size(1) == classes;
        if (!fits || tensor.size(tensor.rank() - 1) == 0 || tensor.size(tensor.rank() - 2) == 0) {
            String one = objects == 1 ? "[N, 1, h, w] or [N, h, w]" : "";
            String all = classes > 1 ? "[N, " + classes + ", h, w]" : "";
            throw OutputTensors.unexpected(
                    spec.output(), one + (one.isEmpty() || all.isEmpty() ? "" : " or ") + all, tensor);
        }
        return oneChannel ? 1 : classes;
    }

    /** How the pixels of an object are connected in the class maps of a model. */
    public static Connectivity connectivity(ModelDescriptor model) {
        return model.output() instanceof OutputSpec.Semantic semantic ? connectivity(semantic) : Connectivity.FOUR;
    }

    private static Connectivity connectivity(OutputSpec.Semantic spec) {
        return spec.connectivity() == 8 ? Connectivity.EIGHT : Connectivity.FOUR;
    }

    /** The class that is not the background, of a model with one object class. */
    private int onlyObject() {
        return background == 0 ? 1 : 0;
    }
}
