package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gsprelabel.sam.SmallRegions.Cleaned;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;

class SmallRegionsTest {

    @Test
    void regionsOfTheLimitStayAndSmallerOnesGo() {
        String[] drawing = {
            "#########..##", //
            "#..##.###..##",
            "#..##.###....",
            "#########.###",
            "#########...."
        };

        // A hole of 4, one of 2, an island of 4, one of 3.
        assertThat(clean(2, drawing)).containsExactly(drawing);
        assertThat(clean(3, drawing))
                .containsExactly(
                        "#########..##", //
                        "#..######..##",
                        "#..######....",
                        "#########.###",
                        "#########....");
        assertThat(clean(4, drawing))
                .containsExactly(
                        "#########..##", //
                        "#..######..##",
                        "#..######....",
                        "#########....",
                        "#########....");
        assertThat(clean(5, drawing))
                .containsExactly(
                        "#########....", //
                        "#########....",
                        "#########....",
                        "#########....",
                        "#########....");
    }

    @Test
    void pixelsThatTouchAtACornerAreOneRegion() {
        String[] islands = {"##....", "##....", "..##..", "..##..", "......", "......"};
        assertThat(clean(8, islands)).containsExactly(islands);

        String[] holes = {"######", "#.####", "##.###", "######", "######", "######"};
        assertThat(clean(2, holes)).containsExactly(holes);
        assertThat(clean(3, holes)).containsOnly("######");
    }

    @Test
    void backgroundAtTheEdgeOfTheWindowIsAHoleWhenItIsSmall() {
        String[] drawing = {"#####.", "####..", "######", "######"};

        assertThat(clean(3, drawing)).containsExactly(drawing);
        assertThat(clean(4, drawing)).containsOnly("######");
    }

    @Test
    void islandsInAFilledHoleAreFilledOver() {
        // The hole around the dot has 8 pixels; once it is filled there is no island left.
        String[] drawing = {"#####", "#...#", "#.#.#", "#...#", "#####"};

        assertThat(clean(9, drawing)).containsOnly("#####");
    }

    @Test
    void ofIslandsThatAreAllSmallTheLargestStays() {
        assertThat(clean(50, "##...#..........", "##..###.........", "................", "................"))
                .as("4 pixels each: the blocks of the left one come first")
                .containsExactly("##..............", "##..............", "................", "................");
        assertThat(clean(50, "##...#..........", "##..####........", "................", "................"))
                .containsExactly(".....#..........", "....####........", "................", "................");
    }

    @Test
    void ofSeveralLargestIslandsTheOneOfTheFirstBlockStaysNotTheOneOfTheFirstPixel() {
        // connectedComponentsWithStats of OpenCV 5.0 labels the pixel of the second row 1, that of the first row 2.
        assertThat(clean(50, "..........#...", "#.............", "..............", ".............."))
                .containsExactly("..............", "#.............", "..............", "..............");
    }

    @Test
    void aSmallIslandThatStaysBecauseItIsTheLargestCountsAsTouched() {
        Cleaned cleaned = SmallRegions.clean(Drawings.mask("...", ".#.", "..."), 5, new PixelRect(0, 0, 3, 3));

        assertThat(cleaned.touched()).isTrue();
        assertThat(cleaned.mask().cardinality()).isEqualTo(1);
        assertThat(SmallRegions.clean(Drawings.mask("...", ".#.", "..."), 1, new PixelRect(0, 0, 3, 3))
                        .touched())
                .isFalse();
    }

    @Test
    void anImageThatLiesAnywhereInTheFrameIsCleanedAsOneAtItsOrigin() {
        // The blocks of 2 x 2 pixels are those of the image: by the frame's, the other pixel would come first.
        BitMask mask = new BitMask(3, 5, 6, 4);
        mask.set(5, 1);
        mask.set(0, 2);
        BitMask kept = SmallRegions.clean(mask, 5, new PixelRect(3, 5, 6, 4)).mask();
        assertThat(kept.x()).isEqualTo(8);
        assertThat(kept.y()).isEqualTo(6);
        assertThat(SmallRegions.clean(mask, 5, new PixelRect(3, 4, 6, 5)).mask().x())
                .isEqualTo(3);

        // Background of 3 pixels between the object and the image's last column.
        BitMask wall = new BitMask(3, 5, 6, 4);
        for (int row = 0; row < 4; row++) {
            wall.setRun(row, 0, row == 0 ? 6 : 5);
        }
        assertThat(SmallRegions.clean(wall, 3, new PixelRect(3, 5, 6, 4)).touched())
                .isFalse();
        assertThat(SmallRegions.clean(wall, 4, new PixelRect(3, 5, 6, 4)).mask().cardinality())
                .isEqualTo(24);
    }

    @Test
    void theMaskIsTrimmed() {
        Cleaned cleaned = SmallRegions.clean(
                Drawings.mask("#......", ".......", "...##..", "...##.."), 3, new PixelRect(0, 0, 7, 4));

        assertThat(cleaned.mask().x()).isEqualTo(3);
        assertThat(cleaned.mask().y()).isEqualTo(2);
        assertThat(cleaned.mask().width()).isEqualTo(2);
        assertThat(cleaned.mask().height()).isEqualTo(2);
    }

    private static List<String> clean(int limit, String... drawing) {
        int width = drawing[0].length();
        int height = drawing.length;
        return Drawings.window(
                SmallRegions.clean(Drawings.mask(drawing), limit, new PixelRect(0, 0, width, height))
                        .mask(),
                width,
                height);
    }
}
