package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.NmsRules.Overlap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class TurnedOverlapTest {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    // x y width height angle in degrees. A cross of two bars shares 2 x 2 of 10 x 2 each. A square of 2 and the same at
    // 45
    // degrees share a regular octagon of 8 (sqrt(2) - 1); over the union of both that is 1 / sqrt(2).
    @ParameterizedTest
    @CsvSource({
        "5 5 4 2 30, 5 5 4 2 30, 1, 1",
        "5 5 10 2 0, 5 5 10 2 90, 0.1111111111, 0.2",
        "5 5 10 2 20, 5 5 10 2 110, 0.1111111111, 0.2",
        "0 0 2 2 0, 0 0 2 2 45, 0.7071067812, 0.8284271247",
        "0 0 4 4 0, 0 0 2 1 0, 0.125, 1",
        "0 0 2 2 0, 2 0 2 2 0, 0, 0",
        "0 0 2 2 0, 1.9 1.9 2 2 45, 0, 0"
    })
    void itIsTheAreaThatBothReallyShare(String a, String b, double iou, double ios) {
        List<OrientedBox> boxes = List.of(box(a), box(b));

        assertThat(new TurnedOverlap(boxes, Overlap.IOU).of(0, 1)).isCloseTo(iou, within(1e-9));
        assertThat(new TurnedOverlap(boxes, Overlap.IOU).of(1, 0)).isCloseTo(iou, within(1e-9));
        assertThat(new TurnedOverlap(boxes, Overlap.IOS).of(0, 1)).isCloseTo(ios, within(1e-9));
    }

    // A box of 30 x 12 inside one that is far larger, both turned: all of it is shared.
    @ParameterizedTest
    @ValueSource(doubles = {1e3, 1e6, 1e9, 1e15, 1e18, 1e30})
    void aBoxInsideOneOfAnySizeIsWhollyShared(double side) {
        List<OrientedBox> boxes =
                List.of(new OrientedBox(3, 5, side, side / 2, 0.5), new OrientedBox(10, 20, 30, 12, 1.1));
        TurnedOverlap overlap = new TurnedOverlap(boxes, Overlap.IOS);

        assertThat(overlap.of(0, 1)).isCloseTo(1, within(1e-12));
        assertThat(overlap.of(1, 0)).isCloseTo(1, within(1e-12));
    }

    @Test
    void theOrderOfTwoDoesNotMatterToTheLastBit() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            List<OrientedBox> boxes = List.of(anyBox(random), anyBox(random));
            TurnedOverlap overlap = new TurnedOverlap(boxes, Overlap.IOU);

            assertThat(overlap.of(0, 1)).isEqualTo(overlap.of(1, 0));
        }
    }

    // 1e-13 across, so far out that its corners round to a line.
    @Test
    void aBoxThatIsThinnerThanItsCoordinatesCanTellSharesNothing() {
        List<OrientedBox> boxes =
                List.of(new OrientedBox(1e5, 1e5, 100, 100, 0), new OrientedBox(1e5 + 20, 1e5 + 20, 10, 1e-13, 0.7));
        TurnedOverlap overlap = new TurnedOverlap(boxes, Overlap.IOU);

        assertThat(overlap.of(0, 1)).isEqualTo(0);
        assertThat(overlap.of(1, 0)).isEqualTo(0);
    }

    private static OrientedBox anyBox(Random random) {
        return new OrientedBox(
                random.nextDouble() * 20,
                random.nextDouble() * 20,
                1 + random.nextDouble() * 20,
                1 + random.nextDouble() * 20,
                random.nextDouble() * 3);
    }

    /** Areas by the overlay of JTS, pairs by trying all. */
    @ParameterizedTest
    @CsvSource({"IOU, 0.1", "IOU, 0.5", "IOU, 0.9", "IOS, 0.3", "IOS, 0.7"})
    void greedyKeepsWhatComparingAllPairsKeeps(Overlap ratio, double threshold) {
        for (int seed = 0; seed < 4; seed++) {
            boolean classAware = seed % 2 == 0;
            Random random = new Random(seed);
            ScoredBoxes scored = new ScoredBoxes();
            List<OrientedBox> boxes = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                boxes.add(new OrientedBox(
                        random.nextDouble() * 60,
                        random.nextDouble() * 60,
                        1 + random.nextDouble() * 20,
                        1 + random.nextDouble() * 20,
                        random.nextDouble() * 6 - 3));
                scored.add(0, 0, 1, 1, random.nextInt(50) / 50f, random.nextInt(2), i);
            }
            TurnedOverlap overlap = new TurnedOverlap(boxes, ratio);

            int[] kept = new NonMaximumSuppression(threshold, ratio, classAware, 1000, 1000)
                    .select(overlap.bounds(scored), overlap, new RejectionCounts());

            assertThat(kept).as("seed %d", seed).containsExactly(allPairs(scored, boxes, ratio, threshold, classAware));
        }
    }

    private static int[] allPairs(
            ScoredBoxes scored, List<OrientedBox> boxes, Overlap ratio, double threshold, boolean classAware) {
        List<Geometry> shapes = boxes.stream().map(TurnedOverlapTest::geometry).toList();
        List<Integer> kept = new ArrayList<>();
        IntStream.range(0, boxes.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scored.score(i)))
                .forEach(i -> {
                    if (kept.stream()
                            .noneMatch(k -> (!classAware || scored.classIndex(k) == scored.classIndex(i))
                                    && overlap(shapes.get(k), shapes.get(i), ratio) > threshold)) {
                        kept.add(i);
                    }
                });
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double overlap(Geometry a, Geometry b, Overlap ratio) {
        double shared = a.intersection(b).getArea();
        return shared
                / (ratio == Overlap.IOS
                        ? Math.min(a.getArea(), b.getArea())
                        : a.union(b).getArea());
    }

    private static Geometry geometry(OrientedBox box) {
        List<Coordinate> ring = new ArrayList<>(box.toPolygon().vertices().stream()
                .map(vertex -> new Coordinate(vertex.x(), vertex.y()))
                .toList());
        ring.add(ring.get(0));
        return GEOMETRIES.createPolygon(ring.toArray(Coordinate[]::new));
    }

    private static OrientedBox box(String text) {
        String[] v = text.split(" ");
        return new OrientedBox(
                Double.parseDouble(v[0]),
                Double.parseDouble(v[1]),
                Double.parseDouble(v[2]),
                Double.parseDouble(v[3]),
                Math.toRadians(Double.parseDouble(v[4])));
    }
}
