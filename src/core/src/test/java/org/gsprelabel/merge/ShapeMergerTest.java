package org.gsprelabel.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class ShapeMergerTest {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    @ParameterizedTest(name = "a square of 10 moved by {0} (IoU {1}): {2} objects, union of area {3}")
    @CsvSource({
        // shared 8 x 10 of 12 x 10
        "2, 0.667, 1, 120",
        // shared 4 x 10 of 16 x 10
        "6, 0.25, 2, 100",
        "10, 0, 2, 100"
    })
    void shapes_that_agree_are_one_object(double shift, double iou, int objects, double area) {
        List<Candidate> merged =
                merge(List.of(square("roof", 0, 0.6), square("roof", shift, 0.9)), MergeStrategy.UNION);

        assertThat(merged).hasSize(objects);
        assertThat(merged.get(0).geometry().getArea()).isEqualTo(area);
        if (objects == 1) {
            assertThat(merged.get(0).confidence()).isEqualTo(0.9);
            assertThat(merged.get(0).pieces()).isEqualTo(2);
        }
    }

    @Test
    void classes_stay_apart_and_groups_are_transitive() {
        List<Candidate> merged = merge(
                List.of(square("roof", 0, 0.5), square("car", 1, 0.5), square("roof", 2, 0.5), square("roof", 4, 0.5)),
                MergeStrategy.UNION);

        assertThat(merged).hasSize(2);
        assertThat(merged).anySatisfy(object -> {
            assertThat(object.className()).isEqualTo("roof");
            // from x = 0 to x = 14
            assertThat(object.geometry().getArea()).isEqualTo(140);
        });
    }

    @Test
    void the_order_of_the_candidates_does_not_matter() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            candidates.add(square(i % 3 == 0 ? "car" : "roof", (i * 7) % 90, 0.01 * i));
        }
        List<Candidate> reference = merge(candidates, MergeStrategy.UNION);

        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(candidates, new Random(seed));
            assertThat(merge(candidates, MergeStrategy.UNION)).isEqualTo(reference);
        }
    }

    @Test
    void none_leaves_everything() {
        assertThat(merge(List.of(square("roof", 0, 0.6), square("roof", 1, 0.9)), MergeStrategy.NONE))
                .hasSize(2);
    }

    @Test
    void a_million_copies_of_one_square_take_no_quadratic_time() {
        List<Candidate> copies = Collections.nCopies(1_000_000, square("roof", 3, 0.5));

        assertThat(merge(copies, MergeStrategy.UNION))
                .singleElement()
                .returns(1_000_000, Candidate::pieces)
                .returns(100.0, one -> one.geometry().getArea());
    }

    @Test
    void heaps_of_shapes_that_are_nearly_alike_are_refused() {
        ShapeMerger merger = new ShapeMerger(MergeRules.of(MergeStrategy.UNION), merged -> {}, 10_000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        merger.add(square("roof", i / 1000.0, 0.5));
                    }
                })
                .withMessage("shapes lie on top of each other in more than 10000 pairs, which would take too long to"
                        + " compare; take out duplicates first");
    }

    @Test
    void no_more_is_held_than_reaches_down_to_what_comes() {
        ShapeMerger merger = new ShapeMerger(MergeRules.of(MergeStrategy.UNION), merged -> {});
        int most = 0;
        for (int y = 0; y < 20_000; y++) {
            Geometry square = GEOMETRIES.toGeometry(new Envelope(0, 1, 2 * y, 2 * y + 1));
            merger.add(new Candidate(square, "roof", 0.5, new TileId(0, 0), Set.of(), 1));
            most = Math.max(most, merger.openShapes());
        }
        merger.finish();

        assertThat(most).isLessThanOrEqualTo(1024);
        assertThat(merger.statistics().candidatesOut()).isEqualTo(20_000);
    }

    @Test
    void candidates_that_do_not_come_from_the_least_y_on_are_refused() {
        ShapeMerger merger = new ShapeMerger(MergeRules.of(MergeStrategy.UNION), merged -> {});
        merger.add(square("roof", 0, 0.5));
        Geometry above = GEOMETRIES.toGeometry(new Envelope(0, 1, -1, 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> merger.add(new Candidate(above, "roof", 0.5, new TileId(0, 0), Set.of(), 1)))
                .withMessageStartingWith("candidates must come from the least y on, got POLYGON ((0 -1");
    }

    @Test
    void shapes_further_out_than_any_pixel_are_compared_all_the_same() {
        Geometry far = GEOMETRIES.toGeometry(new Envelope(1e12, 1e12 + 10, 1e12, 1e12 + 10));
        Geometry near = GEOMETRIES.toGeometry(new Envelope(1e12 + 1, 1e12 + 11, 1e12, 1e12 + 10));

        assertThat(merge(
                        List.of(
                                new Candidate(far, "roof", 0.5, new TileId(0, 0), Set.of(), 1),
                                new Candidate(near, "roof", 0.5, new TileId(0, 0), Set.of(), 1)),
                        MergeStrategy.UNION))
                .singleElement()
                .returns(110.0, one -> one.geometry().getArea());
    }

    private static List<Candidate> merge(List<Candidate> candidates, MergeStrategy strategy) {
        List<Candidate> merged = new ArrayList<>();
        ShapeMerger merger = new ShapeMerger(MergeRules.of(strategy), merged::add);
        candidates.stream().sorted(ShapeMerger.ORDER).forEach(merger::add);
        merger.finish();
        return merged;
    }

    private static Candidate square(String className, double x, double confidence) {
        Geometry square = GEOMETRIES.toGeometry(new Envelope(x, x + 10, 0, 10));
        return new Candidate(square, className, confidence, new TileId(0, 0), Set.of(), 1);
    }
}
