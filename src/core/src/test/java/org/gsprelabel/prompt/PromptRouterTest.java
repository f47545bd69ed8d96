package org.gsprelabel.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class PromptRouterTest {

    /** Windows 0..32, 24..56, 48..80 along the columns (raster 0..70), 0..32 and 24..56 along the rows (raster 0..50). */
    private static final TileGrid GRID = new TileGrid(70, 50, 32, 8);

    @ParameterizedTest(name = "x {0}..{1}, y {2}..{3}: {4}")
    @CsvSource({
        // A point in one window alone.
        "10, 10, 10, 10, r0_c0",
        "40, 40, 10, 10, r0_c1",
        // In 24..32 two windows hold it: margins 32 - 27 = 5 against 27 - 24 = 3, then 3 against 5.
        "27, 27, 5, 5, r0_c0",
        "29, 29, 5, 5, r0_c1",
        // Both margins are 4: the first column, the first row.
        "28, 28, 28, 28, r0_c0",
        // The axes are looked at by themselves: near the upper edge of the raster, where only one row can be had, the
        // better column still counts.
        "30, 30, 0, 0, r0_c1",
        // At the edges of the raster a window has no side: column 2 sees 65 with a margin of 17, not of 80 - 65.
        "53, 53, 49, 49, r1_c2",
        "0, 0, 0, 0, r0_c0",
        "70, 70, 50, 50, r1_c2",
        // Boxes: 25..30 has margins 32 - 30 = 2 and 25 - 24 = 1; 26..31 has 1 and 2.
        "25, 30, 3, 9, r0_c0",
        "26, 31, 3, 9, r0_c1",
        // 20..30 does not fit into 24..56, and 27..40 not into 0..32.
        "20, 30, 3, 9, r0_c0",
        "27, 40, 3, 9, r0_c1",
        // As wide as a window: exactly one holds it.
        "24, 56, 3, 9, r0_c1",
        // Larger than a tile: 2..40 lacks 8 in column 0 and 22 in column 1; 20..60 lacks 28, 4 + 4 and 28.
        "2, 40, 3, 9, r0_c0",
        "20, 60, 3, 9, r0_c1",
        // What hangs over the edge does not count: -30..30 is 0..30, and 60..90 is 60..70.
        "-30, 30, 3, 9, r0_c0",
        "60, 90, 40, 99, r1_c2"
    })
    void aPromptGoesToTheTileThatSeesItBest(double minX, double maxX, double minY, double maxY, String tile) {
        assertThat(new PromptRouter(GRID).tileOf(new Envelope(minX, maxX, minY, maxY)))
                .isEqualTo(TileId.parse(tile));
    }

    @Test
    void aPointGoesToTheTileInWhoseCoreItLies() {
        PromptRouter router = new PromptRouter(GRID);
        for (int row = 0; row < GRID.rows(); row++) {
            for (int column = 0; column < GRID.columns(); column++) {
                Tile tile = GRID.tile(new TileId(row, column));
                for (int y = tile.core().y(); y < tile.core().bottom(); y++) {
                    for (int x = tile.core().x(); x < tile.core().right(); x++) {
                        assertThat(router.tileOf(new Envelope(x + 0.5, x + 0.5, y + 0.5, y + 0.5)))
                                .isEqualTo(tile.id());
                    }
                }
            }
        }
    }

    @Test
    void promptsOutsideTheRasterAreCountedAndTheOthersKeepTheirOrder() {
        RejectionCounts unusable = new RejectionCounts();
        unusable.add(Rejection.BAD_GEOMETRY, 2);
        GivenPrompts prompts = GivenPrompts.of(
                point("b", 40, 40),
                point("out", 70.1, 10),
                point("a", 41, 41),
                point("edge", 0, 0),
                box("touches", 70, 80, 0, 10),
                box("hangs over", 69, 80, 0, 10));

        RoutedPrompts routed = RoutedPrompts.of(
                new GivenPrompts(prompts.prompts(), List.of("roof", "tree", "car"), unusable, new RejectionCounts()),
                GRID);

        assertThat(routed.tiles()).containsExactly(new TileId(0, 0), new TileId(0, 2), new TileId(1, 1));
        assertThat(routed.of(new TileId(1, 1))).extracting(ObjectPrompt::id).containsExactly("b", "a");
        assertThat(routed.of(new TileId(1, 0))).isEmpty();
        assertThat(routed.rejections().get(Rejection.OUTSIDE_RASTER)).isEqualTo(2);
        assertThat(routed.given()).isEqualTo(8);
        assertThat(routed.leftOut().total()).isZero();
        // That of a prompt that could not be used, too: a request may ask for it by name.
        assertThat(routed.classNames()).containsExactly("roof", "tree", "car");
    }

    @Test
    void whatLiesOutsideTheRasterIsLeftOutOfAPromptThatHasMore() {
        ObjectPrompt.Point inside = new ObjectPrompt.Point(40, 40, true);
        ObjectPrompt.Point beyond = new ObjectPrompt.Point(75, 40, true);
        ObjectPrompt.Point behind = new ObjectPrompt.Point(40, 51, false);
        Optional<ObjectPrompt.Outline> boxBeyond = box("beyond", 70, 80, 0, 10).outline();
        Optional<ObjectPrompt.Outline> boxInside = box("inside", 30, 50, 30, 45).outline();

        RoutedPrompts routed = RoutedPrompts.of(
                GivenPrompts.of(
                        prompt("two points", List.of(beyond, inside, behind), Optional.empty()),
                        prompt("point and box", List.of(inside), boxBeyond),
                        prompt("box and point", List.of(beyond), boxInside),
                        prompt(
                                "background alone is left",
                                List.of(beyond, new ObjectPrompt.Point(1, 1, false)),
                                boxBeyond)),
                GRID);

        assertThat(routed.of(new TileId(1, 1)))
                .containsExactly(
                        prompt("two points", List.of(inside), Optional.empty()),
                        prompt("point and box", List.of(inside), Optional.empty()),
                        prompt("box and point", List.of(), boxInside));
        assertThat(routed.leftOut().asMap()).isEqualTo(Map.of(Rejection.OUTSIDE_RASTER, 4L));
        // Three parts of the last prompt, but one prompt.
        assertThat(routed.rejections().asMap()).isEqualTo(Map.of(Rejection.OUTSIDE_RASTER, 1L));
        assertThat(routed.given()).isEqualTo(4);
        assertThat(routed.oversized()).isZero();
    }

    @Test
    void backgroundPointsFarAwayDoNotDecideWhereAPromptGoes() {
        ObjectPrompt prompt = new ObjectPrompt(
                "p",
                "roof",
                Optional.empty(),
                List.of(new ObjectPrompt.Point(30, 5, true), new ObjectPrompt.Point(69, 49, false)),
                Optional.empty());

        // With the background point it is 39 wide, more than a tile; without it a point with margins 2 and 6.
        RoutedPrompts routed = RoutedPrompts.of(GivenPrompts.of(prompt), GRID);

        assertThat(routed.tiles()).containsExactly(new TileId(0, 1));
        assertThat(routed.oversized()).isZero();
    }

    @Test
    void promptsLargerThanATileAreCounted() {
        RoutedPrompts routed =
                RoutedPrompts.of(GivenPrompts.of(box("wide", 10, 50, 3, 9), box("fits", 0, 32, 3, 9)), GRID);

        assertThat(routed.oversized()).isEqualTo(1);
        assertThat(routed.tiles()).hasSize(2);
    }

    /** Windows 0..1024, 896..1920, 1792..2816, 2688..3712, 3584..4608 along the columns. */
    private static final TileGrid WIDE = new TileGrid(4000, 1000, 1024, 128);

    @Test
    void aBackgroundPointBetweenWindowsNeitherCutsABoxNorIsForgotten() {
        ObjectPrompt.Point far = new ObjectPrompt.Point(300, 500, false);
        Optional<ObjectPrompt.Outline> onSeam = box("b", 900, 1100, 400, 600).outline();
        Optional<ObjectPrompt.Outline> beside = box("b", 900, 1020, 400, 600).outline();

        // 300..1100 is narrower than a window, and none holds it; 300..1020 is held by the first.
        RoutedPrompts routed = RoutedPrompts.of(
                GivenPrompts.of(prompt("seam", List.of(far), onSeam), prompt("beside", List.of(far), beside)), WIDE);

        assertThat(routed.of(new TileId(0, 1))).containsExactly(prompt("seam", List.of(), onSeam));
        assertThat(routed.of(new TileId(0, 0))).containsExactly(prompt("beside", List.of(far), beside));
        assertThat(routed.leftOut().asMap()).isEqualTo(Map.of(Rejection.PROMPT_TOO_LARGE, 1L));
        assertThat(routed.rejections().total()).isZero();
        assertThat(routed.oversized()).isZero();
    }

    @Test
    void pointsOnTheObjectThatNoWindowHoldsTogetherAreCounted() {
        ObjectPrompt.Point left = new ObjectPrompt.Point(500, 500, true);

        // 500..1400 lacks 376 in 0..1024, and 396 in 896..1920.
        RoutedPrompts routed = RoutedPrompts.of(
                GivenPrompts.of(prompt("p", List.of(left, new ObjectPrompt.Point(1400, 500, true)), Optional.empty())),
                WIDE);

        assertThat(routed.of(new TileId(0, 0))).containsExactly(prompt("p", List.of(left), Optional.empty()));
        assertThat(routed.oversized()).isEqualTo(1);
        assertThat(routed.leftOut().asMap()).isEqualTo(Map.of(Rejection.PROMPT_TOO_LARGE, 1L));
    }

    @Test
    void aPromptOfWhichTheBestWindowSeesNothingIsRejectedOnce() {
        // 100..2300 lacks 1276 in the first window, 796 + 380 in the second and 1692 in the third.
        ObjectPrompt apart = prompt(
                "apart",
                List.of(
                        new ObjectPrompt.Point(100, 500, true),
                        new ObjectPrompt.Point(2300, 500, true),
                        new ObjectPrompt.Point(1000, 500, false),
                        new ObjectPrompt.Point(5000, 500, true)),
                Optional.empty());
        // The part of the last window beyond the edge of the raster is no pixel of it: 3400..4000 lacks 288 in
        // 2688..3712, and 184 in 3584..4608, where 4100..4200 would be.
        Geometry twoParts = box("a", 3400, 3500, 400, 600)
                .outline()
                .orElseThrow()
                .shape()
                .union(box("b", 4100, 4200, 400, 600).outline().orElseThrow().shape());
        ObjectPrompt hanging = prompt("hanging", List.of(), Optional.of(new ObjectPrompt.Outline(twoParts, false)));

        RoutedPrompts routed = RoutedPrompts.of(GivenPrompts.of(apart, hanging), WIDE);

        assertThat(routed.tiles()).isEmpty();
        assertThat(routed.rejections().asMap()).isEqualTo(Map.of(Rejection.PROMPT_TOO_LARGE, 2L));
        assertThat(routed.leftOut().total()).isZero();
        assertThat(routed.oversized()).isZero();
    }

    private static ObjectPrompt point(String id, double x, double y) {
        return new ObjectPrompt(
                id, "roof", Optional.empty(), List.of(new ObjectPrompt.Point(x, y, true)), Optional.empty());
    }

    private static ObjectPrompt prompt(
            String id, List<ObjectPrompt.Point> points, Optional<ObjectPrompt.Outline> outline) {
        return new ObjectPrompt(id, "roof", Optional.empty(), points, outline);
    }

    private static ObjectPrompt box(String id, double minX, double maxX, double minY, double maxY) {
        return new ObjectPrompt(
                id,
                "tree",
                Optional.empty(),
                List.of(),
                Optional.of(new ObjectPrompt.Outline(
                        new GeometryFactory().toGeometry(new Envelope(minX, maxX, minY, maxY)), true)));
    }
}
