package org.gsprelabel.sam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.sam.MaskPrompt.Point;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * A promptable model over images whose bands are fields: each band is positive inside its shape and negative outside, the
 * steeper the sharper. The encoder samples the fields on the logit grid; the decoder answers a point with the fields of
 * the smallest shapes around it, and a prompt with a mask with the field that looks most like it, sharpened. The predicted
 * IoU depends on the shape and on where in it the point lies.
 */
public class ShapesModel implements PromptableModel {

    private static final float OUTSIDE = -12;

    public final AtomicInteger encoded = new AtomicInteger();
    public final AtomicInteger decoded = new AtomicInteger();

    private final Upscaling upscaling;
    private final int input;
    private final int grid;
    private final int maxPrompts;

    public ShapesModel(Upscaling upscaling, int input, int grid, int maxPrompts) {
        this.upscaling = upscaling;
        this.input = input;
        this.grid = grid;
        this.maxPrompts = maxPrompts;
    }

    @Override
    public EncoderInput prepare(FilledWindow window) {
        RasterWindow pixels = window.pixels();
        int width = pixels.rect().width();
        int height = pixels.rect().height();
        InputFrame frame = frame(width, height);
        Tensor fields = Tensor.allocate(1, pixels.bands(), grid, grid);
        for (int band = 0; band < pixels.bands(); band++) {
            for (int row = 0; row < grid; row++) {
                for (int column = 0; column < grid; column++) {
                    double inputX = (column + 0.5) * input / grid;
                    double inputY = (row + 0.5) * input / grid;
                    boolean isImage = inputX < frame.imageWidth() && inputY < frame.imageHeight();
                    float value =
                            isImage ? sample(pixels, band, frame.toWindowX(inputX), frame.toWindowY(inputY)) : OUTSIDE;
                    fields.data().put((band * grid + row) * grid + column, value);
                }
            }
        }
        return new EncoderInput(Map.of("fields", fields), frame);
    }

    private InputFrame frame(int width, int height) {
        double longest = (double) input / Math.max(width, height);
        int newWidth = upscaling == Upscaling.DIRECT ? input : (int) Math.floor(width * longest + 0.5);
        int newHeight = upscaling == Upscaling.DIRECT ? input : (int) Math.floor(height * longest + 0.5);
        return new InputFrame(
                input, input, width, height, (double) newWidth / width, (double) newHeight / height, 0, 0);
    }

    private static float sample(RasterWindow pixels, int band, double x, double y) {
        int column = (int) Math.max(0, Math.min(pixels.rect().width() - 1, Math.floor(x)));
        int row = (int) Math.max(0, Math.min(pixels.rect().height() - 1, Math.floor(y)));
        return pixels.sample(band, column, row);
    }

    @Override
    public Embedding encode(EncoderInput input) {
        encoded.incrementAndGet();
        return new Embedding(input.tensors(), input.frame());
    }

    @Override
    public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
        if (prompts.isEmpty() || prompts.size() > maxPrompts) {
            throw new IllegalArgumentException("at most " + maxPrompts + " prompts, got " + prompts.size());
        }
        decoded.incrementAndGet();
        int masks = multimask ? 3 : 1;
        Tensor logits = Tensor.of(new float[prompts.size() * masks * grid * grid], prompts.size(), masks, grid, grid);
        Tensor iou = Tensor.of(new float[prompts.size() * masks], prompts.size(), masks);
        for (int prompt = 0; prompt < prompts.size(); prompt++) {
            List<Answer> answers = answers(embedding, prompts.get(prompt));
            if (!multimask) {
                answers = new ArrayList<>(answers);
                answers.sort(Comparator.comparingDouble(answer -> -answer.iou));
            }
            for (int mask = 0; mask < masks; mask++) {
                int index = prompt * masks + mask;
                logits.data().put(index * grid * grid, answers.get(mask).logits);
                iou.data().put(index, answers.get(mask).iou);
            }
        }
        return new MaskLogits(logits, iou);
    }

    private static final class Answer {
        final float[] logits;
        final float iou;
        final int positive;

        Answer(float[] logits, float iou) {
            this.logits = logits;
            this.iou = iou;
            this.positive = positive(logits);
        }
    }

    private List<Answer> answers(Embedding embedding, MaskPrompt prompt) {
        Tensor fields = Objects.requireNonNull(embedding.tensors().get("fields"));
        InputFrame frame = embedding.frame();
        Point point = prompt.points().get(0);
        int column = cell(point.x() * frame.scaleX());
        int row = cell(point.y() * frame.scaleY());
        if (prompt.mask().isPresent()) {
            return List.of(likest(fields, prompt.mask().get(), column, row));
        }
        List<Answer> answers = new ArrayList<>();
        for (int shape = 0; shape < fields.size(1); shape++) {
            if (fields.get((shape * grid + row) * grid + column) > 0) {
                answers.add(new Answer(plane(fields, shape), iou(shape, column, row)));
            }
        }
        answers.sort(Comparator.comparingInt(answer -> answer.positive));
        for (int i = answers.size(); i < 3; i++) {
            float[] nothing = new float[grid * grid];
            Arrays.fill(nothing, i == 1 ? OUTSIDE : -0.5f);
            answers.add(new Answer(nothing, iou(i, column, row)));
        }
        return new ArrayList<>(answers.subList(0, 3));
    }

    private Answer likest(Tensor fields, Tensor mask, int column, int row) {
        int likest = 0;
        double least = Double.MAX_VALUE;
        for (int shape = 0; shape < fields.size(1); shape++) {
            double difference = difference(plane(fields, shape), mask);
            likest = difference < least ? shape : likest;
            least = Math.min(difference, least);
        }
        return new Answer(times(plane(fields, likest), 1.4f), iou(likest, column, row) + 0.02f);
    }

    private float[] plane(Tensor fields, int shape) {
        float[] plane = new float[grid * grid];
        fields.data().get(shape * grid * grid, plane);
        return plane;
    }

    private int cell(double inputCoordinate) {
        return (int) Math.max(0, Math.min(grid - 1, Math.floor(inputCoordinate * grid / input)));
    }

    private static int positive(float[] plane) {
        int count = 0;
        for (float value : plane) {
            count += value > 0 ? 1 : 0;
        }
        return count;
    }

    private static double difference(float[] a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(Math.max(-32, Math.min(32, a[i])) - b.get(i));
        }
        return sum;
    }

    private static float[] times(float[] plane, float factor) {
        float[] product = plane.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= factor;
        }
        return product;
    }

    /** From 0.7 to 1, in steps of a thousandth. */
    private static float iou(int shape, int column, int row) {
        return (700 + Math.floorMod(shape * 7919 + column * 131 + row * 37, 300)) / 1000f;
    }

    @Override
    public int maxPrompts() {
        return maxPrompts;
    }

    @Override
    public Upscaling upscaling() {
        return upscaling;
    }

    @Override
    public PromptKinds kinds() {
        return new PromptKinds(false, true, false, 1);
    }
}
