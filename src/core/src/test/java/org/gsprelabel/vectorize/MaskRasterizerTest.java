package org.gsprelabel.vectorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class MaskRasterizerTest {

    private static final String DONUT = "POLYGON ((1 1, 1 5, 5 5, 5 1, 1 1), (2 2, 4 2, 4 4, 2 4, 2 2))";

    @Test
    void holesStayEmpty() throws ParseException {
        BitMask mask = MaskRasterizer.fill(read(DONUT), new PixelRect(0, 0, 6, 6));

        assertThat(Masks.drawing(mask)).containsExactly("......", ".####.", ".#..#.", ".#..#.", ".####.", "......");
    }

    @Test
    void whatLiesOutsideTheWindowIsLeftOut() throws ParseException {
        BitMask mask = MaskRasterizer.fill(read(DONUT), new PixelRect(3, -1, 2, 4));

        assertThat(Masks.drawing(mask)).containsExactly("..", "..", "##", ".#");
        assertThat(MaskRasterizer.fill(read(DONUT), new PixelRect(5, 5, 4, 4)).cardinality())
                .isZero();
        assertThat(MaskRasterizer.fill(read(DONUT), new PixelRect(-4, -4, 5, 5)).cardinality())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "POLYGON ((0 0, 0 2, 3 2, 3 0, 0 0)); true",
                "POLYGON ((0 0, 0 2, 3.5 2, 3.5 0, 0 0)); false",
                "POLYGON ((0 0, 0 2, 3 0, 0 0)); false",
                "POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0), (2 2, 4 2, 4 4.5, 2 4.5, 2 2)); false",
                "MULTIPOLYGON (((0 0, 0 2, 3 2, 3 0, 0 0)), ((5 5, 5 6, 6 5, 5 5))); false"
            })
    void tellsWhetherEdgesRunAlongPixels(String wkt, boolean expected) throws ParseException {
        assertThat(MaskRasterizer.followsPixelEdges(read(wkt))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.3, 63", "0.5, 64", "0.6, 65", "0.8, 130"})
    void rasterisingThePolygonsOfAMaskGivesTheMask(double density, int width) {
        for (long seed = 0; seed < 10; seed++) {
            BitMask mask = Masks.random(new Random(seed), width, 20, density);
            Geometry polygons = new GeometryFactory().buildGeometry(MaskVectorizer.polygons(mask));

            BitMask again = MaskRasterizer.fill(polygons, new PixelRect(mask.x(), mask.y(), width, 20));

            assertThat(MaskRasterizer.followsPixelEdges(polygons)).isTrue();
            assertThat(again.words()).isEqualTo(mask.words());
        }
    }

    private static Geometry read(String wkt) throws ParseException {
        return new WKTReader().read(wkt);
    }
}
