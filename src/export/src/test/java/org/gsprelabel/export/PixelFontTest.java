package org.gsprelabel.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelFontTest {

    @Test
    void drawsLettersWithDescenders() {
        assertThat(drawn("Ag"))
                .containsExactly(
                        ".###.......",
                        "#...#......",
                        "#...#..####",
                        "#####.#...#",
                        "#...#.#...#",
                        "#...#.#...#",
                        "#...#..####",
                        "..........#",
                        ".......###.");
    }

    @Test
    void accentsAreLeftOut() {
        assertThat(drawn("é")).isEqualTo(drawn("e"));
    }

    @Test
    void unknownCharacterIsABox() {
        assertThat(drawn("木"))
                .containsExactly("#####", "#...#", "#...#", "#...#", "#...#", "#...#", "#####", ".....", ".....");
    }

    @Test
    void everyPrintableCharacterButTheSpaceHasAGlyphOfItsOwn() {
        List<List<String>> glyphs = new ArrayList<>();
        for (char c = '!'; c <= '~'; c++) {
            glyphs.add(drawn(String.valueOf(c)));
        }
        assertThat(glyphs).doesNotHaveDuplicates().hasSize(94);
        assertThat(glyphs).doesNotContain(drawn(" "));
    }

    private static List<String> drawn(String text) {
        BufferedImage image = new BufferedImage(PixelFont.width(text), PixelFont.HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        PixelFont.draw(graphics, text, 0, 0, 1);
        List<String> rows = new ArrayList<>();
        for (int y = 0; y < image.getHeight(); y++) {
            StringBuilder row = new StringBuilder();
            for (int x = 0; x < image.getWidth(); x++) {
                row.append((image.getRGB(x, y) & 0xFFFFFF) == 0 ? '.' : '#');
            }
            rows.add(row.toString());
        }
        return rows;
    }
}
