package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Box;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.detect.Shape;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.io.WKTWriter;

/** Windows of 8 pixels every 6 over an image of 10 x 10: tile r1_c1 begins at (6, 6), and only 4 x 4 of it are image. */
class CandidateBuilderTest {

    private static final TileGrid GRID = new TileGrid(10, 10, 8, 2);
    private static final Tile LAST = GRID.tile(new TileId(1, 1));

    private final RejectionCounts rejections = new RejectionCounts();
    private final BitSet valid = new BitSet();

    CandidateBuilderTest() {
        for (int row = 0; row < 4; row++) {
            valid.set(row * 8, row * 8 + 4);
        }
    }

    @Test
    void masks_become_polygons_in_pixels_of_the_grid_cut_at_the_edge_of_the_raster() {
        List<Candidate> candidates = build(mask(2, 1, 5, 2), Set.of(), 0.5);

        // Columns 2 to 6 of the window; those from 4 on lie in the reflection.
        assertThat(candidates).singleElement().satisfies(candidate -> {
            assertThat(new WKTWriter().write(candidate.geometry().norm()))
                    .isEqualTo("POLYGON ((8 7, 8 9, 10 9, 10 7, 8 7))");
            assertThat(candidate.cutSides()).isEmpty();
            assertThat(candidate.tile()).isEqualTo(new TileId(1, 1));
        });
    }

    @Test
    void what_lies_in_the_reflection_alone_is_no_object() {
        assertThat(build(mask(5, 5, 2, 2), Set.of(), 0.5)).isEmpty();
        assertThat(build(box(4.5, 0, 7, 2), Set.of(), 0.5)).isEmpty();
        assertThat(rejections.get(Rejection.OUTSIDE_RASTER)).isEqualTo(2);
    }

    @Test
    void masks_are_cut_to_valid_pixels_and_boxes_with_too_few_are_rejected() {
        valid.clear(1, 4);

        assertThat(build(mask(0, 0, 4, 2), Set.of(), 0.5))
                .singleElement()
                .satisfies(
                        candidate -> assertThat(candidate.geometry().getArea()).isEqualTo(5));
        assertThat(build(mask(1, 0, 3, 1), Set.of(), 0.5)).isEmpty();
        assertThat(build(box(0, 0, 4, 1), Set.of(), 0.5)).isEmpty();
        assertThat(rejections.get(Rejection.NODATA)).isEqualTo(2);
    }

    @Test
    void a_sliver_of_a_box_inside_the_raster_is_empty_not_outside() {
        assertThat(build(box(1.0005, 1, 1.0006, 3), Set.of(), 0.5)).isEmpty();
        assertThat(rejections.get(Rejection.EMPTY_SHAPE)).isEqualTo(1);
    }

    @Test
    void boxes_are_cut_and_their_corners_snapped_to_parts_of_a_pixel() {
        // 0.3 * 256 = 76.8, so 77 / 256.
        assertThat(build(box(0.3, -1, 9, 2.5), Set.of(), 0.5)).singleElement().satisfies(candidate -> {
            assertThat(candidate.geometry().getEnvelopeInternal().getMinX()).isEqualTo(6 + 77 / 256.0);
            assertThat(candidate.geometry().getEnvelopeInternal().getMaxX()).isEqualTo(10);
            assertThat(candidate.geometry().getEnvelopeInternal().getMaxY()).isEqualTo(8.5);
            assertThat(candidate.cutSides()).containsExactly(Side.N);
        });
    }

    @Test
    void classes_that_were_not_asked_for_are_counted() {
        assertThat(build(mask(0, 0, 2, 2), Set.of("car"), 0.5)).isEmpty();
        assertThat(rejections.get(Rejection.CLASS_NOT_WANTED)).isEqualTo(1);
    }

    @Test
    void an_empty_mask_and_a_box_without_area_are_counted() {
        assertThat(build(new Shape.OfMask(new BitMask(0, 0, 2, 2)), Set.of(), 0.5))
                .isEmpty();
        assertThat(build(box(1, 1, 1, 3), Set.of(), 0.5)).isEmpty();
        assertThat(rejections.get(Rejection.EMPTY_SHAPE)).isEqualTo(2);
    }

    private List<Candidate> build(Shape shape, Set<String> classes, double minValidFraction) {
        return new CandidateBuilder(List.of("roof", "car"), GRID, new TileParameters(classes, minValidFraction))
                .candidates(LAST, valid, List.of(new Detection(0, 0.9, shape)), rejections);
    }

    private static Shape mask(int x, int y, int width, int height) {
        BitMask mask = new BitMask(x, y, width, height);
        for (int i = 0; i < width * height; i++) {
            mask.set(i % width, i / width);
        }
        return new Shape.OfMask(mask);
    }

    private static Shape box(double minX, double minY, double maxX, double maxY) {
        return new Shape.OfBox(new Box(minX, minY, maxX, maxY));
    }
}
