package org.gsprelabel.sam;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;

/**
 * Automatic mask generation step by step, each mask a full array, each prompt a call, double precision: slow and obvious.
 */
final class NaiveMaskGenerator {

    static final class Found {
        final double x;
        final double y;
        final int[] crop;
        boolean[][] mask = {};
        int[] box = {};
        float iou;
        float stability;
        float score;

        Found(double x, double y, int[] crop) {
            this.x = x;
            this.y = y;
            this.crop = crop;
        }
    }

    final Map<Rejection, Long> rejections = new EnumMap<>(Rejection.class);
    int touched;

    private final PromptableModel model;
    private final MaskGeneratorParameters p;
    private int windowWidth;
    private int windowHeight;
    /** Sides of the raster in the window. */
    private int[] image = {};

    NaiveMaskGenerator(PromptableModel model, MaskGeneratorParameters parameters) {
        this.model = model;
        this.p = parameters;
    }

    List<Found> generate(FilledWindow window) {
        windowWidth = window.pixels().rect().width();
        windowHeight = window.pixels().rect().height();
        PixelRect inside = window.inside();
        int dx = window.pixels().rect().x();
        int dy = window.pixels().rect().y();
        image = new int[] {inside.x() - dx, inside.y() - dy, inside.right() - dx, inside.bottom() - dy};
        List<Found> all = new ArrayList<>();
        int crops = 0;
        for (int layer = 0; layer <= p.cropNLayers(); layer++) {
            for (int[] crop : crops(layer)) {
                crops++;
                if (crop[0] >= image[2] || crop[1] >= image[3] || crop[2] <= image[0] || crop[3] <= image[1]) {
                    continue;
                }
                all.addAll(inCrop(window, crop, layer));
            }
        }
        if (crops > 1) {
            for (Found found : all) {
                found.score = 1f / ((found.crop[2] - found.crop[0]) * (found.crop[3] - found.crop[1]));
            }
            all = suppress(all, p.cropNmsThresh());
        }
        if (p.minMaskRegionArea() > 0) {
            for (Found found : all) {
                boolean[][] before = found.mask;
                boolean holes = fillHoles(found);
                boolean islands = dropIslands(found);
                found.score = holes || islands ? 0 : 1;
                touched += before == found.mask ? 0 : 1;
                found.box = box(found.mask);
            }
            all = suppress(all, Math.max(p.boxNmsThresh(), p.cropNmsThresh()));
        }
        return all;
    }

    private List<int[]> crops(int layer) {
        if (layer == 0) {
            return List.of(new int[] {0, 0, windowWidth, windowHeight});
        }
        int n = (int) Math.pow(2, layer);
        int overlap = (int) (p.cropOverlapRatio() * Math.min(windowWidth, windowHeight) * (2.0 / n));
        int cropWidth = (int) Math.ceil((overlap * (n - 1) + windowWidth) / (double) n);
        int cropHeight = (int) Math.ceil((overlap * (n - 1) + windowHeight) / (double) n);
        List<int[]> crops = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int x = i * (cropWidth - overlap);
                int y = j * (cropHeight - overlap);
                crops.add(
                        new int[] {x, y, Math.min(x + cropWidth, windowWidth), Math.min(y + cropHeight, windowHeight)});
            }
        }
        return crops;
    }

    private List<Found> inCrop(FilledWindow window, int[] crop, int layer) {
        int width = crop[2] - crop[0];
        int height = crop[3] - crop[1];
        float[] samples = new float[window.pixels().bands() * width * height];
        for (int i = 0; i < samples.length; i++) {
            int band = i / (width * height);
            int row = i / width % height;
            int column = i % width;
            samples[i] = window.pixels().sample(band, crop[0] + column, crop[1] + row);
        }
        Embedding embedding = model.embed(ShapeScene.window(
                new PixelRect(crop[0], crop[1], width, height), window.pixels().bands(), samples));
        int g = (int) (p.pointsPerSide() / Math.pow(p.cropNPointsDownscaleFactor(), layer));
        List<Found> kept = new ArrayList<>();
        int left = Math.max(crop[0], image[0]) - crop[0];
        int top = Math.max(crop[1], image[1]) - crop[1];
        int shownWidth = Math.min(crop[2], image[2]) - crop[0] - left;
        int shownHeight = Math.min(crop[3], image[3]) - crop[1] - top;
        int columns = (int) Math.ceil(g * (double) shownWidth / width);
        int rows = (int) Math.ceil(g * (double) shownHeight / height);
        for (int j = 0; j < rows; j++) {
            for (int i = 0; i < columns; i++) {
                double x = left + (2 * i + 1) / (2.0 * columns) * shownWidth;
                double y = top + (2 * j + 1) / (2.0 * rows) * shownHeight;
                MaskPrompt prompt = MaskPrompt.at(x, y);
                MaskLogits answer = model.decode(embedding, List.of(prompt), p.multimaskOutput());
                for (int mask = 0; mask < answer.masks(); mask++) {
                    Found found = new Found(crop[0] + x, crop[1] + y, crop);
                    found.iou = answer.iou(0, mask);
                    Tensor logits = answer.plane(0, mask);
                    if (p.useM2m()) {
                        MaskLogits refined = model.decode(embedding, List.of(prompt.withMask(clamped(logits))), false);
                        found.iou = refined.iou(0, 0);
                        logits = refined.plane(0, 0);
                    }
                    if (passes(found, logits, embedding.frame(), width, height)) {
                        kept.add(found);
                    }
                }
            }
        }
        for (Found found : kept) {
            found.score = found.iou;
        }
        return suppress(kept, p.boxNmsThresh());
    }

    private boolean passes(Found found, Tensor lowRes, InputFrame frame, int width, int height) {
        if (p.predIouThresh() > 0 && found.iou <= (float) p.predIouThresh()) {
            return reject(Rejection.LOW_CONFIDENCE);
        }
        double[][] logits = upscaled(lowRes, frame, width, height);
        int high = 0;
        int low = 0;
        boolean[][] crop = new boolean[height][width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                if (!isImage(found.crop[0] + column, found.crop[1] + row)) {
                    continue;
                }
                high += logits[row][column] > p.maskThreshold() + p.stabilityScoreOffset() ? 1 : 0;
                low += logits[row][column] > p.maskThreshold() - p.stabilityScoreOffset() ? 1 : 0;
                crop[row][column] = logits[row][column] > p.maskThreshold();
            }
        }
        found.stability = (float) high / (float) low;
        if (low > 0 && p.stabilityScoreThresh() > 0 && found.stability < (float) p.stabilityScoreThresh()) {
            return reject(Rejection.LOW_STABILITY);
        }
        int[] box = box(crop);
        if (box.length == 0) {
            return reject(Rejection.EMPTY_SHAPE);
        }
        int x = found.crop[0];
        int y = found.crop[1];
        found.box = new int[] {box[0] + x, box[1] + y, box[2] + x, box[3] + y};
        for (int side = 0; side < 4; side++) {
            int cropSide = side < 2 ? Math.max(found.crop[side], image[side]) : Math.min(found.crop[side], image[side]);
            if (Math.abs(found.box[side] - cropSide) <= 20 && Math.abs(found.box[side] - image[side]) > 20) {
                return reject(Rejection.CUT_AT_CROP_EDGE);
            }
        }
        found.mask = new boolean[windowHeight][windowWidth];
        for (int row = 0; row < height; row++) {
            System.arraycopy(crop[row], 0, found.mask[row + y], x, width);
        }
        return true;
    }

    private boolean isImage(int x, int y) {
        return x >= image[0] && y >= image[1] && x < image[2] && y < image[3];
    }

    private boolean reject(Rejection reason) {
        rejections.merge(reason, 1L, Long::sum);
        return false;
    }

    private static Tensor clamped(Tensor logits) {
        float[] values = new float[logits.data().capacity()];
        for (int i = 0; i < values.length; i++) {
            values[i] = logits.get(i) > 32 ? 32 : logits.get(i) < -32 ? -32 : logits.get(i);
        }
        return Tensor.of(values, logits.shape());
    }

    private double[][] upscaled(Tensor lowRes, InputFrame frame, int width, int height) {
        int h = lowRes.size(2);
        int w = lowRes.size(3);
        double[][] cells = new double[h][w];
        for (int i = 0; i < h * w; i++) {
            cells[i / w][i % w] = lowRes.get(i);
        }
        if (p.cleansLogits() && p.minMaskRegionArea() > 0) {
            cells = cleaned(cells);
        }
        if (model.upscaling() == Upscaling.DIRECT) {
            return resized(cells, width, height);
        }
        double[][] input = resized(cells, frame.inputWidth(), frame.inputHeight());
        double[][] cut = new double[frame.imageHeight()][frame.imageWidth()];
        for (int row = 0; row < cut.length; row++) {
            System.arraycopy(input[row], 0, cut[row], 0, cut[row].length);
        }
        return resized(cut, width, height);
    }

    private double[][] cleaned(double[][] cells) {
        boolean[][] above = new boolean[cells.length][cells[0].length];
        boolean[][] notAbove = new boolean[cells.length][cells[0].length];
        double[][] cleaned = new double[cells.length][];
        for (int row = 0; row < cells.length; row++) {
            cleaned[row] = cells[row].clone();
            for (int column = 0; column < cells[row].length; column++) {
                above[row][column] = cells[row][column] > 0;
                notAbove[row][column] = !above[row][column];
            }
        }
        for (List<int[]> hole : components(notAbove)) {
            for (int[] cell : hole) {
                cleaned[cell[1]][cell[0]] = hole.size() <= p.minMaskRegionArea() ? 10 : cells[cell[1]][cell[0]];
            }
        }
        for (List<int[]> island : components(above)) {
            for (int[] cell : island) {
                cleaned[cell[1]][cell[0]] = island.size() <= p.minMaskRegionArea() ? -10 : cells[cell[1]][cell[0]];
            }
        }
        return cleaned;
    }

    static double[][] resized(double[][] source, int width, int height) {
        double[][] target = new double[height][width];
        double scaleX = (double) source[0].length / width;
        double scaleY = (double) source.length / height;
        for (int row = 0; row < height; row++) {
            double y = Math.max(0, (row + 0.5) * scaleY - 0.5);
            int top = Math.min((int) y, source.length - 1);
            int bottom = Math.min(top + 1, source.length - 1);
            double v = y - top;
            for (int column = 0; column < width; column++) {
                double x = Math.max(0, (column + 0.5) * scaleX - 0.5);
                int left = Math.min((int) x, source[0].length - 1);
                int right = Math.min(left + 1, source[0].length - 1);
                double u = x - left;
                target[row][column] = (1 - v) * ((1 - u) * source[top][left] + u * source[top][right])
                        + v * ((1 - u) * source[bottom][left] + u * source[bottom][right]);
            }
        }
        return target;
    }

    private static int[] box(boolean[][] mask) {
        int[] box = {};
        for (int row = 0; row < mask.length; row++) {
            for (int column = 0; column < mask[row].length; column++) {
                if (mask[row][column]) {
                    box = box.length == 0 ? new int[] {column, row, column, row} : box;
                    box[0] = Math.min(box[0], column);
                    box[2] = Math.max(box[2], column);
                    box[3] = row;
                }
            }
        }
        return box;
    }

    private List<Found> suppress(List<Found> masks, double threshold) {
        List<Found> order = new ArrayList<>(masks);
        order.sort(Comparator.comparingDouble(found -> -found.score));
        List<Found> kept = new ArrayList<>();
        for (Found found : order) {
            boolean free = true;
            for (Found stronger : kept) {
                free = free && !(iou(stronger.box, found.box) > threshold);
            }
            if (free) {
                kept.add(found);
            } else {
                reject(Rejection.SUPPRESSED);
            }
        }
        return kept;
    }

    private static double iou(int[] a, int[] b) {
        double width = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
        double height = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
        double areaA = (double) (a[2] - a[0]) * (a[3] - a[1]);
        double areaB = (double) (b[2] - b[0]) * (b[3] - b[1]);
        return width * height / (areaA + areaB - width * height);
    }

    private boolean fillHoles(Found found) {
        boolean[][] background = new boolean[windowHeight][windowWidth];
        boolean[][] filled = new boolean[windowHeight][];
        for (int row = 0; row < windowHeight; row++) {
            filled[row] = found.mask[row].clone();
            for (int column = 0; column < windowWidth; column++) {
                background[row][column] = isImage(column, row) && !found.mask[row][column];
            }
        }
        boolean any = false;
        for (List<int[]> hole : components(background)) {
            if (hole.size() < p.minMaskRegionArea()) {
                any = true;
                for (int[] pixel : hole) {
                    filled[pixel[1]][pixel[0]] = true;
                }
            }
        }
        found.mask = any ? filled : found.mask;
        return any;
    }

    private boolean dropIslands(Found found) {
        List<List<int[]>> islands = components(found.mask);
        List<List<int[]>> large = new ArrayList<>();
        List<int[]> largest = islands.get(0);
        for (List<int[]> island : islands) {
            if (island.size() >= p.minMaskRegionArea()) {
                large.add(island);
            }
            largest = island.size() > largest.size() ? island : largest;
        }
        if (large.size() == islands.size()) {
            return false;
        }
        if (large.isEmpty()) {
            large.add(largest);
        }
        found.mask = new boolean[windowHeight][windowWidth];
        for (List<int[]> island : large) {
            for (int[] pixel : island) {
                found.mask[pixel[1]][pixel[0]] = true;
            }
        }
        return true;
    }

    /** 8-connected, numbered in the order of their first block of 2 x 2 pixels, as OpenCV does. */
    static List<List<int[]>> components(boolean[][] mask) {
        int height = mask.length;
        int width = mask[0].length;
        boolean[][] seen = new boolean[height][width];
        List<List<int[]>> components = new ArrayList<>();
        for (int block = 0; block < (height + 1) / 2 * ((width + 1) / 2); block++) {
            int blockRow = block / ((width + 1) / 2) * 2;
            int blockColumn = block % ((width + 1) / 2) * 2;
            for (int row = blockRow; row < Math.min(height, blockRow + 2); row++) {
                for (int column = blockColumn; column < Math.min(width, blockColumn + 2); column++) {
                    if (mask[row][column] && !seen[row][column]) {
                        components.add(flood(mask, seen, column, row));
                    }
                }
            }
        }
        return components;
    }

    private static List<int[]> flood(boolean[][] mask, boolean[][] seen, int column, int row) {
        List<int[]> pixels = new ArrayList<>();
        Deque<int[]> open = new ArrayDeque<>();
        open.add(new int[] {column, row});
        seen[row][column] = true;
        while (!open.isEmpty()) {
            int[] pixel = open.remove();
            pixels.add(pixel);
            for (int y = Math.max(0, pixel[1] - 1); y <= Math.min(mask.length - 1, pixel[1] + 1); y++) {
                for (int x = Math.max(0, pixel[0] - 1); x <= Math.min(mask[0].length - 1, pixel[0] + 1); x++) {
                    if (mask[y][x] && !seen[y][x]) {
                        seen[y][x] = true;
                        open.add(new int[] {x, y});
                    }
                }
            }
        }
        return pixels;
    }
}
