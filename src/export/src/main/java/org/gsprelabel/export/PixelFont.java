package org.gsprelabel.export;

import java.awt.Graphics2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

/**
 * Draws text with glyphs of 5 x 9 dots, two rows of them below the base line. Needs no font of the system: servers and
 * containers often have none, and Java's own text drawing fails there. Printable ASCII; accents are left out, any other
 * character is a box.
 */
final class PixelFont {

    static final int ADVANCE = 6;
    static final int HEIGHT = 9;

    private static final int WIDTH = 5;
    private static final char FIRST = ' ';
    private static final char LAST = '~';
    private static final int GLYPHS_IN_ROW = 19;
    private static final List<String> SHEET = sheet();

    private PixelFont() {}

    /** Width of a text in dots. */
    static int width(String text) {
        return Math.max(0, plain(text).length() * ADVANCE - 1);
    }

    /**
     * Draws a text with the graphics' colour.
     *
     * @param x left edge in pixels
     * @param y upper edge in pixels
     * @param dot side of a dot in pixels
     */
    static void draw(Graphics2D graphics, String text, int x, int y, int dot) {
        String plain = plain(text);
        for (int i = 0; i < plain.length(); i++) {
            for (int row = 0; row < HEIGHT; row++) {
                for (int column = 0; column < WIDTH; column++) {
                    if (isSet(plain.charAt(i), column, row)) {
                        graphics.fillRect(x + (i * ADVANCE + column) * dot, y + row * dot, dot, dot);
                    }
                }
            }
        }
    }

    private static boolean isSet(char c, int column, int row) {
        if (c < FIRST || c > LAST) {
            boolean edge = column == 0 || column == WIDTH - 1 || row == 0 || row == HEIGHT - 3;
            return edge && row <= HEIGHT - 3;
        }
        int index = c - FIRST;
        String line = SHEET.get(index / GLYPHS_IN_ROW * HEIGHT + row);
        return line.charAt(index % GLYPHS_IN_ROW * (WIDTH + 1) + column) == '#';
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    private static List<String> sheet() {
        try (InputStream in = PixelFont.class.getResourceAsStream("glyphs.txt")) {
            if (in == null) {
                throw new IllegalStateException("glyphs.txt is missing beside " + PixelFont.class.getName());
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
