package org.gsprelabel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.gsprelabel.model.GeometrySpec.Antialias;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Interpolation;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometrySpecTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0   | 0    | LONGEST    | BILINEAR | NONE     | false | geometry.size must be a positive number where geometry.resize is longest, got 0",
                "0   | 1333 | SHORTEST   | BILINEAR | NONE     | false | geometry.size must be a positive number where geometry.resize is shortest, got 0",
                "0   | 0    | SQUARE_PAD | BILINEAR | NONE     | false | geometry.size must be a positive number where geometry.resize is square-pad, got 0",
                "800 | 0    | SHORTEST   | BILINEAR | NONE     | false | geometry.maxSize must be at least geometry.size 800 where geometry.resize is shortest, got 0",
                "800 | 799  | SHORTEST   | BILINEAR | NONE     | false | geometry.maxSize must be at least geometry.size 800 where geometry.resize is shortest, got 799",
                "800 | 1333 | LONGEST    | BILINEAR | NONE     | false | geometry.maxSize must be absent unless geometry.resize is shortest, got 1333",
                "960 | 0    | STRETCH    | BICUBIC  | GAUSSIAN | false | geometry.interpolation must be bilinear where geometry.antialias is gaussian, got bicubic",
                "960 | 0    | STRETCH    | BILINEAR | NONE     | true  | geometry.padInGraph must be false unless geometry.resize is longest, got true"
            })
    void refusesWhatDoesNotGoTogether(
            int size,
            int maxSize,
            Resize resize,
            Interpolation interpolation,
            Antialias antialias,
            boolean padInGraph,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeometrySpec(
                        size, maxSize, 1, resize, interpolation, antialias, 0, false, padInGraph, Edge.REFLECT))
                .withMessage(message);
    }

    @Test
    void knowsWhetherEveryInputHasTheSameSize() {
        assertThat(new GeometrySpec(0, 1, Resize.LETTERBOX, 0, Edge.REFLECT).hasFixedInput())
                .isFalse();
        assertThat(new GeometrySpec(640, 1, Resize.LETTERBOX, 0, Edge.REFLECT).hasFixedInput())
                .isTrue();
        assertThat(resized(800, 1333, Resize.SHORTEST, false).hasFixedInput()).isFalse();
        assertThat(resized(1024, 0, Resize.LONGEST, false).hasFixedInput()).isTrue();
        assertThat(resized(1024, 0, Resize.LONGEST, true).hasFixedInput()).isFalse();
    }

    private static GeometrySpec resized(int size, int maxSize, Resize resize, boolean padInGraph) {
        return new GeometrySpec(
                size,
                maxSize,
                1,
                resize,
                Interpolation.BILINEAR,
                Antialias.SUPPORT,
                0,
                false,
                padInGraph,
                Edge.REFLECT);
    }
}
