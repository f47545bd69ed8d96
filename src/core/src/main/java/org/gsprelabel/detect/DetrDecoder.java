package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * Reads the queries of a detection transformer: a set of boxes, each with a score for every class. Boxes come as fractions
 * of the image, or in its pixels where the graph was told its size.
 *
 * <p>Scores as the reference implementations have them: DETR (N. Carion et al., "End-to-End Object Detection with
 * Transformers", ECCV 2020) takes the softmax over the classes and, last, "no object"; RT-DETR (Y. Zhao et al., "DETRs Beat
 * YOLOs on Real-time Object Detection", CVPR 2024) and D-FINE take the sigmoid of each class, and the Q best of all pairs of
 * Q queries and C classes, so that a query may name several classes. The sets are meant to be free of duplicates: boxes are
 * suppressed only where the descriptor asks for it, with an {@code iou} below 1 or with {@code nms}.
 */
public final class DetrDecoder implements Decoder {

    private final OutputSpec.Detr spec;
    private final int classes;
    private final NmsRules nms;
    private final int maxDetections;

    /**
     * @throws ModelException when the model's output is none of a detection transformer
     */
    public DetrDecoder(ModelDescriptor model) {
        this(model, model.nms());
    }

    /**
     * @param nms how boxes are suppressed; empty to leave them alone
     * @throws ModelException when the model's output is none of a detection transformer
     */
    DetrDecoder(ModelDescriptor model, Optional<NmsRules> nms) {
        if (!(model.output() instanceof OutputSpec.Detr detr)) {
            throw new ModelException("model " + model.id() + " must have an output of the family detr, found "
                    + model.family().id());
        }
        this.spec = detr;
        this.classes = model.classes().size();
        this.nms = nms.orElse(NmsRules.greedy(NmsRules.Measure.BOX, 1, true));
        this.maxDetections = model.defaults().maxDetections();
    }

    @Override
    public List<Detection> decode(
            Map<String, Tensor> outputs, int item, InputFrame frame, double minConfidence, RejectionCounts rejections) {
        RowCollector collector = new RowCollector(spec.scores(), minConfidence, rejections);
        Tensor boxes = OutputTensors.find(outputs, spec.boxes(), item);
        int queries = switch (spec.layout()) {
            case SOFTMAX -> readScores(outputs, item, classes + 1, boxes, frame, collector);
            case SIGMOID -> readScores(outputs, item, classes, boxes, frame, collector);
            case ROWS -> readRows(boxes, item, frame, collector);
            case DECODED -> readDecoded(outputs, item, boxes, collector);
        };
        ScoredBoxes found = collector.boxes();
        Suppression suppression = new Suppression(nms, Math.max(1, queries), maxDetections);
        List<Detection> detections = new ArrayList<>();
        Set<Integer> outside = new HashSet<>();
        for (Kept kept : suppression.select(found, classIndex -> minConfidence, rejections)) {
            int index = kept.index();
            double minX = Math.max(0, found.minX(index));
            double minY = Math.max(0, found.minY(index));
            double maxX = Math.min(frame.windowWidth(), found.maxX(index));
            double maxY = Math.min(frame.windowHeight(), found.maxY(index));
            if (minX < maxX && minY < maxY) {
                detections.add(new Detection(
                        found.classIndex(index), kept.score(), new Shape.OfBox(new Box(minX, minY, maxX, maxY))));
            } else if (outside.add(found.row(index))) {
                // A query that names several classes has one box.
                rejections.add(Rejection.EMPTY_SHAPE);
            }
        }
        return List.copyOf(detections);
    }

    /** Logits {@code [N,Q,columns]} and boxes {@code [N,Q,4]}, centre and sides as fractions of the image. */
    private int readScores(
            Map<String, Tensor> outputs,
            int item,
            int columns,
            Tensor boxes,
            InputFrame frame,
            RowCollector collector) {
        Tensor logits = OutputTensors.find(outputs, spec.scores(), item);
        int queries = logits.rank() == 3 ? logits.size(1) : -1;
        require(logits, spec.scores(), "[N, Q, " + columns + "]", -1, columns);
        require(boxes, spec.boxes(), "[N, " + queries + ", 4]", queries, 4);
        float[] values = new float[columns];
        float[] box = new float[4];
        for (int query = 0; query < queries; query++) {
            logits.data().get((item * queries + query) * columns, values);
            boxes.data().get((item * queries + query) * 4, box);
            if (spec.layout() == OutputSpec.DetrLayout.SOFTMAX) {
                offerBest(values, box, query, frame, collector);
            } else {
                offerAll(values, box, query, frame, collector);
            }
        }
        return queries;
    }

    /** Every class of a query, by sigmoid. A query of which something is of no use counts once, not for each class. */
    private void offerAll(float[] logits, float[] box, int query, InputFrame frame, RowCollector collector) {
        double[] corners = corners(box, frame);
        boolean usable = RowCollector.isBox(corners[0], corners[1], corners[2], corners[3]);
        int best = -1;
        boolean complete = true;
        for (int classIndex = 0; classIndex < classes; classIndex++) {
            float logit = logits[classIndex];
            if (Float.isNaN(logit)) {
                complete = false;
                continue;
            }
            if (usable) {
                offer(box, (float) Sigmoid.of(logit), classIndex, query, frame, collector);
            }
            best = best < 0 || logit > logits[best] ? classIndex : best;
        }
        if (!complete) {
            collector.rejectNotFinite();
        } else if (!usable) {
            offer(box, (float) Sigmoid.of(logits[best]), best, query, frame, collector);
        }
    }

    /** The best class of a query, by softmax; the last column is "no object". */
    private void offerBest(float[] logits, float[] box, int query, InputFrame frame, RowCollector collector) {
        int best = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int column = 0; column < logits.length; column++) {
            greatest = Math.max(greatest, logits[column]);
            if (column < classes && logits[column] > logits[best]) {
                best = column;
            }
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Exponential.ofNonPositive(logit - greatest);
        }
        float score = (float) (Exponential.ofNonPositive(logits[best] - greatest) / sum);
        offer(box, Double.isFinite(sum) ? score : Float.NaN, best, query, frame, collector);
    }

    /** Rows {@code [N,Q,4+C]}: centre and sides as fractions of the image, scores. */
    private int readRows(Tensor rows, int item, InputFrame frame, RowCollector collector) {
        int columns = 4 + classes;
        require(rows, spec.boxes(), "[N, Q, " + columns + "]", -1, columns);
        int queries = rows.size(1);
        float[] values = new float[columns];
        for (int query = 0; query < queries; query++) {
            rows.data().get((item * queries + query) * columns, values);
            int best = 0;
            for (int classIndex = 1; classIndex < classes; classIndex++) {
                if (values[4 + classIndex] > values[4 + best]) {
                    best = classIndex;
                }
            }
            offer(values, values[4 + best], best, query, frame, collector);
        }
        return queries;
    }

    /** Labels and scores {@code [N,Q]}, boxes {@code [N,Q,4]} by their corners in pixels of the window. */
    private int readDecoded(Map<String, Tensor> outputs, int item, Tensor boxes, RowCollector collector) {
        Tensor scores = OutputTensors.find(outputs, spec.scores(), item);
        Tensor labels = OutputTensors.find(outputs, spec.labels(), item);
        require(boxes, spec.boxes(), "[N, Q, 4]", -1, 4);
        int queries = boxes.size(1);
        String shape = "[N, " + queries + "]";
        if (scores.rank() != 2 || scores.size(1) != queries) {
            throw OutputTensors.unexpected(spec.scores(), shape, scores);
        }
        if (labels.rank() != 2 || labels.size(1) != queries) {
            throw OutputTensors.unexpected(spec.labels(), shape, labels);
        }
        float[] box = new float[4];
        for (int query = 0; query < queries; query++) {
            float score = scores.get(item * queries + query);
            if (score < collector.leastScore()) {
                continue;
            }
            if (Float.isNaN(score)) {
                collector.rejectNotFinite();
                continue;
            }
            boxes.data().get((item * queries + query) * 4, box);
            int classIndex = classIndex(labels.get(item * queries + query), query);
            collector.offer(box[0], box[1], box[2], box[3], score, classIndex, query);
        }
        return queries;
    }

    private int classIndex(float label, int query) {
        int index = (int) label;
        if (index != label || index < 0 || index >= classes) {
            throw new ModelException("output tensor '" + spec.labels() + "' must hold classes from 0 to "
                    + (classes - 1) + ", found " + label + " for query " + query);
        }
        return index;
    }

    private static void offer(
            float[] box, float score, int classIndex, int query, InputFrame frame, RowCollector collector) {
        if (Float.isNaN(score)) {
            collector.rejectNotFinite();
            return;
        }
        double[] corners = corners(box, frame);
        collector.offer(corners[0], corners[1], corners[2], corners[3], score, classIndex, query);
    }

    /** Least x, least y, greatest x and greatest y in pixels of the window. */
    private static double[] corners(float[] box, InputFrame frame) {
        double x = box[0] * (double) frame.windowWidth();
        double y = box[1] * (double) frame.windowHeight();
        double halfWidth = box[2] * (double) frame.windowWidth() / 2;
        double halfHeight = box[3] * (double) frame.windowHeight() / 2;
        return new double[] {x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight};
    }

    /** @param queries expected, or -1 for any number */
    private static void require(Tensor tensor, String name, String shape, int queries, int columns) {
        boolean fits = tensor.rank() == 3
                && tensor.size(2) == columns
                && (queries < 0 ? tensor.size(1) > 0 : tensor.size(1) == queries);
        if (!fits) {
            throw OutputTensors.unexpected(name, shape, tensor);
        }
    }
}
