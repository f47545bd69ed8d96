package org.gsprelabel.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gsprelabel.detect.Box;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.sam.Embedding;
import org.gsprelabel.sam.EncoderInput;
import org.gsprelabel.sam.MaskLogits;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.sam.PromptKinds;
import org.gsprelabel.sam.PromptableModel;
import org.gsprelabel.sam.Upscaling;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * A promptable model of a raster's bright pixels, on a logit grid of the window's size. It answers
 *
 * <ul>
 *   <li>a point with the connected bright pixels around it (predicted IoU 0.7, the third of its set), the pixel alone (0.2)
 *       and everything bright (0.5);
 *   <li>several points with all connected bright pixels around one on the object, less those around one that is not (0.9);
 *   <li>a box with the bright pixels whose centres lie in it (0.8), of a prompt with a mask only those of the mask (1.25).
 * </ul>
 */
final class BrightModel implements PromptableModel {

    private final PromptKinds kinds;
    private final int maxPrompts;
    final List<List<MaskPrompt>> asked = Collections.synchronizedList(new ArrayList<>());

    /** Calls of the encoder. */
    int encoded;

    BrightModel(PromptKinds kinds, int maxPrompts) {
        this.kinds = kinds;
        this.maxPrompts = maxPrompts;
    }

    static BrightModel ofAllKinds() {
        return new BrightModel(new PromptKinds(true, true, true, 9), 2);
    }

    @Override
    public EncoderInput prepare(FilledWindow window) {
        int width = window.pixels().rect().width();
        int height = window.pixels().rect().height();
        Tensor bright = Tensor.of(window.pixels().samples().clone(), 1, 1, height, width);
        return new EncoderInput(Map.of("bright", bright), InputFrame.identity(width, height));
    }

    @Override
    public Embedding encode(EncoderInput input) {
        encoded++;
        return new Embedding(input.tensors(), input.frame());
    }

    @Override
    public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
        if (prompts.isEmpty() || prompts.size() > maxPrompts) {
            throw new IllegalArgumentException("1 to " + maxPrompts + " prompts, got " + prompts.size());
        }
        asked.add(prompts);
        Tensor bright = Objects.requireNonNull(embedding.tensors().get("bright"));
        int height = bright.size(2);
        int width = bright.size(3);
        int masks = multimask ? 3 : 1;
        float[] logits = new float[prompts.size() * masks * width * height];
        Arrays.fill(logits, -5);
        float[] iou = new float[prompts.size() * masks];
        for (int i = 0; i < prompts.size(); i++) {
            MaskPrompt prompt = prompts.get(i);
            if (multimask) {
                MaskPrompt.Point point = prompt.points().get(0);
                int at = (int) Math.rint(point.y()) * width + (int) Math.rint(point.x());
                int base = i * 3 * width * height;
                logits[base + at] = 5;
                for (int j = 0; j < width * height; j++) {
                    logits[base + width * height + j] = bright.get(j) > 100 ? 5 : -5;
                }
                flood(bright, width, height, at, logits, base + 2 * width * height, 5);
                iou[3 * i] = 0.2f;
                iou[3 * i + 1] = 0.5f;
                iou[3 * i + 2] = 0.7f;
            } else {
                iou[i] = single(prompt, bright, width, height, logits, i * width * height);
            }
        }
        return new MaskLogits(
                Tensor.of(logits, prompts.size(), masks, height, width), Tensor.of(iou, prompts.size(), masks));
    }

    private static float single(MaskPrompt prompt, Tensor bright, int width, int height, float[] logits, int base) {
        if (prompt.box().isPresent()) {
            Box box = prompt.box().get();
            for (int j = 0; j < width * height; j++) {
                int x = j % width;
                int y = j / width;
                boolean inside = x >= box.minX() && x <= box.maxX() && y >= box.minY() && y <= box.maxY();
                boolean masked = prompt.mask().isEmpty() || prompt.mask().get().get(y / 4 * (width / 4) + x / 4) > 0;
                logits[base + j] = inside && masked && bright.get(j) > 100 ? 5 : -5;
            }
            return prompt.mask().isPresent() ? 1.25f : 0.8f;
        }
        for (boolean foreground : new boolean[] {true, false}) {
            for (MaskPrompt.Point point : prompt.points()) {
                if (point.foreground() == foreground) {
                    int at = (int) Math.rint(point.y()) * width + (int) Math.rint(point.x());
                    flood(bright, width, height, at, logits, base, foreground ? 5 : -5);
                }
            }
        }
        return 0.9f;
    }

    private static void flood(Tensor bright, int width, int height, int start, float[] logits, int base, float logit) {
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
        boolean[] seen = new boolean[width * height];
        while (!open.isEmpty()) {
            int at = open.remove();
            if (seen[at] || !(bright.get(at) > 100)) {
                continue;
            }
            seen[at] = true;
            logits[base + at] = logit;
            int x = at % width;
            int y = at / width;
            if (x > 0) {
                open.add(at - 1);
            }
            if (x < width - 1) {
                open.add(at + 1);
            }
            if (y > 0) {
                open.add(at - width);
            }
            if (y < height - 1) {
                open.add(at + width);
            }
        }
    }

    @Override
    public int maxPrompts() {
        return maxPrompts;
    }

    @Override
    public Upscaling upscaling() {
        return Upscaling.DIRECT;
    }

    @Override
    public PromptKinds kinds() {
        return kinds;
    }
}
