package org.gsprelabel.vectorize;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.gsprelabel.tile.PixelRect;

/** Masks from drawings and from chance, and slow but obvious operations on them. */
final class Masks {

    private Masks() {}

    /** A mask whose upper left pixel is (0, 0); {@code #} is set, anything else is not. */
    static BitMask draw(String... rows) {
        return drawAt(0, 0, rows);
    }

    static BitMask drawAt(int x, int y, String... rows) {
        BitMask mask = new BitMask(x, y, rows[0].length(), rows.length);
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length(); column++) {
                if (rows[row].charAt(column) == '#') {
                    mask.set(column, row);
                }
            }
        }
        return mask;
    }

    static List<String> drawing(BitMask mask) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < mask.height(); row++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < mask.width(); column++) {
                text.append(mask.get(column, row) ? '#' : '.');
            }
            rows.add(text.toString());
        }
        return rows;
    }

    static BitMask random(Random random, int width, int height, double density) {
        return random(random, new PixelRect(random.nextInt(50) - 25, random.nextInt(50) - 25, width, height), density);
    }

    static BitMask random(Random random, PixelRect place, double density) {
        BitMask mask = new BitMask(place.x(), place.y(), place.width(), place.height());
        for (int row = 0; row < mask.height(); row++) {
            for (int column = 0; column < mask.width(); column++) {
                if (random.nextDouble() < density) {
                    mask.set(column, row);
                }
            }
        }
        return mask;
    }

    /** Component of every pixel, counted from 0 in scan order, -1 for pixels not set; index row * width + column. */
    static int[] floodFill(BitMask mask, Connectivity connectivity) {
        int[] labels = new int[mask.width() * mask.height()];
        Arrays.fill(labels, -1);
        int next = 0;
        for (int pixel = 0; pixel < labels.length; pixel++) {
            if (labels[pixel] < 0 && mask.get(pixel % mask.width(), pixel / mask.width())) {
                fill(mask, connectivity, labels, pixel, next++);
            }
        }
        return labels;
    }

    private static void fill(BitMask mask, Connectivity connectivity, int[] labels, int start, int label) {
        Deque<Integer> open = new ArrayDeque<>();
        open.add(start);
        labels[start] = label;
        while (!open.isEmpty()) {
            int pixel = open.remove();
            int column = pixel % mask.width();
            int row = pixel / mask.width();
            List<int[]> neighbours = new ArrayList<>(List.of(
                    new int[] {column - 1, row}, new int[] {column + 1, row}, new int[] {column, row - 1}, new int[] {
                        column, row + 1
                    }));
            if (connectivity == Connectivity.EIGHT) {
                neighbours.add(new int[] {column - 1, row - 1});
                neighbours.add(new int[] {column + 1, row - 1});
                neighbours.add(new int[] {column - 1, row + 1});
                neighbours.add(new int[] {column + 1, row + 1});
            }
            for (int[] neighbour : neighbours) {
                int index = neighbour[1] * mask.width() + neighbour[0];
                if (mask.get(neighbour[0], neighbour[1]) && labels[index] < 0) {
                    labels[index] = label;
                    open.add(index);
                }
            }
        }
    }
}
