package org.gsprelabel.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Origin;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Geometry;

/** What becomes of the origins of pieces. */
class OriginTest {

    /** Windows at 0..8, 6..14 and 12..20 both ways. */
    private static final TileGrid GRID = new TileGrid(20, 20, 8, 2);

    private static final String LEFT = Scene.box(1, 1, 8, 5);
    private static final String RIGHT = Scene.box(6, 1, 12, 5);

    @ParameterizedTest
    @CsvSource({
        "UNION, 0.8, 0.6, left",
        "UNION, 0.6, 0.8, right",
        "BEST, 0.6, 0.8, right",
        "LARGEST, 0.6, 0.8, left",
        "UNION, 0.7, 0.7, left"
    })
    void aMergedObjectHasTheOriginOfItsStrongestPieceOrOfTheOneThatIsKept(
            MergeStrategy strategy, double left, double right, String label) {
        List<Candidate> merged = new Scene(GRID)
                .add(piece("r0_c1", RIGHT, right, Origin.ofLabel("right")))
                .add(piece("r0_c0", LEFT, left, Origin.ofLabel("left")))
                .merge(strategy);

        assertThat(merged)
                .singleElement()
                .satisfies(one -> assertThat(one.origin()).isEqualTo(Origin.ofLabel(label)));
    }

    @Test
    void aFoldedObjectHasTheOriginOfItsStrongestPieceToo() {
        // Rows of windows at 0..8, 6..14, 12..20: the upper two pieces are folded before the last tile comes.
        List<Candidate> merged = new Scene(GRID)
                .add(piece("r0_c0", Scene.box(1, 1, 5, 8), 0.6, Origin.ofLabel("a")))
                .add(piece("r1_c0", Scene.box(1, 6, 5, 14), 0.9, Origin.ofLabel("b")))
                .add(piece("r2_c0", Scene.box(1, 12, 5, 19), 0.7, Origin.ofLabel("c")))
                .merge();

        assertThat(merged).singleElement().satisfies(one -> {
            assertThat(one.pieces()).isEqualTo(3);
            assertThat(one.origin()).isEqualTo(Origin.ofLabel("b"));
        });
    }

    @ParameterizedTest
    @EnumSource(MergeStrategy.class)
    void answersToDifferentPromptsAreNeverMergedWhereverTheyLie(MergeStrategy strategy) {
        Scene scene = new Scene(GRID)
                .add(piece("r0_c0", LEFT, 0.9, prompt("1")))
                .add(piece("r0_c0", LEFT, 0.9, prompt("2")))
                .add(piece("r0_c1", RIGHT, 0.9, prompt("3")));

        assertThat(scene.merge(strategy))
                .extracting(one -> one.origin().promptId().orElseThrow())
                .containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void answersOfUnknownTilesToDifferentPromptsAreNeverMerged() {
        List<Candidate> merged = new java.util.ArrayList<>();
        ShapeMerger merger = new ShapeMerger(MergeRules.of(MergeStrategy.UNION), merged::add);
        List.of(
                        piece("r0_c0", LEFT, 0.9, prompt("1")),
                        piece("r0_c0", LEFT, 0.8, prompt("2")),
                        piece("r0_c0", LEFT, 0.7, prompt("2")))
                .stream()
                .sorted(ShapeMerger.ORDER)
                .forEach(merger::add);
        merger.finish();

        assertThat(merged).extracting(Candidate::pieces).containsExactlyInAnyOrder(1, 2);
    }

    private static Origin prompt(String id) {
        return new Origin(Optional.empty(), Optional.of(id), OptionalDouble.empty());
    }

    private static Candidate piece(String tile, String wkt, double confidence, Origin origin) {
        TileId id = TileId.parse(tile);
        Geometry shape = Scene.read(wkt);
        return new Candidate(shape, "roof", confidence, id, GRID.cutSides(id, shape.getEnvelopeInternal()), 1, origin);
    }
}
