package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.detect.Shape;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskCleaning;

/** Cleans the masks of single objects that a detector finds, each by itself, in the window as the model saw it. */
record CleanedDetector(WindowDetector detector, MaskCleaning cleaning) implements WrappingDetector {

    @Override
    public List<Found> detect(List<FilledWindow> windows) {
        List<Found> found = detector.detect(windows);
        List<Found> cleaned = new ArrayList<>(windows.size());
        for (int i = 0; i < windows.size(); i++) {
            PixelRect rect = windows.get(i).pixels().rect();
            cleaned.add(cleaned(found.get(i), new PixelRect(0, 0, rect.width(), rect.height())));
        }
        return cleaned;
    }

    private Found cleaned(Found found, PixelRect window) {
        RejectionCounts rejections = new RejectionCounts();
        rejections.addAll(found.rejections());
        List<Detection> detections = new ArrayList<>();
        for (Detection detection : found.detections()) {
            if (!(detection.shape() instanceof Shape.OfMask shape)
                    || shape.mask().cardinality() == 0) {
                detections.add(detection);
                continue;
            }
            Optional<BitMask> mask = cleaning.apply(shape.mask(), window).trimmed();
            mask.ifPresentOrElse(
                    left -> detections.add(new Detection(
                            detection.classIndex(), detection.score(), new Shape.OfMask(left), detection.origin())),
                    () -> rejections.add(Rejection.CLEANED_AWAY));
        }
        return new Found(detections, rejections);
    }
}
