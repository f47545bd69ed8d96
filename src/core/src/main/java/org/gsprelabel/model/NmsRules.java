package org.gsprelabel.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the objects that a model sees in one tile are taken for the same (non-maximum suppression). A text sets it by
 * name: {@code method=soft-gaussian sigma=0.5}.
 *
 * <p>Objects are taken by descending score, those of equal score in the order of the model's output, so the same output
 * always leaves the same objects in the same order.
 *
 * @param method what becomes of the weaker of two objects
 * @param measure what is compared
 * @param overlap by which ratio
 * @param threshold overlap above which the weaker object goes, or is made weaker, 0 to 1; {@link Method#SOFT_GAUSSIAN} has
 *     no use for it. With {@link Measure#PROB_IOU} a similarity of exactly this is enough
 * @param sigma width of {@link Method#SOFT_GAUSSIAN}, above 0 and at most 100; the others have no use for it
 * @param classAware whether objects of different classes leave each other alone
 */
public record NmsRules(
        Method method, Measure measure, Overlap overlap, double threshold, double sigma, boolean classAware) {

    /** What becomes of the weaker of two objects. */
    public enum Method {
        /** It goes when they overlap by more than the threshold. */
        GREEDY,
        /**
         * Its score is multiplied by {@code 1 - overlap} when they overlap by more than the threshold (N. Bodla et al.,
         * "Soft-NMS - Improving Object Detection With One Line of Code", ICCV 2017, equation 2).
         */
        SOFT_LINEAR,
        /** Its score is multiplied by {@code exp(-overlap^2 / sigma)} (equation 3 there). */
        SOFT_GAUSSIAN
    }

    /** What is compared. */
    public enum Measure {
        /** Boxes along rows and columns. */
        BOX,
        /** Masks, pixel by pixel. */
        MASK,
        /** Turned boxes, by the area that they really share. */
        TURNED_BOX,
        /** Turned boxes, by the normal distributions that they amount to, as Ultralytics does. */
        PROB_IOU
    }

    /** A ratio of the area that two objects share. */
    public enum Overlap {
        /** To the area of both together: intersection over union. */
        IOU,
        /** To the area of the smaller one: intersection over smaller. A part has it in full with its whole. */
        IOS
    }

    /** What a text may set, in the order in which {@link #text} writes it. */
    private static final List<String> NAMES = List.of("method", "measure", "iou", "ios", "sigma", "class_aware");

    /** Sigma where nothing is said: that of the paper. */
    private static final double USUAL_SIGMA = 0.5;

    private static final double MOST_SIGMA = 100;

    public NmsRules {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException(word(overlap) + " must be from 0 to 1, got " + threshold);
        }
        if (!(sigma > 0 && sigma <= MOST_SIGMA)) {
            throw new IllegalArgumentException("sigma must be above 0 and at most 100, got " + sigma);
        }
        if (method != Method.GREEDY && !worksSoftly(measure)) {
            throw new IllegalArgumentException(
                    "measure must be box or turned-box with method " + word(method) + ", got '" + word(measure) + "'");
        }
        if (overlap == Overlap.IOS && (measure == Measure.PROB_IOU || method == Method.SOFT_GAUSSIAN)) {
            throw new IllegalArgumentException("ios must be absent with "
                    + (method == Method.SOFT_GAUSSIAN ? "method soft-gaussian" : "measure prob-iou")
                    + ", which goes by another overlap, got " + threshold);
        }
    }

    /** The greedy method, by intersection over union. */
    public static NmsRules greedy(Measure measure, double iou, boolean classAware) {
        return new NmsRules(Method.GREEDY, measure, Overlap.IOU, iou, USUAL_SIGMA, classAware);
    }

    /**
     * What holds for a kind of model unless its descriptor says otherwise.
     *
     * @param iou threshold
     * @return empty where overlapping objects are not for the caller to choose among: the graph does that itself, or the
     *     model gives none
     */
    public static Optional<NmsRules> of(Family family, OutputSpec output, double iou) {
        if (output instanceof OutputSpec.Yolo yolo) {
            Measure measure = family == Family.YOLO_OBB ? Measure.PROB_IOU : Measure.BOX;
            return yolo.layout().suppressedInGraph()
                    ? Optional.empty()
                    : Optional.of(greedy(measure, iou, yolo.classAware()));
        }
        if (output instanceof OutputSpec.Detr) {
            return Optional.of(greedy(Measure.BOX, iou, true));
        }
        if (output instanceof Concepts) {
            return Optional.of(greedy(Measure.MASK, iou, false));
        }
        return output instanceof OutputSpec.Phrases ? Optional.of(greedy(Measure.BOX, iou, false)) : Optional.empty();
    }

    /** What can be compared of the objects of a family. */
    private static Set<Measure> measures(Family family) {
        return switch (family) {
            case YOLO_SEG, FASTSAM -> Set.of(Measure.BOX, Measure.MASK);
            case SAM3 -> Set.of(Measure.MASK);
            case YOLO_OBB -> Set.of(Measure.TURNED_BOX, Measure.PROB_IOU);
            default -> Set.of(Measure.BOX);
        };
    }

    /** Whether soft methods can compare it. */
    private static boolean worksSoftly(Measure measure) {
        return measure == Measure.BOX || measure == Measure.TURNED_BOX;
    }

    /**
     * Reads {@code name=value} pairs with commas or space between them; what they do not name is as the model has it. Where
     * only {@code ios} or a soft method is named, turned boxes are compared by the area that they share.
     *
     * @throws IllegalArgumentException with one sentence when a name or word is unknown, a value is out of range, or the
     *     model cannot do it
     */
    public static NmsRules parse(String text, ModelDescriptor model) {
        NmsRules base = model.nms()
                .orElseThrow(
                        () -> new IllegalArgumentException("nms says which of overlapping objects are the same, but "
                                + "model '" + model.id() + "' of the family "
                                + model.family().id() + " " + reason(model) + "; leave nms away"));
        ParameterText values = new ParameterText("nms", text, NAMES);
        try {
            return base.changed(
                    model.family(),
                    values.has("method") ? Optional.of(values.choice("method", base.method)) : Optional.empty(),
                    values.has("measure") ? Optional.of(values.choice("measure", base.measure)) : Optional.empty(),
                    number(values, "iou"),
                    number(values, "ios"),
                    number(values, "sigma"),
                    values.flag("class_aware", base.classAware));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("nms: " + e.getMessage(), e);
        }
    }

    private static OptionalDouble number(ParameterText values, String name) {
        return values.has(name) ? OptionalDouble.of(values.number(name, 0)) : OptionalDouble.empty();
    }

    private static String reason(ModelDescriptor model) {
        if (model.isPromptable()) {
            return "has thresholds of its own in maskGenerator, where it looks for everything";
        }
        if (model.output() instanceof OutputSpec.Yolo) {
            return "has chosen in its graph already";
        }
        return model.output() instanceof OutputSpec.Detr
                ? "gives every object once, unless its descriptor has nms or a defaults.iou below 1"
                : "gives every pixel its class";
    }

    /**
     * These rules with what is named changed, for a family.
     *
     * @throws IllegalArgumentException with one sentence, by the names that a text has, when that cannot be
     */
    public NmsRules changed(
            Family family,
            Optional<Method> newMethod,
            Optional<Measure> newMeasure,
            OptionalDouble iou,
            OptionalDouble ios,
            OptionalDouble newSigma,
            boolean newClassAware) {
        Method as = newMethod.orElse(method);
        if (iou.isPresent() && ios.isPresent()) {
            throw new IllegalArgumentException(
                    "give iou or ios, not both, got iou " + iou.getAsDouble() + " and ios " + ios.getAsDouble());
        }
        if (iou.isPresent() && as == Method.SOFT_GAUSSIAN) {
            throw new IllegalArgumentException(
                    "iou must be absent with method soft-gaussian, which has no threshold, got " + iou.getAsDouble());
        }
        if (newSigma.isPresent() && as != Method.SOFT_GAUSSIAN) {
            throw new IllegalArgumentException(
                    "sigma must be absent with method " + word(as) + ", got " + newSigma.getAsDouble());
        }
        Measure of = newMeasure.orElseGet(() ->
                measure == Measure.PROB_IOU && (as != Method.GREEDY || ios.isPresent()) ? Measure.TURNED_BOX : measure);
        Set<Measure> possible = measures(family);
        if (as != Method.GREEDY && possible.stream().noneMatch(NmsRules::worksSoftly)) {
            throw new IllegalArgumentException(
                    "method must be greedy for the family " + family.id() + ", got '" + word(as) + "'");
        }
        if (!possible.contains(of) || (as != Method.GREEDY && !worksSoftly(of))) {
            throw new IllegalArgumentException("measure must be "
                    + possible.stream()
                            .filter(some -> as == Method.GREEDY || worksSoftly(some))
                            .sorted()
                            .map(NmsRules::word)
                            .collect(Collectors.joining(" or "))
                    + " for the family " + family.id() + (as == Method.GREEDY ? "" : " with method " + word(as))
                    + ", got '" + word(of) + "'");
        }
        boolean isByUnion = as == Method.SOFT_GAUSSIAN || of == Measure.PROB_IOU || iou.isPresent();
        return new NmsRules(
                as,
                of,
                ios.isPresent() ? Overlap.IOS : isByUnion ? Overlap.IOU : overlap,
                ios.orElse(iou.orElse(threshold)),
                newSigma.orElse(sigma),
                newClassAware);
    }

    /** All that matters here, as {@link #parse} reads it. */
    public String text() {
        return "method=" + word(method) + ", measure=" + word(measure) + ", "
                + (method == Method.SOFT_GAUSSIAN ? "sigma=" + sigma : word(overlap) + "=" + threshold)
                + ", class_aware=" + classAware;
    }

    private static String word(Enum<?> constant) {
        return ParameterText.word(constant);
    }
}
