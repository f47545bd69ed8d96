package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.detect.Shape;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.sam.CallThreads;
import org.gsprelabel.sam.GeneratedMask;
import org.gsprelabel.sam.MaskGenerator;
import org.gsprelabel.sam.MaskGeneratorParameters;
import org.gsprelabel.sam.PromptableModel;

/**
 * Finds whatever there is in a window, without being told what: a detection of the only class for each mask that a {@link
 * MaskGenerator} makes, its predicted IoU as the score. Masks that the generator drops are counted by its filters.
 */
public final class EverythingDetector implements WindowDetector {

    private final List<String> classNames;
    private final double minConfidence;
    private final int maxDetections;
    private final TimedModel model;
    private final MaskGenerator generator;

    /**
     * @param className what everything is called
     * @param minConfidence least score of a detection, 0..1
     * @param maxDetections most detections of a window, from 1; the strongest are kept
     * @param threads that calls of the decoder run on
     * @param clock where the time of the stages is booked
     * @throws IllegalArgumentException when the model cannot do what the parameters want
     */
    public EverythingDetector(
            PromptableModel model,
            MaskGeneratorParameters parameters,
            String className,
            double minConfidence,
            int maxDetections,
            CallThreads threads,
            StageClock clock) {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException("minConfidence must be from 0 to 1, got " + minConfidence);
        }
        if (maxDetections < 1) {
            throw new IllegalArgumentException("maxDetections must be at least 1, got " + maxDetections);
        }
        this.classNames = List.of(className);
        this.minConfidence = minConfidence;
        this.maxDetections = maxDetections;
        TimedModel timed = new TimedModel(model, clock);
        this.model = timed;
        Executor timing = task -> threads.executor()
                .execute(() -> timed.timeAround(() -> {
                    task.run();
                    return timed;
                }));
        this.generator = new MaskGenerator(timed, parameters, new CallThreads(timing, threads.threads()));
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    /** One: a window is hundreds of calls of the decoder. */
    @Override
    public int batch() {
        return 1;
    }

    @Override
    public List<Found> detect(List<FilledWindow> windows) {
        List<Found> found = new ArrayList<>(windows.size());
        for (FilledWindow window : windows) {
            found.add(model.timeAround(() -> found(window)));
        }
        return found;
    }

    private Found found(FilledWindow window) {
        RejectionCounts rejections = new RejectionCounts();
        List<Detection> detections = new ArrayList<>();
        for (GeneratedMask mask : generator.generate(window, rejections)) {
            // The head that predicts it is not bound to 0..1.
            double score = Math.max(0, Math.min(1, mask.predictedIou()));
            if (score >= minConfidence) {
                detections.add(new Detection(0, score, new Shape.OfMask(mask.mask())));
            } else {
                rejections.add(Rejection.LOW_CONFIDENCE);
            }
        }
        // Masks of one score stay in the generator's order.
        detections.sort(Comparator.comparingDouble(Detection::score).reversed());
        int kept = Math.min(detections.size(), maxDetections);
        rejections.add(Rejection.TOO_MANY_IN_TILE, detections.size() - kept);
        return new Found(detections.subList(0, kept), rejections);
    }
}
