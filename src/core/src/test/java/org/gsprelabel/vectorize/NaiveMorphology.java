package org.gsprelabel.vectorize;

/**
 * Morphology pixel by pixel, by definition, of a mask that fills its window: the window is padded by its outermost pixels, and
 * around every pixel each of the disc is looked at.
 */
final class NaiveMorphology {

    private final BitMask mask;
    private final double radius;
    private final int pad;

    NaiveMorphology(BitMask mask, double radius) {
        this.mask = mask;
        this.radius = radius;
        this.pad = 2 * (int) radius + 1;
    }

    String[] eroded() {
        return cropped(any(padded(), false));
    }

    String[] dilated() {
        return cropped(any(padded(), true));
    }

    String[] opened() {
        return cropped(any(any(padded(), false), true));
    }

    String[] closed() {
        return cropped(any(any(padded(), true), false));
    }

    private boolean[][] padded() {
        boolean[][] pixels = new boolean[mask.height() + 2 * pad][mask.width() + 2 * pad];
        for (int y = 0; y < pixels.length; y++) {
            for (int x = 0; x < pixels[y].length; x++) {
                pixels[y][x] = mask.get(
                        Math.max(0, Math.min(mask.width() - 1, x - pad)),
                        Math.max(0, Math.min(mask.height() - 1, y - pad)));
            }
        }
        return pixels;
    }

    /** Pixels with any of the wanted value in the disc around them get that value. What lies outside has the other one. */
    private boolean[][] any(boolean[][] pixels, boolean wanted) {
        boolean[][] result = new boolean[pixels.length][pixels[0].length];
        for (int y = 0; y < pixels.length; y++) {
            for (int x = 0; x < pixels[y].length; x++) {
                result[y][x] = wanted == holds(pixels, x, y, wanted);
            }
        }
        return result;
    }

    private boolean holds(boolean[][] pixels, int x, int y, boolean wanted) {
        int reach = (int) radius;
        for (int v = Math.max(0, y - reach); v <= Math.min(pixels.length - 1, y + reach); v++) {
            for (int u = Math.max(0, x - reach); u <= Math.min(pixels[0].length - 1, x + reach); u++) {
                if (Math.hypot(u - x, v - y) <= radius && pixels[v][u] == wanted) {
                    return true;
                }
            }
        }
        return false;
    }

    private String[] cropped(boolean[][] pixels) {
        String[] lines = new String[mask.height()];
        for (int row = 0; row < lines.length; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < mask.width(); column++) {
                line.append(pixels[row + pad][column + pad] ? '#' : '.');
            }
            lines[row] = line.toString();
        }
        return lines;
    }
}
