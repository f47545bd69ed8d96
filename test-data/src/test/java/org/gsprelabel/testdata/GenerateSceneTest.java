package org.gsprelabel.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateSceneTest {

    @Test
    void writesTheSceneItsTruthAndAPreviewWithOutlines(@TempDir Path folder) throws Exception {
        GenerateScene.main(
                new String[] {"600x400", "42", "utm", folder.resolve("out").toString()});

        assertThat(folder.resolve("out/scene.tif")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve("out/truth.geojson"))).contains("\"red roof\"", "\"blue roof\"");
        BufferedImage preview = ImageIO.read(folder.resolve("out/preview.png").toFile());
        assertThat(preview.getWidth()).isEqualTo(300);
        assertThat(preview.getHeight()).isEqualTo(200);
        assertThat(yellow(preview, 0, 150)).isZero();
        assertThat(yellow(preview, 150, 300)).isGreaterThan(100);
    }

    private static int yellow(BufferedImage image, int from, int to) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = from; x < to; x++) {
                Color colour = new Color(image.getRGB(x, y));
                if (colour.getRed() > 200 && colour.getGreen() > 200 && colour.getBlue() < 60) {
                    count++;
                }
            }
        }
        return count;
    }
}
