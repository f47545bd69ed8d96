package org.gsprelabel.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeamMergerStreamingTest {

    /** Four columns and 60 rows of tiles, step 24. */
    private static final TileGrid GRID = new TileGrid(104, 24 * 60 + 8, 32, 8);

    @Test
    void noMoreThanTwoRowsOfTilesAreHeldAndNothingWaitsForTheEnd() {
        Scene scene = smallObjects();
        List<Candidate> out = new ArrayList<>();
        SeamMerger merger =
                new SeamMerger(GRID, MergeRules.of(MergeStrategy.UNION), (merged, extent) -> out.add(merged));

        for (TileId tile : scene.allTiles()) {
            merger.add(tile, scene.candidates(tile));
            long lastTwoRows = 0;
            for (int row = Math.max(0, tile.row() - 1); row <= tile.row(); row++) {
                for (int column = 0; column < GRID.columns(); column++) {
                    lastTwoRows += scene.candidates(new TileId(row, column)).size();
                }
            }
            assertThat(merger.openCandidates()).isLessThanOrEqualTo(lastTwoRows);
        }

        assertThat(out).hasSizeGreaterThan(300);
        merger.finish();
        assertThat(merger.openCandidates()).isZero();
    }

    @Test
    void aGroupLeavesAsSoonAsTheNextRowBeginsBelowIt() {
        List<Candidate> out = new ArrayList<>();
        SeamMerger merger =
                new SeamMerger(GRID, MergeRules.of(MergeStrategy.UNION), (merged, extent) -> out.add(merged));
        Scene scene =
                new Scene(GRID).add("r0_c0", Scene.box(1, 1, 9, 24), 0.5).add("r0_c0", Scene.box(12, 1, 20, 25), 0.5);
        TileId first = new TileId(0, 0);

        merger.add(first, scene.candidates(first));
        assertThat(out).isEmpty();

        merger.add(new TileId(1, 0), List.of());
        assertThat(Scene.wkt(out)).containsExactly("POLYGON ((1 1, 1 24, 9 24, 9 1, 1 1))");

        merger.add(new TileId(2, 0), List.of());
        assertThat(out).hasSize(2);
    }

    @Test
    void ofAnObjectAsLargeAsTheImageOneShapeForEachRowIsHeld() {
        List<Candidate> out = new ArrayList<>();
        SeamMerger merger =
                new SeamMerger(GRID, MergeRules.of(MergeStrategy.UNION), (merged, extent) -> out.add(merged));
        BitMask ground = new BitMask(0, 0, GRID.width(), GRID.height());
        for (int row = 0; row < GRID.height(); row++) {
            ground.setRun(row, 0, GRID.width());
        }
        Scene scene = new Scene(GRID).see(ground);

        for (TileId tile : scene.allTiles()) {
            merger.add(tile, scene.candidates(tile));
            // The pieces of this row and of the row above, which reach into the windows to come, and what was folded.
            assertThat(merger.openShapes()).isLessThanOrEqualTo(2L * GRID.columns() + tile.row());
        }
        merger.finish();

        assertThat(Scene.wkt(out)).containsExactly("POLYGON ((0 0, 0 1448, 104 1448, 104 0, 0 0))");
        assertThat(out).singleElement().satisfies(object -> {
            assertThat(object.pieces()).isEqualTo(4 * 60);
            assertThat(object.tile()).isEqualTo(new TileId(0, 0));
            assertThat(object.cutSides()).isEmpty();
        });
        assertThat(merger.statistics()).isEqualTo(new MergeStatistics(240, 1, 1, 240));
    }

    @ParameterizedTest
    @EnumSource(names = {"BEST", "LARGEST"})
    void ofAnObjectAsLargeAsTheImageThePieceChosenSoFarIsHeld(MergeStrategy strategy) {
        List<Candidate> out = new ArrayList<>();
        SeamMerger merger = new SeamMerger(GRID, MergeRules.of(strategy), (merged, extent) -> out.add(merged));
        BitMask ground = new BitMask(0, 0, GRID.width(), GRID.height());
        for (int row = 0; row < GRID.height(); row++) {
            ground.setRun(row, 0, GRID.width());
        }
        Scene scene = new Scene(GRID).see(ground);

        for (TileId tile : scene.allTiles()) {
            merger.add(tile, scene.candidates(tile));
            assertThat(merger.openShapes()).isLessThanOrEqualTo(3L * GRID.columns());
        }
        merger.finish();

        assertThat(out).singleElement().returns((int) GRID.size(), Candidate::pieces);
    }

    @Test
    void heapsOfShapesThatAreNearlyAlikeAreRefused() {
        SeamMerger merger = new SeamMerger(GRID, MergeRules.of(MergeStrategy.UNION), (merged, extent) -> {});
        merger.add(new TileId(0, 0), heap(new TileId(0, 0)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> merger.add(new TileId(0, 1), heap(new TileId(0, 1))))
                .withMessageStartingWith(
                        "shapes of tiles r0_c0 and r0_c1 overlap each other in more than 1000000 pairs");
    }

    /** Boxes in the strip of the first two tiles that differ by a 2000th of a pixel. */
    private static List<Candidate> heap(TileId tile) {
        Scene scene = new Scene(GRID);
        for (int i = 0; i < 1100; i++) {
            scene.add(tile.toString(), Scene.box(26 + i / 2000.0, 1, 27 + i / 2000.0, 3), 0.5);
        }
        return scene.candidates(tile);
    }

    @Test
    void copiesOfOneSquareTakeNoQuadraticTime() {
        // Compared with each other, a fifth of a million copies in two tiles would take hours.
        Candidate square = new Scene(GRID)
                .add("r0_c0", Scene.box(26, 1, 28, 3), 0.5)
                .candidates(new TileId(0, 0))
                .get(0);
        Candidate other = new Candidate(
                square.geometry(),
                square.className(),
                square.confidence(),
                new TileId(0, 1),
                GRID.cutSides(new TileId(0, 1), square.geometry().getEnvelopeInternal()),
                1);
        List<Candidate> out = new ArrayList<>();
        SeamMerger merger =
                new SeamMerger(GRID, MergeRules.of(MergeStrategy.UNION), (merged, extent) -> out.add(merged));

        merger.add(new TileId(0, 0), Collections.nCopies(100_000, square));
        merger.add(new TileId(0, 1), Collections.nCopies(100_000, other));
        merger.finish();

        assertThat(out)
                .singleElement()
                .returns(200_000, Candidate::pieces)
                .returns(4.0, one -> one.geometry().getArea());
    }

    @Test
    void tilesWithoutCandidatesMayBeLeftOutWithoutChangingTheOrder() {
        Scene scene = smallObjects();
        scene.without("r3_c0")
                .without("r3_c1")
                .without("r3_c2")
                .without("r3_c3")
                .without("r7_c2");
        List<Candidate> all = new ArrayList<>();
        SeamMerger merger =
                new SeamMerger(GRID, MergeRules.of(MergeStrategy.UNION), (merged, extent) -> all.add(merged));
        scene.allTiles().forEach(tile -> merger.add(tile, scene.candidates(tile)));
        merger.finish();

        assertThat(scene.merge()).containsExactlyElementsOf(all);
    }

    @Test
    void withoutMergingCandidatesPassAtOnce() {
        List<Candidate> out = new ArrayList<>();
        SeamMerger merger =
                new SeamMerger(GRID, MergeRules.of(MergeStrategy.NONE), (merged, extent) -> out.add(merged));
        Scene scene = smallObjects();
        TileId first = new TileId(0, 0);

        merger.add(first, scene.candidates(first));

        assertThat(out).containsExactlyInAnyOrderElementsOf(scene.candidates(first));
        assertThat(merger.openCandidates()).isZero();
    }

    private static Scene smallObjects() {
        Random random = new Random(7);
        BitMask mask = new BitMask(0, 0, GRID.width(), GRID.height());
        for (int i = 0; i < 1000; i++) {
            int x = random.nextInt(GRID.width() - 6);
            int y = random.nextInt(GRID.height() - 6);
            int width = 1 + random.nextInt(6);
            for (int row = y; row < y + 4; row++) {
                mask.setRun(row, x, x + width);
            }
        }
        return new Scene(GRID).see(mask);
    }
}
