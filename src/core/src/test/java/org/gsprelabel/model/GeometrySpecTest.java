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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SHORTEST   | false | geometry.size must be one number where geometry.resize is shortest, got [480, 640]",
                "SQUARE_PAD | false | geometry.size must be one number where geometry.resize is square-pad, got [480, 640]",
                "LONGEST    | true  | geometry.size must be one number where geometry.resize is longest with geometry.padInGraph, got [480, 640]"
            })
    void refusesTwoSidesWhereOneIsMeant(Resize resize, boolean padInGraph, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeometrySpec(
                        new InputSize(480, 640),
                        resize == Resize.SHORTEST ? 1333 : 0,
                        32,
                        resize,
                        Interpolation.BILINEAR,
                        Antialias.SUPPORT,
                        0,
                        false,
                        padInGraph,
                        Edge.REFLECT))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"LETTERBOX", "STRETCH", "LONGEST"})
    void takesTwoSidesWhereTheResizeFillsOrPadsThem(Resize resize) {
        GeometrySpec geometry = new GeometrySpec(new InputSize(480, 640), 32, resize, 0, Edge.REFLECT);

        assertThat(geometry.hasFixedInput()).isTrue();
        assertThat(geometry.size()).hasToString("[480, 640]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "470 | 640 | geometry.size must be a multiple of geometry.multipleOf 32, got [470, 640]",
                "480 | 650 | geometry.size must be a multiple of geometry.multipleOf 32, got [480, 650]",
                "480 | 0   | geometry.size must be 0 (any), a positive number, or two positive numbers [height, width], got [480, 0]",
                "-32 | 640 | geometry.size must be 0 (any), a positive number, or two positive numbers [height, width], got [-32, 640]",
                "-32 | -32 | geometry.size must be 0 (any), a positive number, or two positive numbers [height, width], got -32"
            })
    void refusesSidesThatCannotBe(int height, int width, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeometrySpec(new InputSize(height, width), 32, Resize.LETTERBOX, 0, Edge.REFLECT))
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
