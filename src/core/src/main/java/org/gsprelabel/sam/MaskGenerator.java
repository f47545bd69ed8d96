package org.gsprelabel.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Box;
import org.gsprelabel.detect.NonMaximumSuppression;
import org.gsprelabel.detect.ScoredBoxes;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.sam.CropBoxes.Crop;
import org.gsprelabel.sam.MaskPrompt.Point;
import org.gsprelabel.sam.SmallRegions.Cleaned;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;

/**
 * Masks of everything in a window: asks a promptable model what lies at each point of a grid and keeps the answers that
 * are good, stable, whole and different ("Segment Anything", appendix B; {@code SamAutomaticMaskGenerator} and {@code
 * SAM2AutomaticMaskGenerator}).
 *
 * <p>Guarantees: the masks, scores and order of the reference generator. The order is that of the last suppression:
 * descending predicted IoU; with crops, masks of smaller crops first; with a limit for small regions, those that it left
 * alone first. The outcome depends on neither threads nor batches. Of the logits of a batch, those of masks that the
 * predicted IoU rules out are never brought to the window, the others plane by plane.
 *
 * <p>Of a window that hangs over the raster's edge, the part in the raster is the image, and what fills the window up is
 * there for the encoder alone: no point is asked beyond the edge, masks end at it, and it is an edge of the image to the
 * filter of masks that a crop cuts off. A crop that shows nothing of the raster is left out.
 *
 * <p>Where it differs: a mask without a pixel is no mask, nor is one with a number that is none; both are counted. With SAM 2, whose own generator
 * clears small regions in the logits only, they are cleared in the masks, too.
 *
 * <p>Safe for use by several threads.
 */
public final class MaskGenerator {

    /** The predictor of SAM 2 limits logits to this before they go into the next prompt. */
    private static final float MASK_INPUT_LIMIT = 32;

    /** Masks that passed the filters of one call of the decoder, and the count of those that did not. */
    private record Batch(List<GeneratedMask> masks, RejectionCounts rejections) {}

    private final PromptableModel model;
    private final MaskGeneratorParameters parameters;
    private final CallThreads threads;

    /** A generator that works on the calling thread alone. */
    public MaskGenerator(PromptableModel model, MaskGeneratorParameters parameters) {
        this(model, parameters, CallThreads.ALONE);
    }

    /**
     * @param threads that calls of the decoder run on
     * @throws IllegalArgumentException when the parameters want masks as prompts, which the model does not understand
     */
    public MaskGenerator(PromptableModel model, MaskGeneratorParameters parameters, CallThreads threads) {
        if (parameters.useM2m() && !model.kinds().maskInput()) {
            throw new IllegalArgumentException(
                    "use_m2m must be false for a model that takes no mask as part of a prompt, got true");
        }
        this.model = model;
        this.parameters = parameters;
        this.threads = threads;
    }

    /**
     * The masks of a window, in pixels of the window, each with at least one.
     *
     * @param window with the model's bands
     * @param rejections where masks that were dropped are counted by the reason
     * @throws IllegalArgumentException when the window is too small for the crops
     * @throws java.util.concurrent.CancellationException when a thread that works on it is interrupted
     */
    public List<GeneratedMask> generate(FilledWindow window, RejectionCounts rejections) {
        PixelRect rect = window.pixels().rect();
        PixelRect image = shown(window);
        List<Crop> crops =
                CropBoxes.of(rect.width(), rect.height(), parameters.cropNLayers(), parameters.cropOverlapRatio());
        List<GeneratedMask> masks = new ArrayList<>();
        for (Crop crop : crops) {
            pixelsOf(window, crop)
                    .ifPresent(pixels -> masks.addAll(masksOf(pixels, crop.layer(), crop.rect(), image, rejections)));
        }
        List<GeneratedMask> distinct = masks;
        if (crops.size() > 1) {
            distinct = suppress(masks, inverseCropAreas(masks), parameters.cropNmsThresh(), rejections);
        }
        return parameters.minMaskRegionArea() > 0 ? clean(distinct, image, rejections) : distinct;
    }

    /** What a window shows of the raster, in its own pixels. */
    private static PixelRect shown(FilledWindow window) {
        PixelRect rect = window.pixels().rect();
        PixelRect inside = window.inside();
        return new PixelRect(inside.x() - rect.x(), inside.y() - rect.y(), inside.width(), inside.height());
    }

    private static Optional<FilledWindow> pixelsOf(FilledWindow window, Crop crop) {
        if (crop.layer() == 0) {
            return Optional.of(window);
        }
        PixelRect rect = window.pixels().rect();
        PixelRect part = crop.rect();
        return window.part(new PixelRect(rect.x() + part.x(), rect.y() + part.y(), part.width(), part.height()));
    }

    /**
     * @param crop in pixels of the window
     * @param image what the window shows of the raster, in pixels of the window
     */
    private List<GeneratedMask> masksOf(
            FilledWindow pixels, int layer, PixelRect crop, PixelRect image, RejectionCounts rejections) {
        Embedding embedding = model.embed(pixels);
        List<Point> points = PointGrid.of(parameters.pointsPerSide(layer), crop.width(), crop.height(), shown(pixels));
        int size = Math.min(parameters.pointsPerBatch(), model.maxPrompts());
        int batches = (points.size() + size - 1) / size;
        List<Batch> found = threads.share(batches, () -> {
            PlaneFilter filter = new PlaneFilter(model.upscaling(), embedding.frame(), crop, image, parameters);
            return batch -> {
                List<Point> part = points.subList(batch * size, Math.min(points.size(), (batch + 1) * size));
                return masksAt(part, embedding, filter);
            };
        });
        List<GeneratedMask> masks = new ArrayList<>();
        for (Batch batch : found) {
            masks.addAll(batch.masks);
            rejections.addAll(batch.rejections);
        }
        return suppress(masks, predictedIous(masks), parameters.boxNmsThresh(), rejections);
    }

    /** The masks at some points of a crop that pass the filters. */
    private Batch masksAt(List<Point> points, Embedding embedding, PlaneFilter filter) {
        Batch batch = new Batch(new ArrayList<>(), new RejectionCounts());
        List<MaskPrompt> prompts = points.stream()
                .map(point -> MaskPrompt.at(point.x(), point.y()))
                .toList();
        MaskLogits answer = decode(embedding, prompts, parameters.multimaskOutput());
        if (!parameters.useM2m()) {
            collect(answer, prompts, filter, batch);
            return batch;
        }
        List<MaskPrompt> again = new ArrayList<>(answer.prompts() * answer.masks());
        for (int prompt = 0; prompt < answer.prompts(); prompt++) {
            for (int mask = 0; mask < answer.masks(); mask++) {
                again.add(prompts.get(prompt).withMask(limited(answer.plane(prompt, mask))));
            }
        }
        for (int from = 0; from < again.size(); from += points.size()) {
            List<MaskPrompt> part = again.subList(from, Math.min(again.size(), from + points.size()));
            collect(decode(embedding, part, false), part, filter, batch);
        }
        return batch;
    }

    private MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
        MaskLogits answer = model.decode(embedding, prompts, multimask);
        if (answer.prompts() != prompts.size()) {
            throw new ModelException(
                    "decoder must answer each of " + prompts.size() + " prompts, got " + answer.prompts() + " answers");
        }
        return answer;
    }

    private static void collect(MaskLogits answer, List<MaskPrompt> prompts, PlaneFilter filter, Batch batch) {
        for (int prompt = 0; prompt < answer.prompts(); prompt++) {
            Point point = prompts.get(prompt).points().get(0);
            for (int mask = 0; mask < answer.masks(); mask++) {
                filter.pass(answer, prompt, mask, point, batch.rejections).ifPresent(batch.masks::add);
            }
        }
    }

    private static Tensor limited(Tensor plane) {
        float[] cells = new float[plane.data().capacity()];
        plane.data().get(0, cells);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Math.max(-MASK_INPUT_LIMIT, Math.min(MASK_INPUT_LIMIT, cells[i]));
        }
        return Tensor.of(cells, plane.shape());
    }

    /** Masks that needed no cleaning come first. */
    private List<GeneratedMask> clean(List<GeneratedMask> masks, PixelRect image, RejectionCounts rejections) {
        List<GeneratedMask> cleaned = new ArrayList<>(masks.size());
        float[] scores = new float[masks.size()];
        for (GeneratedMask mask : masks) {
            Cleaned result = SmallRegions.clean(mask.mask(), parameters.minMaskRegionArea(), image);
            scores[cleaned.size()] = result.touched() ? 0 : 1;
            cleaned.add(mask.withMask(result.mask()));
        }
        return suppress(cleaned, scores, Math.max(parameters.boxNmsThresh(), parameters.cropNmsThresh()), rejections);
    }

    /** What non-maximum suppression of the boxes leaves, strongest first. */
    private static List<GeneratedMask> suppress(
            List<GeneratedMask> masks, float[] scores, double iouThreshold, RejectionCounts rejections) {
        ScoredBoxes boxes = new ScoredBoxes();
        for (int i = 0; i < masks.size(); i++) {
            Box box = masks.get(i).box();
            boxes.add(box.minX(), box.minY(), box.maxX(), box.maxY(), scores[i], 0, i);
        }
        NonMaximumSuppression suppression =
                new NonMaximumSuppression(iouThreshold, false, Integer.MAX_VALUE, Integer.MAX_VALUE);
        List<GeneratedMask> kept = new ArrayList<>();
        for (int index : suppression.select(boxes, rejections)) {
            kept.add(masks.get(index));
        }
        return kept;
    }

    private static float[] predictedIous(List<GeneratedMask> masks) {
        float[] scores = new float[masks.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = masks.get(i).predictedIou();
        }
        return scores;
    }

    /** Smaller crops show their objects larger, so theirs count for more. */
    private static float[] inverseCropAreas(List<GeneratedMask> masks) {
        float[] scores = new float[masks.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 1f / masks.get(i).crop().area();
        }
        return scores;
    }
}
