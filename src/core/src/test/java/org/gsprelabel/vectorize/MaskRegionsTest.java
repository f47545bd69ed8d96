package org.gsprelabel.vectorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gsprelabel.vectorize.Masks.draw;
import static org.gsprelabel.vectorize.Masks.drawing;

import java.util.Random;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Polygon;

class MaskRegionsTest {

    @Test
    void fillsHolesUpToAnArea() {
        BitMask mask = draw(
                "..........", //
                ".########.",
                ".#.##..##.",
                ".####..##.",
                ".########.",
                "..........");
        assertThat(drawing(MaskRegions.fill(mask, 1)))
                .containsExactly(
                        "..........", //
                        ".########.",
                        ".####..##.",
                        ".####..##.",
                        ".########.",
                        "..........");
        assertThat(drawing(MaskRegions.fill(mask, 4)))
                .containsExactly("..........", ".########.", ".########.", ".########.", ".########.", "..........");
    }

    @Test
    void aHoleThatTouchesTheOutsideAtACornerOnlyIsAHole() {
        assertThat(drawing(MaskRegions.fill(draw(".###", "#.##", "####"), 9))).containsExactly(".###", "####", "####");
    }

    @Test
    void aBayOrAHoleThatReachesTheFrameStays() {
        BitMask mask = draw("#.##", "#.##", "####");
        assertThat(drawing(MaskRegions.fill(mask, 100))).isEqualTo(drawing(mask));
        BitMask thin = draw("#.#");
        assertThat(drawing(MaskRegions.fill(thin, 100))).isEqualTo(drawing(thin));
    }

    @Test
    void removesIslandsUpToAnAreaButNotWhatTheWindowMayHaveCut() {
        BitMask mask = draw(
                "#.......", //
                "..##..#.",
                "..##.#..",
                "......##",
                ".#......");
        PixelRect window = new PixelRect(0, 0, 8, 5);
        assertThat(drawing(MaskRegions.remove(mask, window, 3)))
                .containsExactly(
                        "#.......", //
                        "..##....",
                        "..##....",
                        "......##",
                        ".#......");
        // in a larger window nothing was cut
        assertThat(drawing(MaskRegions.remove(mask, new PixelRect(-1, -1, 10, 7), 3)))
                .containsExactly("........", "..##....", "..##....", "........", "........");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 12, Long.MAX_VALUE >> 24})
    void agreesWithFloodFill(long maxArea) {
        Random random = new Random(3);
        PixelRect window = new PixelRect(-5, 8, 150, 40);
        for (double density : new double[] {0.1, 0.4, 0.6, 0.8}) {
            BitMask mask = Masks.random(random, window, density);
            assertThat(drawing(MaskRegions.fill(mask, maxArea))).isEqualTo(drawing(flooded(mask, false, maxArea)));
            assertThat(drawing(MaskRegions.remove(mask, window, maxArea)))
                    .isEqualTo(drawing(flooded(mask, true, maxArea)));
        }
    }

    @Test
    void noPolygonAndNoHoleOfPolygonsIsLeftWithSuchAnArea() {
        PixelRect place = new PixelRect(1, 1, 80, 80);
        PixelRect window = new PixelRect(0, 0, 82, 82);
        BitMask mask = Masks.random(new Random(4), place, 0.55);
        BitMask cleaned = MaskRegions.remove(MaskRegions.fill(mask, 5), window, 7);
        for (Polygon polygon : MaskVectorizer.polygons(cleaned)) {
            assertThat(polygon.getArea()).isGreaterThan(7);
            for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
                assertThat(polygon.getFactory()
                                .createPolygon(polygon.getInteriorRingN(i).getCoordinateSequence())
                                .getArea())
                        .isGreaterThan(5);
            }
        }
    }

    /** Flips the regions of one value that are small and do not reach the frame, found pixel by pixel. */
    private static BitMask flooded(BitMask mask, boolean value, long maxArea) {
        BitMask result = mask.within(new PixelRect(mask.x(), mask.y(), mask.width(), mask.height()));
        int[] labels = Masks.floodFill(value ? mask : mask.inverse(), Connectivity.FOUR);
        long[] areas = new long[labels.length];
        boolean[] reaches = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            int x = i % mask.width();
            int y = i / mask.width();
            if (labels[i] >= 0) {
                areas[labels[i]]++;
                reaches[labels[i]] |= x == 0 || y == 0 || x == mask.width() - 1 || y == mask.height() - 1;
            }
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= 0 && areas[labels[i]] <= maxArea && !reaches[labels[i]]) {
                if (value) {
                    result.clear(i % mask.width(), i / mask.width());
                } else {
                    result.set(i % mask.width(), i / mask.width());
                }
            }
        }
        return result;
    }
}
