package org.gsprelabel.geotools.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.tile.TileGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileGridTextTest {

    @Test
    void a_margin_stands_behind_the_overlap() {
        String text = "EPSG:32633 2048x1024 256/32-5 0.25,0.0,0.0,-0.25,391000.0,5820000.0";
        assertThat(TileGridText.parse(text).grid().margin()).isEqualTo(5);
        assertThat(TileGridText.parse(text)).hasToString(text);
    }

    @Test
    void theTextIsReadable() {
        TileGridText grid = new TileGridText(
                Optional.of("EPSG:32633"),
                new TileGrid(2048, 1024, 256, 32),
                GridToWorld.northUp(391_000, 5_820_000, 0.25, 0.25));

        assertThat(grid)
                .hasToString("EPSG:32633 2048x1024 256/32 0.25,0.0,0.0,-0.25,391000.0,5820000.0")
                .isEqualTo(TileGridText.parse(grid.toString()));
    }

    @Test
    void numbersAreExactAndTheTextFitsAShapefile() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            double size = Math.pow(10, random.nextInt(20) - 15);
            TileGridText grid = new TileGridText(
                    random.nextBoolean() ? Optional.empty() : Optional.of("EPSG:" + random.nextInt(100_000)),
                    new TileGrid(1 + random.nextInt(999_999_999), 999_999_999, 999_999, 499_999),
                    new GridToWorld(
                            size * random.nextGaussian(),
                            size * random.nextGaussian(),
                            size * random.nextGaussian(),
                            size * random.nextGaussian(),
                            1e7 * random.nextGaussian(),
                            -1e7 * random.nextGaussian()));

            assertThat(TileGridText.parse(grid.toString())).isEqualTo(grid);
            assertThat(grid.toString().length()).isLessThanOrEqualTo(254);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "EPSG:32633",
                "EPSG:32633 2048x1024 256/32 0.25,0,0,-0.25,391000",
                "EPSG:32633 2048x1024 256/32 0.25,0,0,-0.25,391000,5820000,1",
                "EPSG:32633 2048x1024 256/32 0.25,0,0,-0.25,391000,",
                "EPSG:32633 2048x1024 256/32 0.25,0,0,-0.25,391000,E",
                "EPSG:32633 -2048x1024 256/32 0.25,0,0,-0.25,391000,5820000",
                "EPSG:32633 2048x1024 256/32 0.25,0,0,-0.25,391000,5820000 "
            })
    void anotherFormIsRefused(String text) {
        assertThatThrownBy(() -> TileGridText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tile grid must look like")
                .hasMessageEndingWith("got '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- 0x10 256/32 1,0,0,1,0,0",
                "- 10x10 256/200 1,0,0,1,0,0",
                "- 10x10 256/32 0,0,0,1,0,0",
                "- 10x10 256/32 1,0,0,1,1E999,0"
            })
    void valuesThatMakeNoGridAreRefused(String text) {
        assertThatThrownBy(() -> TileGridText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
