package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Measure;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * Reads YOLO heads whose boxes are turned: rows by the layout, fast suppression by prob-IoU in input pixels, or another one by
 * the area that boxes share, unless the graph did it, regularised boxes, their corners back to the window one by one, cut at the window's edge.
 *
 * <p>Follows Ultralytics' {@code OBBPredictor}. Where it scales centre and sides of a box by one factor, corners are
 * transformed here: a letterbox of rounded sides scales the axes a little differently, which makes a rectangle a
 * parallelogram.
 */
final class OrientedDecoder implements Decoder {

    private final OutputSpec.Yolo spec;
    private final YoloRows layout;
    private final Optional<NmsRules> nms;
    private final int maxDetections;

    /**
     * @throws ModelException when the model's output is none of YOLO's
     */
    OrientedDecoder(ModelDescriptor model) {
        this(model, model.nms());
    }

    /**
     * @param nms how boxes are suppressed; empty where the graph did it
     * @throws ModelException when the model's output is none of YOLO's
     */
    OrientedDecoder(ModelDescriptor model, Optional<NmsRules> nms) {
        this.spec = YoloDecoder.headOf(model);
        this.layout = YoloRows.of(spec, model.classes().size(), true);
        this.nms = nms;
        this.maxDetections = model.defaults().maxDetections();
    }

    @Override
    public List<Detection> decode(
            Map<String, Tensor> outputs, int item, InputFrame frame, double minConfidence, RejectionCounts rejections) {
        Tensor rows = YoloDecoder.rows(outputs, spec, layout, item, 1);
        RowCollector collector = new RowCollector(spec.output(), minConfidence, rejections);
        layout.read(rows, item, collector);
        ScoredBoxes scored = new ScoredBoxes();
        List<OrientedBox> boxes = new ArrayList<>();
        turn(collector.boxes(), rows, item, scored, boxes, rejections);
        Box window = new Box(0, 0, frame.windowWidth(), frame.windowHeight());
        List<Detection> detections = new ArrayList<>();
        for (Kept kept : select(scored, boxes, minConfidence, rejections)) {
            int index = kept.index();
            Optional<ConvexPolygon> polygon = boxes.get(index)
                    .regularised()
                    .toPolygon()
                    .map(frame::toWindowX, frame::toWindowY)
                    .clippedTo(window);
            if (polygon.isPresent()) {
                detections.add(
                        new Detection(scored.classIndex(index), kept.score(), new Shape.OfPolygon(polygon.get())));
            } else {
                rejections.add(Rejection.EMPTY_SHAPE);
            }
        }
        return List.copyOf(detections);
    }

    /** Gives each box its angle; those whose angle is no number are counted. */
    private void turn(
            ScoredBoxes straight,
            Tensor rows,
            int item,
            ScoredBoxes scored,
            List<OrientedBox> boxes,
            RejectionCounts rejections) {
        for (int i = 0; i < straight.size(); i++) {
            float angle = layout.extras(rows, item, straight.row(i), 1)[0];
            if (!Float.isFinite(angle)) {
                rejections.add(Rejection.NOT_FINITE);
                continue;
            }
            scored.add(
                    straight.minX(i),
                    straight.minY(i),
                    straight.maxX(i),
                    straight.maxY(i),
                    straight.score(i),
                    straight.classIndex(i),
                    straight.row(i));
            boxes.add(new OrientedBox(
                    (straight.minX(i) + straight.maxX(i)) / 2,
                    (straight.minY(i) + straight.maxY(i)) / 2,
                    straight.maxX(i) - straight.minX(i),
                    straight.maxY(i) - straight.minY(i),
                    angle));
        }
    }

    private List<Kept> select(
            ScoredBoxes scored, List<OrientedBox> boxes, double minConfidence, RejectionCounts rejections) {
        if (nms.isEmpty()) {
            return Kept.unchanged(scored, YoloDecoder.strongest(scored, maxDetections, rejections));
        }
        NmsRules rules = nms.get();
        if (rules.measure() == Measure.PROB_IOU) {
            OrientedSuppression fast = new OrientedSuppression(
                    rules.threshold(), rules.classAware(), YoloDecoder.MAX_CANDIDATES, maxDetections);
            return Kept.unchanged(scored, fast.select(scored, boxes, rejections));
        }
        TurnedOverlap overlap = new TurnedOverlap(boxes, rules.overlap());
        return new Suppression(rules, YoloDecoder.MAX_CANDIDATES, maxDetections)
                .select(overlap.bounds(scored), overlap, classIndex -> minConfidence, rejections);
    }
}
