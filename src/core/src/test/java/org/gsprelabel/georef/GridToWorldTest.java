package org.gsprelabel.georef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class GridToWorldTest {

    @Test
    void theUpperLeftCornerOfTheUpperLeftPixelIsTheOrigin() {
        GridToWorld grid = GridToWorld.northUp(500_000, 4_000_000, 0.5, 0.25);

        assertThat(grid.worldX(0, 0)).isEqualTo(500_000);
        assertThat(grid.worldY(0, 0)).isEqualTo(4_000_000);
        assertThat(grid.worldX(3, 8)).isEqualTo(500_001.5);
        assertThat(grid.worldY(3, 8)).isEqualTo(3_999_998);
    }

    @Test
    void aGridTurnedByThreeFourFiveIsTurnedExactly() throws ParseException {
        // Pixels of 5 x 5 units; columns run along (4, 3), rows along (3, -4).
        GridToWorld grid = new GridToWorld(4, 3, 3, -4, 100, 200);

        Geometry world = grid.toWorld(read("POLYGON ((0 0, 0 1, 2 1, 2 0, 0 0))"));

        assertThat(world.toText()).isEqualTo("POLYGON ((100 200, 103 196, 111 202, 108 206, 100 200))");
        assertThat(world.getArea()).isEqualTo(2 * 25);
    }

    @Test
    void holesAndPartsAreKept() throws ParseException {
        Geometry pixels =
                read("MULTIPOLYGON (((0 0, 0 4, 4 4, 4 0, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1)), ((6 6, 6 7, 7 7, 6 6)))");

        Geometry world = GridToWorld.northUp(10, 20, 2, 2).toWorld(pixels);

        assertThat(world.toText())
                .isEqualTo("MULTIPOLYGON (((10 20, 10 12, 18 12, 18 20, 10 20), (12 18, 14 18, 14 16, 12 16, 12 18)), "
                        + "((22 8, 22 6, 24 6, 22 8)))");
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 0, 0, -0.3, 4500000.05, 5800000.15",
        "0.2, 0.1, 0.15, -0.4, 699999.9, 5300000.7",
        "0.00001, 0, 0, -0.00001, 12.345678, -45.678901",
        "0.000002, 0.000001, -0.000001, -0.000003, -179.9, 89.9",
        "-10, 2, 3, 10, 0, 0"
    })
    void pixelsComeBackFromTheWorld(double a, double d, double b, double e, double tx, double ty)
            throws ParseException {
        GridToWorld grid = new GridToWorld(a, d, b, e, tx, ty);
        Geometry pixels = read("POLYGON ((0 0, 17 99999, 100000 100000, 54321 12, 0 0))");

        Geometry again = grid.toPixels(grid.toWorld(pixels));

        Coordinate[] expected = pixels.getCoordinates();
        Coordinate[] found = again.getCoordinates();
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i].distance(expected[i])).as("vertex %d", i).isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void largeCoordinatesOfTheCornerCostNoPrecision() throws ParseException {
        // Corner and points are binary fractions, so that their differences are exact: 3.25, 0.75, 7.5 and so on.
        GridToWorld grid = GridToWorld.northUp(4_500_000.25, 5_800_000.5, 0.3, 0.3);

        Coordinate[] pixels = grid.toPixels(
                        read("LINESTRING (4500003.5 5799999.75, 4500007.75 5799998, 4500000.25 5800000.5)"))
                .getCoordinates();

        double[][] expected = {{3.25 / 0.3, 0.75 / 0.3}, {7.5 / 0.3, 2.5 / 0.3}, {0, 0}};
        for (int i = 0; i < expected.length; i++) {
            assertThat(pixels[i].x).isCloseTo(expected[i][0], within(1e-13));
            assertThat(pixels[i].y).isCloseTo(expected[i][1], within(1e-13));
        }
    }

    @Test
    void aReducedGridKeepsItsCorner() {
        GridToWorld grid = new GridToWorld(4, 3, 3, -4, 100, 200).scaled(2, 3);

        assertThat(grid).isEqualTo(new GridToWorld(8, 6, 9, -12, 100, 200));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, -1, 0, 0",
        "1, 2, 2, 4, 0, 0",
        "NaN, 0, 0, 1, 0, 0",
        "1, 0, 0, 1, Infinity, 0",
        "1, 0, 0, 1, 0, NaN"
    })
    void transformsThatCannotBeInvertedAreRefused(double a, double d, double b, double e, double tx, double ty) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GridToWorld(a, d, b, e, tx, ty))
                .withMessageContaining("" + a);
    }

    private static Geometry read(String wkt) throws ParseException {
        return new WKTReader().read(wkt);
    }
}
