package org.gsprelabel.vectorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;

class MaskVectorizerTest {

    @Test
    void anEmptyMaskHasNoPolygon() {
        assertThat(MaskVectorizer.polygons(new BitMask(0, 0, 64, 64))).isEmpty();
    }

    @Test
    void onePixelIsASquareOfAreaOne() {
        assertThat(wkt(Masks.draw("#"))).containsExactly("POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0))");
    }

    @Test
    void theOffsetOfTheMaskIsAdded() {
        assertThat(wkt(Masks.drawAt(100, -7, ".##")))
                .containsExactly("POLYGON ((101 -7, 101 -6, 103 -6, 103 -7, 101 -7))");
    }

    @Test
    void straightEdgesHaveNoVertexInBetween() {
        assertThat(wkt(Masks.draw("####", "####", "##..")))
                .containsExactly("POLYGON ((0 0, 0 3, 2 3, 2 2, 4 2, 4 0, 0 0))");
    }

    @Test
    void pixelsThatTouchAtACornerAreTwoPolygons() {
        assertThat(wkt(Masks.draw("#.", ".#")))
                .containsExactly("POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0))", "POLYGON ((1 1, 1 2, 2 2, 2 1, 1 1))");
        assertThat(wkt(Masks.draw(".#", "#.")))
                .containsExactly("POLYGON ((1 0, 1 1, 2 1, 2 0, 1 0))", "POLYGON ((0 1, 0 2, 1 2, 1 1, 0 1))");
    }

    @Test
    void aDonutKeepsItsHole() {
        assertThat(wkt(Masks.draw("###", "#.#", "###")))
                .containsExactly("POLYGON ((0 0, 0 3, 3 3, 3 0, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))");
    }

    @Test
    void anIslandInAHoleIsAPolygonOfItsOwn() {
        assertThat(wkt(Masks.draw("#####", "#...#", "#.#.#", "#...#", "#####")))
                .containsExactly(
                        "POLYGON ((0 0, 0 5, 5 5, 5 0, 0 0), (1 1, 4 1, 4 4, 1 4, 1 1))",
                        "POLYGON ((2 2, 2 3, 3 3, 3 2, 2 2))");
    }

    @Test
    void anIslandThatTouchesItsLakeShoreAtACornerStaysAnIsland() {
        assertThat(wkt(Masks.draw("####", "##.#", "#.##", "####")))
                .as("two holes that touch")
                .containsExactly(
                        "POLYGON ((0 0, 0 4, 4 4, 4 0, 0 0), (1 2, 2 2, 2 3, 1 3, 1 2), (2 1, 3 1, 3 2, 2 2, 2 1))");
        assertThat(wkt(Masks.draw("#####", "#...#", "#.#.#", "#..##", "#####")))
                .as("island and shore touch")
                .containsExactly(
                        "POLYGON ((0 0, 0 5, 5 5, 5 0, 0 0), (1 1, 4 1, 4 3, 3 3, 3 4, 1 4, 1 1))",
                        "POLYGON ((2 2, 2 3, 3 3, 3 2, 2 2))");
    }

    @Test
    void aHoleThatMeetsTheOutsideAtACornerIsAHoleThatTouchesTheShell() {
        assertThat(wkt(Masks.draw(".###", "#.##", "####")))
                .containsExactly("POLYGON ((0 1, 0 3, 4 3, 4 0, 1 0, 1 1, 0 1))"
                        .replace("1 1, 0 1))", "1 1, 0 1), (1 1, 2 1, 2 2, 1 2, 1 1))"));
        assertThat(wkt(Masks.draw("###", "#.#", "##.")))
                .containsExactly("POLYGON ((0 0, 0 3, 2 3, 2 2, 3 2, 3 0, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))");
    }

    @Test
    void aBayClosedByACornerContactBecomesAHole() {
        assertThat(wkt(Masks.draw("#####", "#...#", "#.#.#", "#.##.", "#....")))
                .as("what closes the bay is another component")
                .hasSize(2);
        assertThat(wkt(Masks.draw("####", "#..#", "#.#.", "###.")))
                .containsExactly("POLYGON ((0 0, 0 4, 3 4, 3 2, 4 2, 4 0, 0 0), (1 1, 3 1, 3 2, 2 2, 2 3, 1 3, 1 1))");
    }

    @Test
    void holesOfSeveralComponentsFindTheirOwnShell() {
        List<Polygon> polygons = MaskVectorizer.polygons(Masks.draw(
                "#########", //
                "#.......#",
                "#.#####.#",
                "#.#.#.#.#",
                "#.#####.#",
                "#.......#",
                "###.#####"));

        assertThat(polygons).extracting(Polygon::getNumInteriorRing).containsExactly(0, 2);
        assertThat(polygons).extracting(Polygon::getArea).containsExactly(27.0, 13.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 127, 128, 130})
    void aFullMaskIsOneRectangleWhateverItsWidth(int width) {
        BitMask mask = new BitMask(0, 0, width, 2);
        mask.setRun(0, 0, width);
        mask.setRun(1, 0, width);

        assertThat(wkt(mask)).containsExactly("POLYGON ((0 0, 0 2, W 2, W 0, 0 0))".replace("W", "" + width));
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64, 65, 130})
    void holesAcrossWordsFindTheirShell(int width) {
        BitMask mask = new BitMask(0, 0, width, 4);
        for (int row = 0; row < 4; row++) {
            mask.setRun(row, 0, width);
        }
        mask.clear(width - 2, 1);
        mask.clear(width - 3, 2);

        List<Polygon> polygons = MaskVectorizer.polygons(mask);

        assertThat(polygons).singleElement().satisfies(polygon -> {
            assertThat(polygon.getNumInteriorRing()).isEqualTo(2);
            assertThat(polygon.isValid()).isTrue();
            assertThat(polygon.getArea()).isEqualTo(4.0 * width - 2);
        });
    }

    @ParameterizedTest
    @CsvSource({"0.05, 63", "0.3, 64", "0.5, 65", "0.6, 130", "0.7, 40", "0.8, 100", "0.95, 200"})
    void randomMasksBecomeValidPolygonsOfExactlyTheirPixels(double density, int width) {
        for (long seed = 0; seed < 25; seed++) {
            BitMask mask = Masks.random(new Random(seed), width, 30, density);
            int[] labels = Masks.floodFill(mask, Connectivity.FOUR);

            List<Polygon> polygons = MaskVectorizer.polygons(mask);

            assertThat(polygons)
                    .hasSize(Arrays.stream(labels).max().orElse(-1) + 1)
                    .allSatisfy(polygon -> {
                        assertThat(new IsValidOp(polygon).getValidationError()).isNull();
                        assertThat(polygon.equalsExact(polygon.norm())).isTrue();
                    });
            assertThat(polygons.stream().mapToDouble(Polygon::getArea).sum()).isEqualTo((double) mask.cardinality());
            assertThat(pointsInPolygons(polygons, mask)).as("seed %d", seed).isEqualTo(labels);
        }
    }

    @Test
    void moreDiagonalContactsThanBuffersHoldAtFirst() {
        BitMask mask = new BitMask(0, 0, 200, 200);
        for (int row = 0; row < 200; row++) {
            for (int column = row % 2; column < 200; column += 2) {
                mask.set(column, row);
            }
        }

        List<Polygon> polygons = MaskVectorizer.polygons(mask);

        assertThat(polygons).hasSize(20_000).allMatch(polygon -> polygon.getArea() == 1);
    }

    private static List<String> wkt(BitMask mask) {
        List<Polygon> polygons = MaskVectorizer.polygons(mask);
        assertThat(polygons).allMatch(Geometry::isValid);
        return polygons.stream().map(Geometry::toText).toList();
    }

    /** Number of the polygon that holds a pixel's centre, -1 for none. */
    private static int[] pointsInPolygons(List<Polygon> polygons, BitMask mask) {
        int[] labels = new int[mask.width() * mask.height()];
        Arrays.fill(labels, -1);
        for (int i = 0; i < polygons.size(); i++) {
            IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(polygons.get(i));
            Envelope box = polygons.get(i).getEnvelopeInternal();
            for (double y = box.getMinY() + 0.5; y < box.getMaxY(); y++) {
                for (double x = box.getMinX() + 0.5; x < box.getMaxX(); x++) {
                    if (locator.locate(new Coordinate(x, y)) == Location.INTERIOR) {
                        int column = (int) (x - mask.x());
                        int row = (int) (y - mask.y());
                        int pixel = row * mask.width() + column;
                        assertThat(labels[pixel]).as("polygons overlap").isEqualTo(-1);
                        labels[pixel] = i;
                    }
                }
            }
        }
        return labels;
    }
}
