package org.gsprelabel.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Antialias;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Interpolation;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Preprocessings of whole families, pixel by pixel against what Pillow, scipy and numpy make of the same windows: {@code
 * preprocessing.txt}, written by {@code preprocessing.py} beside it.
 */
class ReferencePreprocessingTest {

    private static final ImageSpec IMAGENET = image(1, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    private static final ImageSpec IMAGENET_255 =
            image(255, List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
    private static final ImageSpec CLIP =
            image(1, List.of(0.48145466, 0.4578275, 0.40821073), List.of(0.26862954, 0.26130258, 0.27577711));
    private static final ImageSpec UNITS = image(1, List.of(0.0), List.of(1.0));

    private record Case(String name, float tolerance, Tensor window, Tensor input) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void preparesWindowsAsTheReferencesDo(Case reference) {
        Tensor window = reference.window();
        PixelRect rect = new PixelRect(3, -2, window.size(2), window.size(1));
        RasterWindow pixels = new RasterWindow(rect, window.size(0), values(window), new BitSet());
        InputBuilder builder = new InputBuilder(
                imageOf(reference.name()),
                geometryOf(reference.name()),
                new Radiometry(Collections.nCopies(3, new Radiometry.Range(0, 255))));
        Tensor batch = builder.allocate(1, rect.width(), rect.height());

        builder.write(new FilledWindow(pixels, rect), batch, 0);

        Tensor expected = reference.input();
        assertThat(batch.shape()).containsExactly(1, expected.size(0), expected.size(1), expected.size(2));
        assertThat(values(batch))
                .usingComparatorWithPrecision(reference.tolerance())
                .containsExactly(values(expected));
    }

    private static GeometrySpec geometryOf(String name) {
        return switch (name) {
            case "longest-reduces", "longest-reduces-in-grey-levels", "longest-enlarges" ->
                geometry(8, 0, Resize.LONGEST, Interpolation.BILINEAR, Antialias.SUPPORT, 0, true);
            case "shortest", "shortest-limited" ->
                geometry(6, 12, Resize.SHORTEST, Interpolation.BILINEAR, Antialias.SUPPORT, 0, false);
            case "stretch-bicubic-reduces" ->
                geometry(4, 0, Resize.STRETCH, Interpolation.BICUBIC, Antialias.SUPPORT, 0, false);
            case "stretch-bicubic-enlarges", "stretch-bicubic-clips-in-grey-levels" ->
                geometry(8, 0, Resize.STRETCH, Interpolation.BICUBIC, Antialias.SUPPORT, 0, false);
            case "stretch-antialiased" ->
                geometry(5, 0, Resize.STRETCH, Interpolation.BILINEAR, Antialias.SUPPORT, 0, false);
            case "square-pad-reduces" -> squarePad(5);
            case "square-pad-reduces-much" -> squarePad(4);
            case "square-pad-enlarges" -> squarePad(8);
            case "letterbox-reduces" -> new GeometrySpec(8, 1, Resize.LETTERBOX, 114 / 255.0, Edge.REFLECT);
            case "letterbox-enlarges" -> new GeometrySpec(9, 1, Resize.LETTERBOX, 114 / 255.0, Edge.REFLECT);
            case "stretch" -> new GeometrySpec(6, 1, Resize.STRETCH, 0, Edge.REFLECT);
            default -> throw new IllegalArgumentException("no preprocessing is called " + name);
        };
    }

    private static ImageSpec imageOf(String name) {
        if (name.startsWith("longest")) {
            return IMAGENET_255;
        }
        if (name.startsWith("shortest") || name.equals("stretch-antialiased")) {
            return IMAGENET;
        }
        return name.startsWith("square-pad") || name.startsWith("stretch-bicubic") ? CLIP : UNITS;
    }

    private static GeometrySpec squarePad(int size) {
        return geometry(size, 0, Resize.SQUARE_PAD, Interpolation.BILINEAR, Antialias.GAUSSIAN, 0, false);
    }

    private static GeometrySpec geometry(
            int size,
            int maxSize,
            Resize resize,
            Interpolation interpolation,
            Antialias antialias,
            double padValue,
            boolean padAfterNormalise) {
        return new GeometrySpec(
                size, maxSize, 1, resize, interpolation, antialias, padValue, padAfterNormalise, false, Edge.REFLECT);
    }

    private static ImageSpec image(double scale, List<Double> mean, List<Double> std) {
        return new ImageSpec("images", List.of(1, 2, 3), new ValueRange.Auto(), scale, mean, std);
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[tensor.data().capacity()];
        tensor.data().get(0, values);
        return values;
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ReferencePreprocessingTest.class.getResourceAsStream("preprocessing.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                cases.add(new Case(words[1], Float.parseFloat(words[3]), tensor(lines), tensor(lines)));
            }
        }
        assertThat(cases).hasSize(15);
        return cases;
    }

    /** A line with a title and the shape {@code C H W}, then a line for each row. */
    private static Tensor tensor(BufferedReader lines) throws IOException {
        String[] shape = lines.readLine().split(" ");
        Tensor tensor =
                Tensor.allocate(Integer.parseInt(shape[1]), Integer.parseInt(shape[2]), Integer.parseInt(shape[3]));
        for (int at = 0; at < tensor.data().capacity(); ) {
            for (String value : lines.readLine().split(" ")) {
                tensor.data().put(at++, Float.parseFloat(value));
            }
        }
        return tensor;
    }
}
