package org.gsprelabel.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.MinimumAreaRectangle;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.precision.GeometryPrecisionReducer;

class SeamMergerTest {

    /** Windows at 0..8, 6..14 and 12..20 both ways; strips 6..8 and 12..14. */
    private static final TileGrid GRID = new TileGrid(20, 20, 8, 2);

    @Test
    void anObjectAcrossTwoTilesBecomesOne() {
        List<Candidate> merged = new Scene(GRID).see(rectangle(3, 1, 12, 4)).merge();

        assertThat(Scene.wkt(merged)).containsExactly("POLYGON ((3 1, 3 4, 12 4, 12 1, 3 1))");
        assertThat(merged.get(0))
                .returns(new TileId(0, 0), Candidate::tile)
                .returns(2, Candidate::pieces)
                .returns(Set.of(), Candidate::cutSides);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void turnedBoxesHangOverTheWindowThatCutsTheirObjectAndYetBecomeOne(long seed) {
        // Roofs 60 pixels apart, turned at random; a model answers with the least turned box around what it sees of
        // each.
        TileGrid grid = new TileGrid(1200, 1200, 256, 48);
        Scene scene = new Scene(grid);
        Random random = new Random(seed);
        int overshooting = 0;
        for (int i = 0; i < 400; i++) {
            Geometry roof = AffineTransformation.rotationInstance(random.nextDouble() * Math.PI)
                    .translate(30 + 60 * (i % 20), 30 + 60 * (i / 20))
                    .transform(Scene.read(Scene.box(-10 - random.nextInt(8), -8, 10 + random.nextInt(8), 8)));
            for (TileId id : scene.allTiles()) {
                PixelRect rect = grid.tile(id).window();
                Geometry window = Scene.read(Scene.box(rect.x(), rect.y(), rect.right(), rect.bottom()));
                Geometry seen = roof.intersection(window);
                if (seen.getArea() >= 20) {
                    Geometry box = GeometryPrecisionReducer.reduce(
                            MinimumAreaRectangle.getMinimumRectangle(seen), new PrecisionModel(Candidate.FRACTIONS));
                    overshooting += window.buffer(1).covers(box) ? 0 : 1;
                    scene.add(id, box, Scene.ROOF, 0.5);
                }
            }
        }

        assertThat(overshooting).isGreaterThan(30);
        assertThat(scene.merge()).hasSize(400);
    }

    @Test
    void anObjectAcrossFourTilesBecomesOne() {
        List<Candidate> merged = new Scene(GRID).see(rectangle(2, 3, 11, 10)).merge();

        assertThat(Scene.wkt(merged)).containsExactly("POLYGON ((2 3, 2 10, 11 10, 11 3, 2 3))");
        assertThat(merged.get(0).pieces()).isEqualTo(4);
    }

    @Test
    void anObjectAcrossSixTilesBecomesOne() {
        List<Candidate> merged = new Scene(GRID).see(rectangle(1, 1, 19, 11)).merge();

        assertThat(Scene.wkt(merged)).containsExactly("POLYGON ((1 1, 1 11, 19 11, 19 1, 1 1))");
        assertThat(merged.get(0).pieces()).isEqualTo(6);
    }

    @Test
    void aRingAcrossAllTilesKeepsItsHole() {
        BitMask ring = rectangle(1, 1, 19, 19);
        clear(ring, 4, 4, 16, 16);

        assertThat(Scene.wkt(new Scene(GRID).see(ring).merge()))
                .containsExactly("POLYGON ((1 1, 1 19, 19 19, 19 1, 1 1), (4 4, 16 4, 16 16, 4 16, 4 4))");
    }

    @ParameterizedTest
    @CsvSource({"5, 1", "6, 1", "5, 5", "6, 6", "4, 5"})
    void aDonutOnASeamKeepsItsHole(int x, int y) {
        BitMask donut = rectangle(x, y, x + 5, y + 4);
        clear(donut, x + 1, y + 1, x + 4, y + 3);

        List<Candidate> merged = new Scene(GRID).see(donut).merge();

        assertThat(merged).singleElement().satisfies(candidate -> {
            assertThat(candidate.geometry().getArea()).isEqualTo(14);
            assertThat(candidate.geometry().getNumPoints()).isEqualTo(10);
        });
    }

    @Test
    void aWholeAndItsPartThatBothTilesSawOnTopOfEachOtherStayTwo() {
        // A house of 2..12 x 1..7 and its annexe of 5..12 x 3..5, as a mask generator gives both in either tile.
        Scene scene = new Scene(GRID)
                .add("r0_c0", Scene.box(2, 1, 8, 7), 0.9)
                .add("r0_c0", Scene.box(5, 3, 8, 5), 0.8)
                .add("r0_c1", Scene.box(6, 1, 12, 7), 0.9)
                .add("r0_c1", Scene.box(6, 3, 12, 5), 0.8);

        assertThat(Scene.wkt(scene.merge()))
                .containsExactlyInAnyOrder(
                        "POLYGON ((2 1, 2 7, 12 7, 12 1, 2 1))", "POLYGON ((5 3, 5 5, 12 5, 12 3, 5 3))");
    }

    @Test
    void partsOnEitherSideOfASeamAreNotJoinedThroughTheirWhole() {
        // The whole is 1..13 x 1..7; each tile saw another part of it, which lies outside the strip of 6..8.
        Scene scene = new Scene(GRID)
                .add("r0_c0", Scene.box(1, 1, 8, 7), 0.9)
                .add("r0_c0", Scene.box(2, 2, 5, 6), 0.8)
                .add("r0_c1", Scene.box(6, 1, 13, 7), 0.9)
                .add("r0_c1", Scene.box(9, 2, 12, 6), 0.8);

        assertThat(Scene.wkt(scene.merge()))
                .containsExactlyInAnyOrder(
                        "POLYGON ((1 1, 1 7, 13 7, 13 1, 1 1))",
                        "POLYGON ((2 2, 2 6, 5 6, 5 2, 2 2))",
                        "POLYGON ((9 2, 9 6, 12 6, 12 2, 9 2))");
    }

    @Test
    void distinctObjectsThatTouchDiagonallyInTheCornerStripStayTwo() {
        BitMask objects = rectangle(2, 2, 7, 7);
        set(objects, 7, 7, 12, 12);

        assertThat(Scene.wkt(new Scene(GRID).see(objects).merge()))
                .containsExactly(
                        "POLYGON ((2 2, 2 7, 7 7, 7 2, 2 2))", //
                        "POLYGON ((7 7, 7 12, 12 12, 12 7, 7 7))");
    }

    @Test
    void aRoadAlongAWholeRowOfTilesBecomesOne() {
        TileGrid grid = new TileGrid(6 * 50 + 2, 8, 8, 2);
        BitMask road = new BitMask(0, 0, 302, 8);
        road.setRun(3, 0, 302);

        List<Candidate> merged = new Scene(grid).see(road).merge();

        assertThat(Scene.wkt(merged)).containsExactly("POLYGON ((0 3, 0 4, 302 4, 302 3, 0 3))");
        assertThat(merged.get(0).pieces()).isEqualTo(50);
    }

    @Test
    void aRoadDownManyRowsOfTilesBecomesOne() {
        TileGrid grid = new TileGrid(14, 6 * 50 + 2, 8, 2);
        BitMask road = new BitMask(0, 0, 14, 302);
        for (int row = 0; row < 302; row++) {
            road.setRun(row, 7, 8);
        }

        List<Candidate> merged = new Scene(grid).see(road).merge();

        assertThat(Scene.wkt(merged)).containsExactly("POLYGON ((7 0, 7 302, 8 302, 8 0, 7 0))");
        assertThat(merged.get(0).pieces()).isEqualTo(100);
    }

    @Test
    void anObjectThatOneTileSawAsTwoArmsBecomesOne() {
        BitMask u = rectangle(5, 1, 12, 7);
        clear(u, 5, 3, 10, 5);

        List<Candidate> merged = new Scene(GRID).see(u).merge();

        assertThat(Scene.wkt(merged)).containsExactly("POLYGON ((5 1, 5 3, 10 3, 10 5, 5 5, 5 7, 12 7, 12 1, 5 1))");
        assertThat(merged.get(0).pieces())
                .as("two arms, two rows of tiles beside")
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void roofsOnePixelApartOnASeamStayTwo() {
        BitMask roofs = rectangle(2, 2, 6, 5);
        set(roofs, 7, 2, 13, 5);

        assertThat(new Scene(GRID).see(roofs).merge())
                .extracting(candidate -> candidate.geometry().getArea())
                .containsExactly(12.0, 18.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8})
    void roofsThatTouchOnASeamStayTwo(int wall) {
        Scene scene = new Scene(GRID);
        scene.see(rectangle(2, 2, wall, 5)).see(rectangle(wall, 2, 13, 5));

        assertThat(Scene.wkt(scene.merge()))
                .containsExactly(
                        "POLYGON ((2 2, 2 5, W 5, W 2, 2 2))".replace("W", "" + wall),
                        "POLYGON ((W 2, W 5, 13 5, 13 2, W 2))".replace("W", "" + wall));
    }

    @Test
    void aFragmentThatLiesInTheOverlapOnlyJoinsItsObject() {
        List<Candidate> merged = new Scene(GRID).see(rectangle(7, 2, 12, 5)).merge();

        assertThat(Scene.wkt(merged)).containsExactly("POLYGON ((7 2, 7 5, 12 5, 12 2, 7 2))");
        assertThat(merged.get(0).pieces()).isEqualTo(2);
    }

    @Test
    void classesNeverMix() {
        Scene scene = new Scene(GRID)
                .add(TileId.parse("r0_c0"), Scene.read(Scene.box(3, 1, 8, 4)), "roof", 0.5)
                .add(TileId.parse("r0_c1"), Scene.read(Scene.box(6, 1, 12, 4)), "tree", 0.5);

        assertThat(scene.merge()).extracting(Candidate::className).containsExactly("roof", "tree");
    }

    @Test
    void anObjectThatOneTileSawRaggedAtItsEdgeIsJoinedToItsWholeView() {
        Scene scene = new Scene(new TileGrid(28, 16, 16, 4))
                .add("r0_c0", "POLYGON ((8 2, 8 8, 12 8, 12 4, 16 4, 16 3, 12 3, 12 2, 8 2))", 0.4)
                .add("r0_c1", Scene.box(12, 2, 24, 8), 0.9);

        List<Candidate> merged = scene.merge();

        assertThat(Scene.wkt(merged)).containsExactly("POLYGON ((8 2, 8 8, 24 8, 24 2, 8 2))");
        assertThat(merged.get(0).confidence()).isEqualTo(0.9);
    }

    @Test
    void anObjectThatFadesBeforeTheEdgeOfItsWindowIsJoinedToTheViewThatIsCut() {
        Scene scene = new Scene(new TileGrid(28, 16, 16, 4))
                .add("r0_c0", Scene.box(4, 2, 13, 8), 0.4)
                .add("r0_c1", Scene.box(12, 2, 24, 8), 0.9);

        assertThat(scene.merge()).hasSize(1);
    }

    @Test
    void aSmallObjectInsideALargeOneStaysApartWhenBothAreSeenTwice() {
        Scene scene = new Scene(new TileGrid(28, 16, 16, 4))
                .add("r0_c0", Scene.box(2, 1, 16, 12), 0.9)
                .add("r0_c1", Scene.box(12, 1, 26, 12), 0.9)
                .add("r0_c0", Scene.box(11, 4, 16, 7), 0.8)
                .add("r0_c1", Scene.box(12, 4, 18, 7), 0.8);

        assertThat(scene.merge())
                .extracting(candidate -> candidate.geometry().getArea())
                .containsExactly(24 * 11.0, 7 * 3.0);
    }

    @Test
    void aSmallObjectInsideALargeOneStaysApartWhenOneTileMissedIt() {
        Scene scene = new Scene(new TileGrid(28, 16, 16, 4))
                .add("r0_c0", Scene.box(2, 1, 16, 12), 0.9)
                .add("r0_c1", Scene.box(12, 1, 26, 12), 0.9)
                .add("r0_c0", Scene.box(11, 4, 16, 7), 0.8);

        assertThat(scene.merge()).hasSize(2);
    }

    @Test
    void aSmallObjectThatNoWindowCutStaysApartFromALargeOneOfTheOtherTile() {
        Scene scene = new Scene(new TileGrid(28, 16, 16, 4))
                .add("r0_c0", Scene.box(13, 4, 15, 7), 0.8)
                .add("r0_c1", Scene.box(12, 1, 26, 12), 0.9);

        assertThat(scene.merge()).hasSize(2);
    }

    @Test
    void anObjectSeenWholeByThreeTilesIsOne() {
        Scene scene = new Scene(GRID)
                .add("r0_c0", Scene.box(6, 6, 8, 8), 0.3)
                .add("r0_c1", Scene.box(6, 6, 8, 8), 0.7)
                .add("r1_c0", Scene.box(6, 6, 8, 8), 0.5);

        assertThat(scene.merge()).singleElement().satisfies(candidate -> {
            assertThat(candidate.pieces()).isEqualTo(3);
            assertThat(candidate.confidence()).isEqualTo(0.7);
            assertThat(candidate.cutSides()).isEmpty();
        });
    }

    @Test
    void boxesWithRealCornersMergeByTheStripNotByTheirWholeShapes() {
        Scene scene = new Scene(new TileGrid(180, 100, 100, 20))
                .add("r0_c0", Scene.box(10.5, 20.25, 99.5, 60.5), 0.6)
                .add("r0_c1", Scene.box(80.25, 20.5, 150.75, 60.25), 0.8);

        assertThat(scene.merge()).singleElement().satisfies(candidate -> {
            Envelope box = candidate.geometry().getEnvelopeInternal();
            assertThat(box.equals(new Envelope(10.5, 150.75, 20.25, 60.5))).isTrue();
            assertThat(candidate.geometry().isValid()).isTrue();
        });
    }

    @Test
    void withoutOverlapNothingMerges() {
        TileGrid grid = new TileGrid(16, 8, 8, 0);

        assertThat(new Scene(grid).see(rectangle(3, 1, 12, 4)).merge()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"NONE, 2", "UNION, 1", "BEST, 1", "LARGEST, 1", "WEIGHTED, 1"})
    void strategiesSayWhatBecomesOfAGroup(MergeStrategy strategy, int count) {
        Scene scene = new Scene(GRID).add("r0_c0", Scene.box(1, 1, 8, 4), 0.4).add("r0_c1", Scene.box(6, 1, 9, 4), 0.9);

        List<Candidate> merged = scene.merge(strategy);

        assertThat(merged).hasSize(count);
        Candidate first = merged.get(0);
        switch (strategy) {
            case NONE -> assertThat(merged).extracting(Candidate::pieces).containsExactly(1, 1);
            case UNION -> {
                assertThat(first.geometry().getArea()).isEqualTo(24);
                assertThat(first.confidence()).isEqualTo(0.9);
                assertThat(first.cutSides()).isEmpty();
            }
            case BEST -> {
                assertThat(first.geometry().getArea()).isEqualTo(9);
                assertThat(first.confidence()).isEqualTo(0.9);
                assertThat(first.cutSides()).containsExactly(Side.W);
            }
            case LARGEST -> {
                assertThat(first.geometry().getArea()).isEqualTo(21);
                assertThat(first.confidence()).isEqualTo(0.4);
                assertThat(first.cutSides()).containsExactly(Side.E);
            }
            case WEIGHTED -> {
                assertThat(first.geometry().getArea()).isEqualTo(24);
                assertThat(first.confidence()).isEqualTo(0.65);
                assertThat(first.cutSides()).isEmpty();
            }
        }
        if (strategy != MergeStrategy.NONE) {
            assertThat(first.tile()).isEqualTo(new TileId(0, 0));
            assertThat(first.pieces()).isEqualTo(2);
        }
    }

    @Test
    void tiesOfTheBestPieceGoToTheLargerOne() {
        Scene scene = new Scene(GRID).add("r0_c0", Scene.box(1, 1, 8, 4), 0.9).add("r0_c1", Scene.box(6, 1, 9, 4), 0.9);

        assertThat(Scene.wkt(scene.merge(MergeStrategy.BEST))).containsExactly("POLYGON ((1 1, 1 4, 8 4, 8 1, 1 1))");
    }

    @Test
    void aSideStaysCutWhenTheTileBeyondIsMissing() {
        List<Candidate> merged =
                new Scene(GRID).see(rectangle(1, 1, 19, 4)).without("r0_c2").merge();

        assertThat(Scene.wkt(merged)).containsExactly("POLYGON ((1 1, 1 4, 14 4, 14 1, 1 1))");
        assertThat(merged.get(0).cutSides()).containsExactly(Side.E);
    }

    @Test
    void sidesStayCutWhereNeighboursSawOnlyAPartOfWhatLiesBehind() {
        List<Candidate> merged =
                new Scene(GRID).see(rectangle(1, 5, 19, 12)).without("r1_c1").merge();

        assertThat(merged).singleElement().satisfies(candidate -> {
            assertThat(candidate.pieces()).isEqualTo(5);
            assertThat(candidate.cutSides()).containsExactlyInAnyOrder(Side.E, Side.S, Side.W);
        });
    }

    @Test
    void identicalObjectsOutOfTwoRequestsBecomeOne() {
        List<Candidate> once = new Scene(GRID)
                .see(rectangle(3, 1, 12, 4))
                .see(rectangle(1, 10, 5, 12))
                .merge();

        List<Candidate> merged = new Scene(GRID).addAll(once).addAll(once).merge();

        assertThat(Scene.wkt(merged)).containsExactlyElementsOf(Scene.wkt(once));
    }

    @Test
    void anObjectMergedBeforeTakesInTheShorterViewOfAnotherRequest() {
        List<Candidate> whole = new Scene(GRID).see(rectangle(3, 1, 18, 4)).merge();
        List<Candidate> partial =
                new Scene(GRID).see(rectangle(3, 1, 18, 4)).without("r0_c0").merge();

        assertThat(Scene.wkt(new Scene(GRID).addAll(whole).addAll(partial).merge()))
                .containsExactly("POLYGON ((3 1, 3 4, 18 4, 18 1, 3 1))");
    }

    @Test
    void theExtentOfAGroupCoversAllPiecesWhateverTheStrategy() {
        List<Envelope> extents = new ArrayList<>();
        SeamMerger merger =
                new SeamMerger(GRID, MergeRules.of(MergeStrategy.BEST), (merged, extent) -> extents.add(extent));
        Scene scene = new Scene(GRID).see(rectangle(3, 1, 12, 4));
        merger.add(new TileId(0, 0), scene.candidates(new TileId(0, 0)));
        merger.add(new TileId(0, 1), scene.candidates(new TileId(0, 1)));
        merger.finish();

        assertThat(extents).containsExactly(new Envelope(3, 12, 1, 4));
    }

    @Test
    void statisticsCountCandidatesAndGroups() {
        SeamMerger merger = new SeamMerger(GRID, MergeRules.of(MergeStrategy.UNION), (merged, extent) -> {});
        Scene scene = new Scene(GRID).see(rectangle(2, 3, 11, 10)).see(rectangle(16, 16, 18, 18));
        scene.allTiles().forEach(tile -> merger.add(tile, scene.candidates(tile)));
        merger.finish();

        assertThat(merger.statistics()).isEqualTo(new MergeStatistics(5, 2, 1, 4));
    }

    @Test
    void tilesOutOfOrderAndStrangersAreRefused() {
        SeamMerger merger = new SeamMerger(GRID, MergeRules.of(MergeStrategy.UNION), (merged, extent) -> {});
        merger.add(new TileId(1, 1), List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> merger.add(new TileId(1, 1), List.of()))
                .withMessageContaining("r1_c1 after r1_c1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> merger.add(new TileId(0, 2), List.of()))
                .withMessageContaining("r0_c2 after r1_c1");
        List<Candidate> ofAnother = new Scene(GRID).see(rectangle(1, 1, 3, 3)).candidates(new TileId(0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> merger.add(new TileId(1, 2), ofAnother))
                .withMessageContaining("r0_c0");
        merger.finish();
        assertThatIllegalStateException().isThrownBy(() -> merger.add(new TileId(2, 2), List.of()));
        assertThatIllegalStateException().isThrownBy(merger::finish);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
    void theAgreementIsAFraction(double minAgreement) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MergeRules(MergeStrategy.UNION, Agreement.IOU, minAgreement, true))
                .withMessageContaining("" + minAgreement);
    }

    private static BitMask rectangle(int left, int top, int right, int bottom) {
        BitMask mask = new BitMask(0, 0, 20, 20);
        set(mask, left, top, right, bottom);
        return mask;
    }

    private static void set(BitMask mask, int left, int top, int right, int bottom) {
        for (int row = top; row < bottom; row++) {
            mask.setRun(row, left, right);
        }
    }

    private static void clear(BitMask mask, int left, int top, int right, int bottom) {
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                mask.clear(column, row);
            }
        }
    }
}
