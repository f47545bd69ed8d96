package org.gsprelabel.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

class PieceUnionTest {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    @Test
    void vertexesLeftBySeamsAreRemovedFromRealShapesToo() {
        Geometry union = PieceUnion.of(List.of(
                Scene.read(Scene.box(0.5, 0, 4, 3)),
                Scene.read(Scene.box(4, 0, 9, 3)),
                Scene.read(Scene.box(9, 1, 12, 3))));

        assertThat(union.toText()).isEqualTo("POLYGON ((0.5 0, 0.5 3, 12 3, 12 1, 9 1, 9 0, 0.5 0))");
    }

    @Test
    void piecesThatTouchAtAPointBecomeAMultiPolygon() {
        Geometry union = PieceUnion.of(List.of(Scene.read(Scene.box(1, 1, 2, 2)), Scene.read(Scene.box(0, 0, 1, 1))));

        assertThat(union.toText()).isEqualTo("MULTIPOLYGON (((0 0, 0 1, 1 1, 1 0, 0 0)), ((1 1, 1 2, 2 2, 2 1, 1 1)))");
    }

    @Test
    void aVeryLongShapeIsUnitedExactly() {
        Geometry union = PieceUnion.of(List.of(
                Scene.read(Scene.box(0, 0, 1_000_000, 10)), Scene.read(Scene.box(999_990, 0, 1_000_000, 900_000))));

        assertThat(union.toText())
                .isEqualTo("POLYGON ((0 0, 0 10, 999990 10, 999990 900000, 1000000 900000, 1000000 0, 0 0))");
    }

    @Test
    void slantedShapesAreUnitedByOverlay() {
        Geometry union = PieceUnion.of(
                List.of(Scene.read("POLYGON ((0 0, 0 4, 4 4, 0 0))"), Scene.read("POLYGON ((4 0, 0 0, 4 4, 4 0))")));

        assertThat(union.toText()).isEqualTo("POLYGON ((0 0, 0 4, 4 4, 4 0, 0 0))");
    }

    @Test
    void negativeZeroIsZero() {
        Geometry union = PieceUnion.of(
                List.of(Scene.read(Scene.box(-0.0, -0.0, 1.5, 2)), Scene.read(Scene.box(0.0, 0.0, 1, 2.5))));

        assertThat(union.getArea()).isEqualTo(1.5 * 2 + 0.5);
    }

    @Test
    void allWaysOfUnitingGiveTheSameShapes() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            List<Geometry> pieces = List.of(shape(random), shape(random), shape(random));

            Geometry byOverlay =
                    FACTORY.createMultiPolygon(PieceUnion.uniteOutlines(pieces).toArray(Polygon[]::new));
            Geometry byPixels = PieceUnion.of(pieces);

            assertThat(FACTORY.createMultiPolygon(polygons(byPixels)).norm().toText())
                    .isEqualTo(byOverlay.norm().toText());
            Geometry byRanks = FACTORY.createMultiPolygon(
                    AxisParallelUnion.of(pieces).orElseThrow().toArray(Polygon[]::new));
            assertThat(byRanks.norm().toText()).isEqualTo(byOverlay.norm().toText());
            assertThat(byPixels.isValid()).isTrue();
        }
    }

    private static Geometry shape(Random random) {
        BitMask mask = new BitMask(random.nextInt(20), random.nextInt(20), 40, 30);
        for (int row = 0; row < 30; row++) {
            for (int column = 0; column < 40; column++) {
                if (random.nextDouble() < 0.45) {
                    mask.set(column, row);
                }
            }
        }
        return FACTORY.createMultiPolygon(MaskVectorizer.polygons(mask).toArray(Polygon[]::new));
    }

    private static Polygon[] polygons(Geometry geometry) {
        Polygon[] polygons = new Polygon[geometry.getNumGeometries()];
        for (int i = 0; i < polygons.length; i++) {
            polygons[i] = (Polygon) geometry.getGeometryN(i);
        }
        return polygons;
    }
}
