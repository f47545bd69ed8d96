package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.detect.Shape;
import org.gsprelabel.detect.ValidArea;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.sam.Embedding;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.tile.PixelRect;
import org.locationtech.jts.geom.Envelope;

/**
 * Makes masks of what a detector finds: the box around each detection is the prompt of a promptable model that sees the same
 * window. A detection keeps its class and score, which say what it is and how sure that is; the predicted IoU, which says how
 * well the mask fits, goes with it. What would become no candidate anyway, for its class, its score or for want of valid pixels, is not
 * prompted, and windows without a prompt are not embedded.
 *
 * <p>What two boxes share is not suppressed a second time: whether two detections are one is the detector's to say.
 */
final class GroundedDetector implements WrappingDetector {

    /** Most boxes of one window, the strongest: thousands of boxes are the noise of a threshold that is too low. */
    static final int MAX_BOXES = 1000;

    private final WindowDetector detector;
    private final TileParameters parameters;
    private final Segmenter segmenter;

    /**
     * @param parameters what becomes a candidate
     * @param segmenterId for messages
     * @throws IllegalArgumentException with one sentence when the segmenter takes no boxes
     */
    GroundedDetector(WindowDetector detector, TileParameters parameters, Segmenter segmenter, String segmenterId) {
        if (!segmenter.kinds().boxes()) {
            throw new IllegalArgumentException("segmenter '" + segmenterId
                    + "' takes points only, and boxes of a detector are boxes; choose one that takes boxes");
        }
        this.detector = detector;
        this.parameters = parameters;
        this.segmenter = segmenter;
    }

    @Override
    public WindowDetector detector() {
        return detector;
    }

    @Override
    public List<Found> detect(List<FilledWindow> windows) {
        List<Found> boxes = detector.detect(windows);
        List<Found> masks = new ArrayList<>(windows.size());
        for (int i = 0; i < windows.size(); i++) {
            masks.add(segmented(windows.get(i), boxes.get(i)));
        }
        return masks;
    }

    private Found segmented(FilledWindow window, Found found) {
        RejectionCounts rejections = new RejectionCounts();
        rejections.addAll(found.rejections());
        PixelRect inside = window.inside();
        ValidArea area = new ValidArea(
                window.pixels().rect().width(),
                inside.width(),
                inside.height(),
                window.pixels().valid());
        List<Detection> prompted = new ArrayList<>();
        List<MaskPrompt> prompts = new ArrayList<>();
        for (Detection detection : found.detections()) {
            Optional<MaskPrompt> prompt = prompt(detection, area, rejections);
            if (prompt.isPresent() && prompts.size() == MAX_BOXES) {
                rejections.add(Rejection.TOO_MANY_IN_TILE);
            } else if (prompt.isPresent()) {
                prompted.add(detection);
                prompts.add(prompt.get());
            }
        }
        if (prompts.isEmpty()) {
            return new Found(List.of(), rejections);
        }
        Embedding embedding = segmenter.encode(segmenter.prepare(window));
        List<Optional<Segmenter.Answer>> answers = segmenter.answer(embedding, prompts, rejections);
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Detection box = prompted.get(i);
            answers.get(i)
                    .ifPresent(answer -> detections.add(new Detection(
                            box.classIndex(),
                            box.score(),
                            new Shape.OfMask(answer.mask()),
                            box.origin().withMaskIou(answer.iou()))));
        }
        return new Found(detections, rejections);
    }

    /** The box around what the detection has in the raster; what a detector sees beyond the edge is a reflection. */
    private Optional<MaskPrompt> prompt(Detection detection, ValidArea area, RejectionCounts rejections) {
        Optional<Rejection> rejection =
                parameters.rejectionOf(classNames().get(detection.classIndex()), detection.score());
        if (rejection.isPresent()) {
            rejections.add(rejection.get());
            return Optional.empty();
        }
        return area.part(detection.shape(), parameters.minValidFraction(), rejections)
                .flatMap(Shape::bounds)
                .map(box -> MaskPrompt.around(
                        WindowPrompts.box(new Envelope(box.minX(), box.maxX(), box.minY(), box.maxY()))));
    }
}
