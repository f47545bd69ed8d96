package org.gsprelabel.vectorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectedComponentsTest {

    @Test
    void anEmptyMaskHasNoComponent() {
        assertThat(ConnectedComponents.of(new BitMask(3, 4, 70, 5))).isEmpty();
    }

    @Test
    void pixelsThatTouchAtACornerOnlyAreApartByDefault() {
        List<BitMask> components = ConnectedComponents.of(Masks.draw("#.", ".#"));

        assertThat(components).hasSize(2);
        assertPlace(components.get(0), 0, 0, 1, 1);
        assertPlace(components.get(1), 1, 1, 1, 1);
    }

    @Test
    void orOneRegionWherePixelsHaveEightNeighbours() {
        assertThat(ConnectedComponents.of(Masks.draw("#.", ".#"), Connectivity.EIGHT))
                .hasSize(1);
        assertThat(ConnectedComponents.of(Masks.draw(".#", "#."), Connectivity.EIGHT))
                .hasSize(1);
        assertThat(ConnectedComponents.of(Masks.draw("#..", "..#"), Connectivity.EIGHT))
                .hasSize(2);
    }

    @Test
    void componentsAreCroppedInTheFrameOfTheMaskAndComeInScanOrder() {
        List<BitMask> components = ConnectedComponents.of(Masks.drawAt(
                100,
                -20, //
                "...#.....",
                "##.#..##.",
                ".#.###.#.",
                ".........",
                "...##...."));

        assertThat(components).hasSize(4);
        assertPlace(components.get(0), 103, -20, 3, 3);
        assertThat(Masks.drawing(components.get(0))).containsExactly("#..", "#..", "###");
        assertPlace(components.get(1), 100, -19, 2, 2);
        assertThat(Masks.drawing(components.get(1))).containsExactly("##", ".#");
        assertPlace(components.get(2), 106, -19, 2, 2);
        assertPlace(components.get(3), 103, -16, 2, 1);
    }

    @Test
    void armsThatMeetFurtherDownAreOneComponent() {
        assertThat(ConnectedComponents.of(Masks.draw("#.#.#", "#.#.#", "###.#", "..#.#", "..###")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 127, 128, 130})
    void aFullMaskIsOneComponentWhateverItsWidth(int width) {
        BitMask mask = new BitMask(0, 0, width, 3);
        for (int row = 0; row < 3; row++) {
            mask.setRun(row, 0, width);
        }

        assertThat(mask.cardinality()).isEqualTo(3L * width);
        assertThat(ConnectedComponents.of(mask)).singleElement().satisfies(component -> {
            assertPlace(component, 0, 0, width, 3);
            assertThat(component.cardinality()).isEqualTo(3L * width);
        });
    }

    @ParameterizedTest
    @CsvSource({"0.05, 63", "0.15, 130", "0.3, 64", "0.5, 65", "0.6, 130", "0.9, 200"})
    void randomMasksComeApartAsFloodFillSays(double density, int width) {
        for (Connectivity connectivity : Connectivity.values()) {
            comesApartAsFloodFillSays(connectivity, density, width);
        }
    }

    private static void comesApartAsFloodFillSays(Connectivity connectivity, double density, int width) {
        for (long seed = 0; seed < 20; seed++) {
            BitMask mask = Masks.random(new Random(seed), width, 40, density);
            int[] expected = Masks.floodFill(mask, connectivity);
            int[] found = new int[expected.length];
            Arrays.fill(found, -1);

            List<BitMask> components = ConnectedComponents.of(mask, connectivity);
            for (int label = 0; label < components.size(); label++) {
                BitMask component = components.get(label);
                for (int row = 0; row < component.height(); row++) {
                    for (int column = 0; column < component.width(); column++) {
                        if (component.get(column, row)) {
                            int x = component.x() - mask.x() + column;
                            int y = component.y() - mask.y() + row;
                            found[y * width + x] = label;
                        }
                    }
                }
            }

            assertThat(found).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static void assertPlace(BitMask mask, int x, int y, int width, int height) {
        assertThat(new int[] {mask.x(), mask.y(), mask.width(), mask.height()}).containsExactly(x, y, width, height);
    }
}
