package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.ConfidenceThresholds;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Box;
import org.gsprelabel.detect.ConvexPolygon;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.detect.Shape;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
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
    void what_is_weaker_than_its_class_allows_is_rejected() {
        TileParameters parameters =
                new TileParameters(Set.of(), new ConfidenceThresholds(0.5, Map.of("roof", 0.91, "car", 0.2)), 0.5);

        assertThat(candidates(box(0, 0, 4, 2), parameters)).isEmpty();
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.LOW_CONFIDENCE, 1L));
        assertThat(candidates(
                        box(0, 0, 4, 2),
                        new TileParameters(Set.of(), new ConfidenceThresholds(0.95, Map.of("roof", 0.89)), 0.5)))
                .hasSize(1);
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
    void polygons_run_counter_clockwise_as_seen_from_their_uppermost_corner() {
        // a square on its corner, given the other way around and from another corner
        assertThat(build(polygon(2, 3, 1, 2, 2, 1, 3, 2), Set.of(), 0.5))
                .singleElement()
                .satisfies(candidate -> assertThat(new WKTWriter().write(candidate.geometry()))
                        .isEqualTo("POLYGON ((8 7, 7 8, 8 9, 9 8, 8 7))"));
        // a box does, too: the left one of two uppermost corners, then down
        assertThat(build(polygon(3, 1, 3, 2, 1, 2, 1, 1), Set.of(), 0.5))
                .singleElement()
                .satisfies(candidate -> {
                    assertThat(candidate.geometry().isRectangle()).isTrue();
                    Geometry box = build(box(1, 1, 3, 2), Set.of(), 0.5).get(0).geometry();
                    assertThat(candidate.geometry().equalsExact(box)).isTrue();
                });
    }

    @Test
    void polygons_are_cut_at_the_edge_of_the_raster_and_their_corners_snapped() {
        // right of 4 lies the reflection; (0, 0.3) goes to 77 / 256
        assertThat(build(polygon(0, 0.3, 4, -3.7, 8, 0.3, 4, 4.3), Set.of(), 0.5))
                .singleElement()
                .satisfies(candidate -> {
                    assertThat(candidate.geometry().isValid()).isTrue();
                    assertThat(candidate.geometry().getEnvelopeInternal().getMaxX())
                            .isEqualTo(10);
                    assertThat(candidate.geometry().getEnvelopeInternal().getMinY())
                            .isEqualTo(6);
                    assertThat(candidate.geometry().getCoordinates())
                            .allSatisfy(corner -> {
                                assertThat(corner.x * 256).isEqualTo(Math.rint(corner.x * 256));
                                assertThat(corner.y * 256).isEqualTo(Math.rint(corner.y * 256));
                            })
                            .contains(new Coordinate(6, 6 + 77 / 256.0));
                    assertThat(candidate.cutSides()).containsExactlyInAnyOrder(Side.N, Side.W);
                });
    }

    @Test
    void polygons_with_too_few_valid_pixels_are_rejected() {
        valid.clear(2 * 8, 2 * 8 + 4);
        valid.clear(3 * 8, 3 * 8 + 4);

        // pixel centres inside: 2 in row 0, 4 in each of the other three
        Shape roof = polygon(1, 0, 3, 0, 4, 2, 4, 4, 0, 4, 0, 2);
        assertThat(build(roof, Set.of(), 6 / 14.0)).hasSize(1);
        assertThat(build(roof, Set.of(), 6.1 / 14)).isEmpty();
        assertThat(rejections.get(Rejection.NODATA)).isEqualTo(1);
    }

    @Test
    void polygons_outside_and_those_without_area_are_counted() {
        assertThat(build(polygon(5, 0, 7, 0, 7, 2), Set.of(), 0.5)).isEmpty();
        assertThat(rejections.get(Rejection.OUTSIDE_RASTER)).isEqualTo(1);
        assertThat(build(polygon(1, 1, 3, 1.0001, 3, 1.0002, 1, 1.0001), Set.of(), 0.5))
                .isEmpty();
        assertThat(rejections.get(Rejection.EMPTY_SHAPE)).isEqualTo(1);
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
        return candidates(shape, new TileParameters(classes, minValidFraction));
    }

    private List<Candidate> candidates(Shape shape, TileParameters parameters) {
        return new CandidateBuilder(List.of("roof", "car"), GRID, parameters, new ViewCut(Optional.empty()))
                .candidates(LAST, valid, List.of(new Detection(0, 0.9, shape)), rejections);
    }

    private static Shape mask(int x, int y, int width, int height) {
        BitMask mask = new BitMask(x, y, width, height);
        for (int i = 0; i < width * height; i++) {
            mask.set(i % width, i / width);
        }
        return new Shape.OfMask(mask);
    }

    private static Shape polygon(double... xy) {
        List<ConvexPolygon.Vertex> vertices = new ArrayList<>();
        for (int i = 0; i < xy.length; i += 2) {
            vertices.add(new ConvexPolygon.Vertex(xy[i], xy[i + 1]));
        }
        return new Shape.OfPolygon(new ConvexPolygon(vertices));
    }

    private static Shape box(double minX, double minY, double maxX, double maxY) {
        return new Shape.OfBox(new Box(minX, minY, maxX, maxY));
    }
}
