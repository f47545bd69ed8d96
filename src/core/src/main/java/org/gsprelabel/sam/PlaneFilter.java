package org.gsprelabel.sam;

import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Box;
import org.gsprelabel.sam.MaskPrompt.Point;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.jspecify.annotations.Nullable;

/**
 * Decides on one mask after the other whether it is good enough: predicted IoU, then stability, then whether the crop cuts
 * it off. Of a crop that hangs over the raster's edge, only the part in the raster is looked at: there is nothing beyond the
 * edge of an image. Thresholds are compared in single precision, as tensors are. Holds memory for one plane; belongs to one
 * thread.
 */
final class PlaneFilter {

    private final Upscaling upscaling;
    private final InputFrame frame;
    private final PixelRect crop;
    private final PixelRect shown;
    private final PixelRect image;
    private final MaskGeneratorParameters parameters;
    private float[] plane = {};
    private @Nullable LogitUpscaler upscaler;

    /**
     * @param frame how the crop lies in the encoder's input
     * @param crop in pixels of the window
     * @param image what the window shows of the raster, in pixels of the window; the crop shows some of it
     */
    PlaneFilter(
            Upscaling upscaling,
            InputFrame frame,
            PixelRect crop,
            PixelRect image,
            MaskGeneratorParameters parameters) {
        this.upscaling = upscaling;
        this.frame = frame;
        this.crop = crop;
        this.shown = crop.intersection(image)
                .orElseThrow(() -> new IllegalArgumentException("crop " + crop + " must show some of " + image));
        this.image = image;
        this.parameters = parameters;
    }

    /**
     * A mask of an answer, if it is good enough.
     *
     * @param point that was asked for, in pixels of the crop
     * @param rejections where it is counted otherwise
     */
    Optional<GeneratedMask> pass(MaskLogits answer, int prompt, int mask, Point point, RejectionCounts rejections) {
        float iou = answer.iou(prompt, mask);
        if (!Float.isFinite(iou)) {
            return reject(Rejection.NOT_FINITE, rejections);
        }
        if (parameters.predIouThresh() > 0 && !(iou > (float) parameters.predIouThresh())) {
            return reject(Rejection.LOW_CONFIDENCE, rejections);
        }
        read(answer, prompt, mask);
        if (!Float.isFinite(LogitUpscaler.magnitude(plane))) {
            return reject(Rejection.NOT_FINITE, rejections);
        }
        if (parameters.cleansLogits() && parameters.minMaskRegionArea() > 0) {
            SmallLogitRegions.clear(plane, answer.width(), answer.height(), parameters.minMaskRegionArea());
        }
        LogitUpscaler upscaled = upscaler(answer);
        upscaled.scan(plane);
        float stability = upscaled.stabilityScore();
        if (parameters.stabilityScoreThresh() > 0 && stability < (float) parameters.stabilityScoreThresh()) {
            return reject(Rejection.LOW_STABILITY, rejections);
        }
        BitMask trimmed = upscaled.mask().orElse(null);
        if (trimmed == null) {
            return reject(Rejection.EMPTY_SHAPE, rejections);
        }
        Box box = GeneratedMask.boxOf(trimmed);
        if (CropEdges.cut(box, shown, image)) {
            return reject(Rejection.CUT_AT_CROP_EDGE, rejections);
        }
        Point inWindow = new Point(crop.x() + point.x(), crop.y() + point.y(), true);
        return Optional.of(new GeneratedMask(trimmed, iou, stability, box, inWindow, crop));
    }

    private static Optional<GeneratedMask> reject(Rejection reason, RejectionCounts rejections) {
        rejections.add(reason);
        return Optional.empty();
    }

    private void read(MaskLogits answer, int prompt, int mask) {
        int size = answer.width() * answer.height();
        if (plane.length != size) {
            plane = new float[size];
        }
        answer.logits().data().get((prompt * answer.masks() + mask) * size, plane);
    }

    private LogitUpscaler upscaler(MaskLogits answer) {
        LogitUpscaler current = upscaler;
        if (current == null || !current.fits(answer.width(), answer.height())) {
            current = new LogitUpscaler(
                    upscaling,
                    frame,
                    crop,
                    shown,
                    answer.width(),
                    answer.height(),
                    LogitUpscaler.Levels.of(parameters));
            upscaler = current;
        }
        return current;
    }
}
