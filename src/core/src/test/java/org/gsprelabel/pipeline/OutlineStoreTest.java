package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.gsprelabel.shape.Drawing;
import org.gsprelabel.shape.ShapeStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.distance.DiscreteHausdorffDistance;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/** Simplification and smoothing of neighbours together, on masks that lie across four blocks. */
class OutlineStoreTest {

    private static List<OutlineStore.Cleaned> clean(List<? extends Geometry> shapes, double simplify, double smooth) {
        List<OutlineStore.Cleaned> cleaned = new ArrayList<>();
        try (OutlineStore store = new OutlineStore()) {
            shapes.forEach(store::add);
            store.clean(simplify, smooth, () -> {});
            shapes.forEach(shape -> cleaned.add(store.next(shape)));
        }
        return cleaned;
    }

    private static List<Geometry> outlines(List<? extends Geometry> shapes, double simplify, double smooth) {
        return clean(shapes, simplify, smooth).stream()
                .map(OutlineStore.Cleaned::geometry)
                .toList();
    }

    private static int vertices(List<? extends Geometry> shapes) {
        return shapes.stream().mapToInt(Geometry::getNumPoints).sum();
    }

    @ParameterizedTest(name = "seed {0}, simplify {1}, smooth {2}")
    @CsvSource({"1, 0.8, 0", "2, 1.5, 0", "3, 4, 0", "4, 0, 1", "5, 1.5, 1", "6, 3, 2", "7, 30, 0"})
    void a_class_map_stays_without_gap_and_overlap(long seed, double simplify, double smooth) {
        List<Polygon> map = Drawing.classMap(seed, 460, 470, 120, 90, 4);

        List<Geometry> clean = outlines(map, simplify, smooth);

        assertThat(clean).allMatch(Geometry::isValid);
        Geometry union = UnaryUnionOp.union(clean);
        assertThat(clean.stream().mapToDouble(Geometry::getArea).sum()).isCloseTo(union.getArea(), within(1e-6));
        assertThat(((Polygon) union).getNumInteriorRing()).isZero();
        assertThat(union.buffer(simplify + smooth).covers(UnaryUnionOp.union(map)))
                .isTrue();
        for (int i = 0; i < map.size(); i++) {
            assertThat(DiscreteHausdorffDistance.distance(
                            map.get(i).getBoundary(), clean.get(i).getBoundary(), 0.2))
                    .isLessThanOrEqualTo(simplify + smooth + 1e-9);
        }
        if (smooth == 0) {
            assertThat(vertices(clean)).isLessThan(vertices(map) * 3 / 4);
            assertThat(CoverageValidator.isValid(clean.toArray(Geometry[]::new)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_order_of_outlines_does_not_matter(long seed) {
        List<Polygon> map = Drawing.classMap(seed, 460, 470, 120, 90, 4);
        List<Polygon> shuffled = new ArrayList<>(map);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(texts(outlines(shuffled, 1.5, 1))).isEqualTo(texts(outlines(map, 1.5, 1)));
    }

    private static Set<String> texts(List<Geometry> shapes) {
        Set<String> texts = new HashSet<>();
        shapes.forEach(shape -> texts.add(shape.norm().toText()));
        return texts;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void outlines_depend_on_those_alone_that_share_a_block(long seed) {
        List<Polygon> map = new ArrayList<>(Drawing.classMap(seed, 200, 200, 100, 100, 4));
        List<Geometry> alone = outlines(map, 1.5, 1);
        map.addAll(Drawing.classMap(seed, 1100, 200, 60, 60, 3));

        assertThat(texts(outlines(map, 1.5, 1))).containsAll(texts(alone));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void masks_that_lie_near_each_other_or_overlap_do_not_come_to_overlap_others(long seed) {
        List<Polygon> map = Drawing.classMap(seed, 470, 470, 90, 90, 5);
        Random random = new Random(seed);
        // Every second is left out, so that there are gaps; some are taken twice as large, so that they overlap.
        List<Geometry> shapes = new ArrayList<>();
        for (Polygon polygon : map) {
            if (random.nextBoolean()) {
                shapes.add(polygon);
            }
        }
        shapes.addAll(Drawing.polygons(Drawing.wkt("POINT (515 515)").buffer(17.3)));

        List<Geometry> clean = outlines(shapes, 2.5, 1.5);

        assertThat(clean).allMatch(Geometry::isValid);
        for (int i = 0; i < shapes.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (shapes.get(i).intersection(shapes.get(j)).getArea() == 0) {
                    assertThat(clean.get(i).intersection(clean.get(j)).getArea())
                            .isLessThan(1e-9);
                }
            }
        }
    }

    @Test
    void T_junctions_stay_together() {
        // One large polygon above, two below that share its lower edge in halves.
        List<Geometry> shapes = List.of(
                Drawing.wkt("POLYGON ((0 0, 40 0, 40 10, 0 10, 0 0))"),
                Drawing.wkt("POLYGON ((0 10, 21 10, 21 14, 20 14, 20 18, 19 18, 19 22, 0 22, 0 10))"),
                Drawing.wkt("POLYGON ((21 10, 40 10, 40 22, 19 22, 19 18, 20 18, 20 14, 21 14, 21 10))"));

        List<Geometry> clean = outlines(shapes, 1, 0);

        assertThat(vertices(clean)).isLessThan(vertices(shapes) - 5);
        assertThat(UnaryUnionOp.union(clean).getArea()).isCloseTo(40 * 22, within(1e-9));
        assertThat(CoverageValidator.isValid(clean.toArray(Geometry[]::new))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, -512", "0, 0", "512, 1024"})
    void polygons_that_meet_where_four_blocks_do_stay_beside_a_third(int x, int y) {
        AffineTransformation toCorner = AffineTransformation.translationInstance(x, y);
        List<Geometry> shapes = Stream.of(
                        "POLYGON ((0 -3, 0 1, 2 1, 2 2, 9 2, 9 -3, 0 -3))",
                        "POLYGON ((0 -3, -9 -3, -9 0, 0 0, 0 -3))",
                        "POLYGON ((0 0, -9 0, -9 1, 0 1, 0 0))")
                .map(Drawing::wkt)
                .map(toCorner::transform)
                .toList();

        List<Geometry> clean = outlines(shapes, 1, 0);

        assertThat(CoverageValidator.isValid(clean.toArray(Geometry[]::new))).isTrue();
        assertThat(UnaryUnionOp.union(clean).getArea())
                .isCloseTo(clean.stream().mapToDouble(Geometry::getArea).sum(), within(1e-9));
    }

    @Test
    void an_outline_is_held_back_where_it_would_cross_another() {
        // A pin stands in a notch that would be cut off otherwise.
        Geometry notched = Drawing.wkt("POLYGON ((0 0, 20 0, 20 10, 12 10, 12 8, 8 8, 8 10, 0 10, 0 0))");
        Geometry pin = Drawing.wkt("POLYGON ((9 9, 11 9, 11 20, 9 20, 9 9))");

        List<OutlineStore.Cleaned> alone = clean(List.of(notched), 3, 0);
        List<OutlineStore.Cleaned> together = clean(List.of(notched, pin), 3, 0);

        assertThat(alone.get(0).geometry().getArea()).isGreaterThan(195);
        assertThat(alone.get(0).heldBack()).isEmpty();
        assertThat(together.get(0).heldBack()).containsExactly(ShapeStep.SIMPLIFY);
        assertThat(together.get(0).geometry().intersects(together.get(1).geometry()))
                .isFalse();
    }

    @Test
    void a_straight_edge_across_blocks_gets_no_vertices() {
        Geometry box = Drawing.wkt("POLYGON ((100 100, 3000 100, 3000 2000, 100 2000, 100 100))");

        assertThat(outlines(List.of(box), 1, 0).get(0).equalsTopo(box)).isTrue();
        assertThat(outlines(List.of(box), 1, 0).get(0).getNumPoints()).isEqualTo(5);
    }

    @Test
    void stairs_become_a_slope_and_small_objects_do_not_vanish() {
        Geometry stairs = Drawing.wkt("POLYGON ((0 0, 16 0, 16 4, 12 4, 12 3, 8 3, 8 2, 4 2, 4 1, 0 1, 0 0))");
        Geometry pixel = Drawing.wkt("POLYGON ((40 40, 41 40, 41 41, 40 41, 40 40))");
        Geometry donut = Drawing.wkt("POLYGON ((60 0, 69 0, 69 9, 60 9, 60 0), (64 4, 65 4, 65 5, 64 5, 64 4))");

        List<Geometry> clean = outlines(List.of(stairs, pixel, donut), 1.5, 0);
        List<Geometry> coarse = outlines(List.of(stairs, pixel, donut), 100, 0);

        assertThat(clean.get(0).getNumPoints()).isLessThan(8);
        assertThat(coarse).allMatch(shape -> shape.isValid() && shape.getArea() > 0);
        assertThat(((Polygon) coarse.get(2)).getNumInteriorRing()).isEqualTo(1);
    }

    @Test
    void smoothing_rounds_corners_and_keeps_to_its_limit() {
        Geometry square = Drawing.wkt("POLYGON ((100 100, 140 100, 140 140, 100 140, 100 100))");

        Geometry smooth = outlines(List.of(square), 0, 3).get(0);

        assertThat(smooth.getNumPoints()).isGreaterThan(20);
        assertThat(square.covers(smooth)).isTrue();
        assertThat(DiscreteHausdorffDistance.distance(square.getBoundary(), smooth.getBoundary(), 0.05))
                .isBetween(1.5, 3.0);
    }

    @Test
    void noise_with_an_outline_of_very_many_vertices_becomes_valid_shapes() {
        Random random = new Random(9);
        List<Polygon> noise = Drawing.polygons(
                Drawing.wkt("POLYGON ((0 0, 520 0, 520 330, 0 330, 0 0))").getEnvelopeInternal(),
                centre -> random.nextDouble() < 0.6);
        assertThat(noise.stream().mapToInt(Geometry::getNumPoints).max().orElseThrow())
                .isGreaterThan(50_000);

        List<Geometry> clean = outlines(noise, 1.5, 0);

        assertThat(clean.stream().filter(shape -> !shape.isValid())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e8, 1e12, 1e15})
    void a_ring_larger_than_any_image_stays_as_it_is_and_says_so(double side) {
        Geometry huge = Drawing.wkt("POLYGON ((0 0, 1 0.3, 0.5 1, 0 0))");
        huge = AffineTransformation.scaleInstance(side, side).transform(huge);
        Geometry stairs = Drawing.wkt("POLYGON ((0 0, 16 0, 16 4, 12 4, 12 3, 8 3, 8 2, 4 2, 4 1, 0 1, 0 0))");

        List<OutlineStore.Cleaned> clean = clean(List.of(huge, stairs), 1.5, 0);

        assertThat(clean.get(0).geometry().equalsExact(huge)).isTrue();
        assertThat(clean).extracting(OutlineStore.Cleaned::leftAlone).containsExactly(true, false);
        assertThat(clean.get(1).geometry().getNumPoints()).isLessThan(8);
    }

    @Test
    void a_ring_around_a_large_image_is_looked_at() {
        Geometry box = Drawing.wkt(
                "POLYGON ((100 100, 200 100, 205 100.5, 210 100, 1000100 100, 1000100 1000100, 100 1000100, 100 100))");

        OutlineStore.Cleaned clean = clean(List.of(box), 1, 0).get(0);

        assertThat(clean.geometry().getNumPoints()).isEqualTo(5);
        assertThat(clean.leftAlone()).isFalse();
    }
}
