package org.gsprelabel.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticModelTest {

    private static final List<String> CLASSES = List.of("background", "red roof", "blue roof", "grey roof");
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] STD = {0.229, 0.224, 0.225};

    @ParameterizedTest
    @ValueSource(longs = {7, 42, 99})
    void findsTheRoofsOfScenesItHasNotSeen(long seed) throws Exception {
        int size = 1024;
        Scene scene = Scene.of(SceneSpec.of(seed, size));
        int[] classes = classify(scene.render(0, 0, size, size), size, size);

        List<PixelTruth.Blob> regions = PixelTruth.regions(classes, CLASSES, size);
        List<PixelTruth.Blob> large =
                regions.stream().filter(r -> r.pixels().cardinality() >= 20).toList();
        PixelTruth.Match match = PixelTruth.match(PixelTruth.of(scene.truth(), size), large);
        assertThat(match.recall()).isGreaterThanOrEqualTo(0.98);
        assertThat(match.precision()).isGreaterThanOrEqualTo(0.98);
        assertThat(match.meanIou()).isGreaterThan(0.97);
        assertThat(regions.size() - large.size()).as("specks").isLessThanOrEqualTo(3);
    }

    @Test
    void tilesAgreeWhereTheyOverlap() throws Exception {
        Scene scene = Scene.of(SceneSpec.of(7, 512));
        int[] whole = classify(scene.render(0, 0, 512, 512), 512, 512);
        int[] part = classify(scene.render(128, 160, 256, 192), 256, 192);

        for (int y = 11; y < 181; y++) {
            for (int x = 11; x < 245; x++) {
                assertThat(part[y * 256 + x])
                        .as("pixel %d, %d of the part", x, y)
                        .isEqualTo(whole[(160 + y) * 512 + 128 + x]);
            }
        }
    }

    private static int[] classify(byte[] pixels, int width, int height) throws Exception {
        try (OrtModel model = new OrtModel("roofs-semseg/model.onnx")) {
            OrtModel.Result logits = model.run(OrtModel.planar(pixels, MEAN, STD), 1, 3, height, width)
                    .get("logits");
            assertThat(logits.shape()).containsExactly(1L, 4L, (long) height, (long) width);
            int[] classes = new int[width * height];
            for (int i = 0; i < classes.length; i++) {
                for (int c = 1; c < CLASSES.size(); c++) {
                    if (logits.at(c * classes.length + i) > logits.at(classes[i] * classes.length + i)) {
                        classes[i] = c;
                    }
                }
            }
            return classes;
        }
    }
}
