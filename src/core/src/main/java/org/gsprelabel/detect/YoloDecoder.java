package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * Reads YOLO heads, boxes alone or with masks: rows by the layout, class-aware non-maximum suppression in input pixels
 * unless the graph did it, boxes back to the window and cut at its edge, masks from prototypes.
 *
 * <p>Follows Ultralytics' {@code non_max_suppression}, {@code scale_boxes} and {@code process_mask_native}, in double
 * arithmetic for boxes; the inverse of the letterbox is the exact one of each axis. A score equal to the least one is
 * kept.
 */
public final class YoloDecoder implements Decoder {

    /** As the reference has it: of a flood of boxes the strongest are looked at. */
    private static final int MAX_CANDIDATES = 30_000;

    private final OutputSpec.Yolo spec;
    private final YoloRows layout;
    private final NonMaximumSuppression suppression;

    /**
     * @throws ModelException when the model's output is none of YOLO's
     */
    public YoloDecoder(ModelDescriptor model) {
        if (!(model.output() instanceof OutputSpec.Yolo yolo)) {
            throw new ModelException("model " + model.id() + " must have an output of the family yolo, found "
                    + model.family().id());
        }
        int classes = model.classes().size();
        this.spec = yolo;
        this.layout = switch (yolo.layout()) {
            case V8 -> new V8Rows(classes);
            case V5 -> new V5Rows(classes);
            case END_TO_END -> new EndToEndRows(yolo.output(), classes);
        };
        boolean suppressedInGraph = yolo.layout() == OutputSpec.YoloLayout.END_TO_END;
        this.suppression = new NonMaximumSuppression(
                suppressedInGraph ? 1 : model.defaults().iou(),
                true,
                MAX_CANDIDATES,
                model.defaults().maxDetections());
    }

    @Override
    public List<Detection> decode(
            Map<String, Tensor> outputs, int item, InputFrame frame, double minConfidence, RejectionCounts rejections) {
        Tensor rows = OutputTensors.find(outputs, spec.output(), item);
        Optional<Tensor> prototypes = spec.prototypes().map(name -> prototypes(outputs, name, item));
        int coefficients = prototypes.map(tensor -> tensor.size(1)).orElse(0);
        if (rows.rank() != 3 || !layout.fits(rows, coefficients)) {
            throw OutputTensors.unexpected(spec.output(), layout.shape(coefficients), rows);
        }
        RowCollector collector = new RowCollector(spec.output(), minConfidence, rejections);
        layout.read(rows, item, collector);
        ScoredBoxes boxes = collector.boxes();
        int[] kept = suppression.select(boxes, rejections);
        if (kept.length == 0) {
            return List.of();
        }
        Optional<PrototypeMasks> masks = prototypes.map(tensor -> new PrototypeMasks(tensor, item, frame));
        List<Detection> detections = new ArrayList<>(kept.length);
        for (int index : kept) {
            Optional<Box> box = inWindow(boxes, index, frame);
            if (box.isEmpty()) {
                rejections.add(Rejection.EMPTY_SHAPE);
                continue;
            }
            shape(box.get(), masks, () -> layout.coefficients(rows, item, boxes.row(index), coefficients), rejections)
                    .map(shape -> new Detection(boxes.classIndex(index), boxes.score(index), shape))
                    .ifPresent(detections::add);
        }
        return List.copyOf(detections);
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
