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
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * Reads YOLO heads, boxes alone or with masks: rows by the layout, non-maximum suppression in input pixels unless the graph
 * did it, boxes back to the window and cut at its edge, masks from prototypes. Boxes of FastSAM are moved onto the image's
 * edge where they nearly reach it.
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
    private final NonMaximumSuppression suppression;
    private final boolean snapsToBorder;

    /**
     * @throws ModelException when the model's output is none of YOLO's
     */
    public YoloDecoder(ModelDescriptor model) {
        this.spec = headOf(model);
        this.layout = YoloRows.of(spec, model.classes().size(), false);
        this.suppression = new NonMaximumSuppression(
                model.defaults().iou(),
                spec.classAware(),
                MAX_CANDIDATES,
                model.defaults().maxDetections());
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
        int[] kept = spec.layout().suppressedInGraph()
                ? strongest(boxes, suppression.maxKept(), rejections)
                : suppression.select(boxes, rejections);
        if (kept.length == 0) {
            return List.of();
        }
        Optional<PrototypeMasks> masks = prototypes.map(tensor -> new PrototypeMasks(tensor, item, frame));
        ImageBorder border = new ImageBorder(frame);
        List<Detection> detections = new ArrayList<>(kept.length);
        for (int index : kept) {
            Optional<Box> box = inWindow(boxes, index, frame).map(b -> snapsToBorder ? border.snapped(b) : b);
            if (box.isEmpty()) {
                rejections.add(Rejection.EMPTY_SHAPE);
                continue;
            }
            shape(box.get(), masks, () -> layout.extras(rows, item, boxes.row(index), coefficients), rejections)
                    .map(shape -> new Detection(boxes.classIndex(index), boxes.score(index), shape))
                    .ifPresent(detections::add);
        }
        return List.copyOf(detections);
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
