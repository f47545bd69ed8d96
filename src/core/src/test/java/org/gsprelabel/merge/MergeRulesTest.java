package org.gsprelabel.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Envelope;

class MergeRulesTest {

    /** Windows at 0..16 and 9..25; the strip is 9..16. */
    private static final TileGrid GRID = new TileGrid(24, 16, 16, 7);

    /** Windows at 0..16 and 12..28; the strip is 12..16. */
    private static final TileGrid WIDE = new TileGrid(28, 16, 16, 4);

    @ParameterizedTest(name = "areas {0} and {1} that share {2}: {3} of {4} is enough: {5}")
    @CsvSource({
        "10, 10, 5, IOU, 0.33, true",
        "10, 10, 5, IOU, 0.34, false",
        "10, 10, 5, IOS, 0.5, true",
        "10, 10, 5, IOS, 0.51, false",
        "2, 100, 2, IOU, 0.02, true",
        "2, 100, 2, IOU, 0.03, false",
        "2, 100, 2, IOS, 1, true",
        "10, 10, 0, IOU, 0.01, false",
        "10, 10, 10, IOU, 1, true"
    })
    void shapesAgreeFromTheLeastAgreementOn(
            double areaA, double areaB, double shared, Agreement agreement, double least, boolean agree) {
        MergeRules rules = new MergeRules(MergeStrategy.UNION, agreement, least, true);

        assertThat(rules.agree(shared, areaA, areaB)).isEqualTo(agree);
    }

    @Test
    void withIntersectionOverTheSmallerAPartIsOneWithItsWhole() {
        // The strip is 12..16; the part lies in it, and in the whole.
        Candidate whole = box(WIDE, "r0_c0", 4, 2, 16, 12, "roof", 0.9);
        Candidate part = box(WIDE, "r0_c1", 13, 4, 15, 8, "roof", 0.8);

        assertThat(merge(WIDE, MergeRules.of(MergeStrategy.UNION), whole, part)).hasSize(2);
        assertThat(merge(WIDE, new MergeRules(MergeStrategy.UNION, Agreement.IOS, 0.9, true), whole, part))
                .singleElement()
                .satisfies(one -> assertThat(one.geometry().getArea()).isEqualTo(120));
    }

    @Test
    void withoutClassesTheStrongestPieceGivesTheClass() {
        Candidate roof = box(WIDE, "r0_c0", 4, 2, 16, 12, "roof", 0.6);
        Candidate hall = box(WIDE, "r0_c1", 12, 2, 20, 12, "hall", 0.7);

        assertThat(merge(WIDE, MergeRules.of(MergeStrategy.UNION), roof, hall)).hasSize(2);
        assertThat(merge(WIDE, new MergeRules(MergeStrategy.UNION, Agreement.IOU, 0.5, false), roof, hall))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.className()).isEqualTo("hall");
                    assertThat(one.confidence()).isEqualTo(0.7);
                    assertThat(extent(one)).isEqualTo("4.0, 20.0, 2.0, 12.0");
                });
    }

    @Test
    void theSidesOfAWeightedBoxAreMeansOfThoseThatNoWindowCut() {
        // Seen whole by both: weights 0.6 and 0.2, so three parts of the first and one of the second.
        List<Candidate> merged = merge(
                GRID,
                MergeRules.of(MergeStrategy.WEIGHTED),
                box(GRID, "r0_c0", 10, 4, 14, 8, "car", 0.6),
                box(GRID, "r0_c1", 11, 4, 15, 9, "car", 0.2));

        assertThat(merged).singleElement().satisfies(one -> {
            assertThat(extent(one)).isEqualTo("10.25, 14.25, 4.0, 8.25");
            assertThat(one.confidence()).isEqualTo(0.4, within(1e-15));
            assertThat(one.pieces()).isEqualTo(2);
        });
    }

    @Test
    void aWeightedBoxAcrossASeamEndsWhereItsPiecesEndAndNotWhereWindowsDo() {
        List<Candidate> merged = merge(
                WIDE,
                MergeRules.of(MergeStrategy.WEIGHTED),
                box(WIDE, "r0_c0", 4, 2, 16, 10, "hall", 0.5),
                box(WIDE, "r0_c1", 12, 4, 24, 10, "hall", 0.5));

        assertThat(merged)
                .singleElement()
                .satisfies(one -> assertThat(extent(one)).isEqualTo("4.0, 24.0, 3.0, 10.0"));
    }

    @Test
    void aWeightedBoxOfNoConfidenceAtAllIsTheMean() {
        List<Candidate> merged = merge(
                GRID,
                MergeRules.of(MergeStrategy.WEIGHTED),
                box(GRID, "r0_c0", 10, 4, 14, 8, "car", 0),
                box(GRID, "r0_c1", 11, 4, 15, 8, "car", 0));

        assertThat(merged)
                .singleElement()
                .satisfies(one -> assertThat(extent(one)).isEqualTo("10.5, 14.5, 4.0, 8.0"));
    }

    @Test
    void onlyBoxesAreFused() {
        Candidate triangle =
                new Candidate(Scene.read("POLYGON ((1 1, 5 1, 1 5, 1 1))"), "roof", 0.5, new TileId(0, 0), Set.of(), 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> merge(GRID, MergeRules.of(MergeStrategy.WEIGHTED), triangle))
                .withMessage(
                        "merge WEIGHTED is for boxes along rows and columns, got a shape of 4 vertices of class roof"
                                + " in tile r0_c0; UNION, BEST and LARGEST take any shape");
    }

    private static List<Candidate> merge(TileGrid grid, MergeRules rules, Candidate... candidates) {
        List<Candidate> merged = new ArrayList<>();
        SeamMerger merger = new SeamMerger(grid, rules, (candidate, extent) -> merged.add(candidate));
        for (Candidate candidate : candidates) {
            merger.add(candidate.tile(), List.of(candidate));
        }
        merger.finish();
        return merged;
    }

    private static Candidate box(
            TileGrid grid,
            String tile,
            double left,
            double top,
            double right,
            double bottom,
            String className,
            double confidence) {
        TileId id = TileId.parse(tile);
        Envelope box = new Envelope(left, right, top, bottom);
        return new Candidate(
                Scene.read(Scene.box(left, top, right, bottom)), className, confidence, id, grid.cutSides(id, box), 1);
    }

    /** Left, right, top, bottom. */
    private static String extent(Candidate candidate) {
        Envelope box = candidate.geometry().getEnvelopeInternal();
        return String.format(Locale.ROOT, "%s, %s, %s, %s", box.getMinX(), box.getMaxX(), box.getMinY(), box.getMaxY());
    }
}
