package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Measure;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * Reads YOLO heads, boxes alone or with masks: rows by the layout, non-maximum suppression in input pixels unless the graph
 * did it, boxes back to the window and cut at its edge, masks from prototypes. Boxes of FastSAM are moved onto the image's
 * edge where they nearly reach it. Where masks are to be compared, boxes that are as good as the same go first, then masks are
 * made and compared one by one, until there are as many as wanted.
 *
 * <p>Follows Ultralytics' {@code non_max_suppression}, {@code scale_boxes} and {@code process_mask_native}, in double
 * arithmetic for boxes; the inverse of the letterbox is the exact one of each axis. A score equal to the least one is
 * kept.
 */
public final class YoloDecoder implements Decoder {

    /** As the reference has it: of a flood of boxes the strongest are looked at. */
    static final int MAX_CANDIDATES = 30_000;

    private final OutputSpec.Yolo spec;
    private final YoloRows layout;
    private final Optional<NmsRules> nms;
    private final int maxDetections;
    private final boolean snapsToBorder;

    /**
     * @throws ModelException when the model's output is none of YOLO's
     */
    public YoloDecoder(ModelDescriptor model) {
        this(model, model.nms());
    }

    /**
     * @param nms how boxes or masks are suppressed; empty where the graph did it
     * @throws ModelException when the model's output is none of YOLO's
     */
    YoloDecoder(ModelDescriptor model, Optional<NmsRules> nms) {
        this.spec = headOf(model);
        this.layout = YoloRows.of(spec, model.classes().size(), false);
        this.nms = nms;
        this.maxDetections = model.defaults().maxDetections();
        this.snapsToBorder = model.family() == Family.FASTSAM;
    }

    @Override
    public List<Detection> decode(
            Map<String, Tensor> outputs, int item, InputFrame frame, double minConfidence, RejectionCounts rejections) {
        Optional<Tensor> prototypes = spec.prototypes().map(name -> prototypes(outputs, name, item));
        int coefficients = prototypes.map(tensor -> tensor.size(1)).orElse(0);
        Tensor rows = rows(outputs, spec, layout, item, coefficients);
        RowCollector collector = new RowCollector(spec.output(), minConfidence, rejections);
        layout.read(rows, item, collector);
        ScoredBoxes boxes = collector.boxes();
        List<Kept> chosen = choose(boxes, minConfidence, rejections);
        if (chosen.isEmpty()) {
            return List.of();
        }
        Optional<KeptMasks> keptMasks = nms.filter(rules -> rules.measure() == Measure.MASK)
                .map(rules -> new KeptMasks(rules, Math.min(chosen.size(), maxDetections)));
        Optional<PrototypeMasks> masks = prototypes.map(tensor -> new PrototypeMasks(tensor, item, frame));
        ImageBorder border = new ImageBorder(frame);
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            if (detections.size() == maxDetections) {
                rejections.add(Rejection.TOO_MANY_IN_TILE, chosen.size() - i);
                break;
            }
            int index = chosen.get(i).index();
            Optional<Box> box = inWindow(boxes, index, frame).map(b -> snapsToBorder ? border.snapped(b) : b);
            if (box.isEmpty()) {
                rejections.add(Rejection.EMPTY_SHAPE);
                continue;
            }
            Optional<Shape> shape = shape(
                    box.get(), masks, () -> layout.extras(rows, item, boxes.row(index), coefficients), rejections);
            if (shape.isEmpty()) {
                continue;
            }
            Detection detection =
                    new Detection(boxes.classIndex(index), chosen.get(i).score(), shape.get());
            if (keptMasks.isPresent()
                    && detection.shape() instanceof Shape.OfMask mask
                    && !keptMasks.get().keeps(mask.mask(), detection.classIndex())) {
                rejections.add(Rejection.SUPPRESSED);
            } else {
                detections.add(detection);
            }
        }
        return List.copyOf(detections);
    }

    /** The boxes that are worth a shape, strongest first. */
    private List<Kept> choose(ScoredBoxes boxes, double minConfidence, RejectionCounts rejections) {
        if (nms.isEmpty()) {
            return Kept.unchanged(boxes, strongest(boxes, maxDetections, rejections));
        }
        return nms.get().measure() == Measure.MASK
                ? Kept.unchanged(
                        boxes, KeptMasks.ofBoxes(nms.get(), MAX_CANDIDATES).select(boxes, rejections))
                : new Suppression(nms.get(), MAX_CANDIDATES, maxDetections)
                        .select(boxes, classIndex -> minConfidence, rejections);
    }

    /**
     * The head that a model describes.
     *
     * @throws ModelException when it is none of YOLO's
     */
    static OutputSpec.Yolo headOf(ModelDescriptor model) {
        if (model.output() instanceof OutputSpec.Yolo yolo) {
            return yolo;
        }
        throw new ModelException("model " + model.id() + " must have an output of the family yolo, found "
                + model.family().id());
    }

    /** The tensor with the rows of an item, checked to be of the layout. */
    static Tensor rows(Map<String, Tensor> outputs, OutputSpec.Yolo spec, YoloRows layout, int item, int extras) {
        Tensor rows = layout.isItemwise()
                ? OutputTensors.find(outputs, spec.output(), item)
                : OutputTensors.find(outputs, spec.output());
        if (!layout.fits(rows, extras)) {
            throw OutputTensors.unexpected(spec.output(), layout.shape(extras), rows);
        }
        return rows;
    }

    /** Of boxes that need no suppression the strongest, in order; the others are counted. */
    static int[] strongest(ScoredBoxes boxes, int most, RejectionCounts rejections) {
        int[] order = boxes.strongestFirst();
        rejections.add(Rejection.TOO_MANY_IN_TILE, Math.max(0, order.length - most));
        return Arrays.copyOf(order, Math.min(order.length, most));
    }

    private static Optional<Shape> shape(
            Box box, Optional<PrototypeMasks> masks, Supplier<float[]> coefficients, RejectionCounts rejections) {
        return masks.isEmpty()
                ? Optional.of(new Shape.OfBox(box))
                : masks.get().assemble(coefficients.get(), box, rejections).map(Shape.OfMask::new);
    }

    private static Tensor prototypes(Map<String, Tensor> outputs, String name, int item) {
        Tensor tensor = OutputTensors.find(outputs, name, item);
        if (tensor.rank() != 4 || tensor.size(2) == 0 || tensor.size(3) == 0) {
            throw OutputTensors.unexpected(name, "[N, coefficients, h, w]", tensor);
        }
        return tensor;
    }

    /** A box in window pixels, cut at the window's edge; empty when nothing is left of it. */
    private static Optional<Box> inWindow(ScoredBoxes boxes, int index, InputFrame frame) {
        double minX = Math.max(0, frame.toWindowX(boxes.minX(index)));
        double minY = Math.max(0, frame.toWindowY(boxes.minY(index)));
        double maxX = Math.min(frame.windowWidth(), frame.toWindowX(boxes.maxX(index)));
        double maxY = Math.min(frame.windowHeight(), frame.toWindowY(boxes.maxY(index)));
        return minX < maxX && minY < maxY ? Optional.of(new Box(minX, minY, maxX, maxY)) : Optional.empty();
    }
}
