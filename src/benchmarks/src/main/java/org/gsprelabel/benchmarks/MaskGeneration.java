package org.gsprelabel.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.sam.Embedding;
import org.gsprelabel.sam.EncoderInput;
import org.gsprelabel.sam.GeneratedMask;
import org.gsprelabel.sam.MaskGenerator;
import org.gsprelabel.sam.MaskGeneratorParameters;
import org.gsprelabel.sam.MaskLogits;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.sam.PromptKinds;
import org.gsprelabel.sam.PromptableModel;
import org.gsprelabel.sam.Upscaling;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.LinearSampling;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;

/**
 * Processor time of automatic mask generation besides the model, against the reference's steps one after the other: each
 * plane of logits interpolated to the window, then the predicted IoU, then a pass over the pixels for each of the two
 * areas of the stability score, one for the mask, one for its box. A model answers from memory. The two are timed in
 * turn; the ratio is that of each pair.
 *
 * <p>Usage: {@code MaskGeneration [side of the window] [points per side] [pairs]}.
 */
public final class MaskGeneration {

    private static final int GRID = 256;

    private MaskGeneration() {}

    public static void main(String[] args) {
        int size = args.length > 0 ? Integer.parseInt(args[0]) : 1024;
        int points = args.length > 1 ? Integer.parseInt(args[1]) : 16;
        int pairs = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        Discs model = new Discs();
        MaskGeneratorParameters parameters = MaskGeneratorParameters.parse(
                "box_nms_thresh=1, points_per_side=" + points, MaskGeneratorParameters.sam1());
        double[] ratios = new double[pairs];
        for (int pair = -2; pair < pairs; pair++) {
            long[] areas = new long[2];
            double steps = cpuSeconds(() -> areas[0] = stepByStep(model, parameters, size));
            double ours = cpuSeconds(() -> areas[1] = generated(model, parameters, size));
            if (areas[0] != areas[1]) {
                throw new IllegalStateException("areas of all masks differ: " + areas[0] + " and " + areas[1]);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d planes to %d x %d, area of the masks %d: step by step %.2f ms a plane, generator %.2f, ratio"
                            + " %.1f%s%n",
                    3 * points * points,
                    size,
                    size,
                    areas[1],
                    1000 * steps / (3 * points * points),
                    1000 * ours / (3 * points * points),
                    steps / ours,
                    pair < 0 ? " (warm-up)" : "");
            if (pair >= 0) {
                ratios[pair] = steps / ours;
            }
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "ratio: min %.1f, median %.1f, max %.1f of %d pairs%n",
                ratios[0],
                ratios[pairs / 2],
                ratios[pairs - 1],
                pairs);
    }

    private static long generated(Discs model, MaskGeneratorParameters parameters, int size) {
        PixelRect rect = new PixelRect(0, 0, size, size);
        BitSet valid = new BitSet();
        valid.set(0, size * size);
        FilledWindow window = new FilledWindow(new RasterWindow(rect, 1, new float[size * size], valid), rect);
        long area = 0;
        for (GeneratedMask mask : new MaskGenerator(model, parameters).generate(window, new RejectionCounts())) {
            area += mask.mask().cardinality();
        }
        return area;
    }

    private static long stepByStep(Discs model, MaskGeneratorParameters parameters, int size) {
        Embedding embedding = new Embedding(Map.of(), frame(size));
        LinearSampling axis = new LinearSampling(size, (double) GRID / size, 0, 0, GRID - 1);
        float[] cells = new float[GRID * GRID];
        float[] wide = new float[GRID * size];
        float[] line = new float[size];
        float[] pixels = new float[size * size];
        boolean[] mask = new boolean[size * size];
        int side = parameters.pointsPerSide();
        long area = 0;
        for (int i = 0; i < side * side; i++) {
            double x = (2 * (i % side) + 1) / (2.0 * side) * size;
            double y = (2 * (i / side) + 1) / (2.0 * side) * size;
            MaskLogits answer = model.decode(embedding, List.of(MaskPrompt.at(x, y)), true);
            for (int plane = 0; plane < 3; plane++) {
                answer.logits().data().get(plane * cells.length, cells);
                for (int row = 0; row < GRID; row++) {
                    System.arraycopy(cells, row * GRID, line, 0, GRID);
                    axis.along(line, 0, wide, row * size);
                }
                for (int row = 0; row < size; row++) {
                    axis.across(row, wide, size, 0, line);
                    System.arraycopy(line, 0, pixels, row * size, size);
                }
                if (answer.iou(0, plane) > (float) parameters.predIouThresh()
                        && (float) count(pixels, 1) / count(pixels, -1) >= (float) parameters.stabilityScoreThresh()) {
                    for (int pixel = 0; pixel < pixels.length; pixel++) {
                        mask[pixel] = pixels[pixel] > 0;
                    }
                    area += area(mask, size);
                }
            }
        }
        return area;
    }

    private static int count(float[] pixels, float level) {
        int count = 0;
        for (float pixel : pixels) {
            count += pixel > level ? 1 : 0;
        }
        return count;
    }

    /** With the box, which costs the reference a pass of its own. */
    private static long area(boolean[] mask, int size) {
        int left = size;
        int right = -1;
        long area = 0;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                if (mask[row * size + column]) {
                    left = Math.min(left, column);
                    right = Math.max(right, column);
                    area++;
                }
            }
        }
        return left > right ? 0 : area;
    }

    private static InputFrame frame(int size) {
        return new InputFrame(1024, 1024, size, size, 1024.0 / size, 1024.0 / size, 0, 0);
    }

    private static double cpuSeconds(Runnable work) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    }

    /** Answers a point with three wavy discs around it; two of three pass the predicted IoU. */
    private static final class Discs implements PromptableModel {

        private final float[] answers = new float[64 * 3 * GRID * GRID];

        Discs() {
            for (int i = 0; i < answers.length; i++) {
                int plane = i / (GRID * GRID);
                double x = i % GRID - 128 + 60 * Math.sin(plane);
                double y = i / GRID % GRID - 128 + 60 * Math.cos(plane);
                double radius = 20 + plane % 40 + 3 * Math.sin(5 * Math.atan2(y, x));
                answers[i] = (float) Math.max(-20, Math.min(20, 4 * (radius - Math.hypot(x, y))));
            }
        }

        @Override
        public EncoderInput prepare(FilledWindow window) {
            return new EncoderInput(Map.of(), frame(window.pixels().rect().width()));
        }

        @Override
        public Embedding encode(EncoderInput input) {
            return new Embedding(Map.of(), input.frame());
        }

        @Override
        public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
            MaskPrompt.Point point = prompts.get(0).points().get(0);
            int answer = Math.floorMod((int) (point.x() * 31 + point.y() * 17), 64);
            int size = 3 * GRID * GRID;
            Tensor all = Tensor.of(answers, 64, 3, GRID, GRID);
            return new MaskLogits(
                    Tensor.of(all.data().slice(answer * size, size), 1, 3, GRID, GRID),
                    Tensor.of(new float[] {0.95f, 0.9f, 0.8f}, 1, 3));
        }

        @Override
        public int maxPrompts() {
            return 1;
        }

        @Override
        public Upscaling upscaling() {
            return Upscaling.VIA_INPUT;
        }

        @Override
        public PromptKinds kinds() {
            return new PromptKinds(false, false, false, 1);
        }
    }
}
