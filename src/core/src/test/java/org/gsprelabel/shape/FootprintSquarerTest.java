package org.gsprelabel.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

class FootprintSquarerTest {

    /** A metre a pixel, north up. */
    private static final AffineTransformation NORTH_UP = new AffineTransformation(1, 0, 0, 0, -1, 0);

    private static final String RECTANGLE = "POLYGON ((0 0, 60 0, 60 36, 0 36, 0 0))";
    private static final String L_SHAPE = "POLYGON ((0 0, 70 0, 70 30, 28 30, 28 66, 0 66, 0 0))";
    private static final String COURTYARD =
            "POLYGON ((0 0, 80 0, 80 64, 0 64, 0 0), (24 20, 24 42, 56 42, 56 20, 24 20))";

    /** Turned, and moved to any place in the pixel; in metres. */
    private static Geometry building(String wkt, Random random, double scale) {
        return AffineTransformation.scaleInstance(scale, scale)
                .rotate(random.nextDouble() * Math.PI / 2)
                .translate(300 + random.nextDouble(), -300 + random.nextDouble())
                .transform(Drawing.wkt(wkt));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, -1", // north up
        "1.25, 0, 0, -0.8", // pixels that are no squares
        "0.8, 0.6, 0.6, -0.8", // turned
        "1, 0.25, 0.4, -1" // sheared
    })
    void masks_of_buildings_become_the_buildings(double a, double b, double c, double d) throws Exception {
        AffineTransformation toMetres = new AffineTransformation(a, b, 0, c, d, 0);
        AffineTransformation toPixels = toMetres.getInverse();
        Random random = new Random(1);
        double wanderings = 0;
        int count = 0;
        for (String wkt : List.of(RECTANGLE, L_SHAPE, COURTYARD)) {
            for (int i = 0; i < 40; i++) {
                Geometry truth = building(wkt, random, 0.4 + random.nextDouble());
                Polygon mask = Drawing.mask(toPixels.transform(truth));

                Optional<Geometry> squared = FootprintSquarer.square(mask, 2, toMetres);

                assertThat(squared).as(truth.toText()).isPresent();
                Geometry ground = toMetres.transform(squared.get());
                Geometry seen = toMetres.transform(mask);
                assertThat(squared.get().isValid()).isTrue();
                assertThat(ground.getNumPoints()).as(truth.toText()).isEqualTo(truth.getNumPoints());
                assertRightAngles(ground);
                assertThat(ground.getArea()).isCloseTo(seen.getArea(), withinPercentage(3));
                if (mask.getNumPoints() > truth.getNumPoints()) {
                    assertThat(Drawing.iou(ground, truth)).as(truth.toText()).isGreaterThan(Drawing.iou(seen, truth));
                }
                double furthest = furthestCorner(ground, truth);
                assertThat(furthest).as(truth.toText()).isLessThan(1.3);
                wanderings += furthest;
                count++;
            }
        }
        assertThat(wanderings / count).isLessThan(0.6);
    }

    /** Largest distance from a corner of the truth to the nearest corner. */
    private static double furthestCorner(Geometry ground, Geometry truth) {
        double furthest = 0;
        for (Coordinate corner : truth.getCoordinates()) {
            double nearest = Double.POSITIVE_INFINITY;
            for (Coordinate other : ground.getCoordinates()) {
                nearest = Math.min(nearest, corner.distance(other));
            }
            furthest = Math.max(furthest, nearest);
        }
        return furthest;
    }

    private static void assertRightAngles(Geometry ground) {
        for (int part = 0; part < ground.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) ground.getGeometryN(part);
            List<Coordinate[]> rings = new ArrayList<>();
            rings.add(polygon.getExteriorRing().getCoordinates());
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                rings.add(polygon.getInteriorRingN(hole).getCoordinates());
            }
            for (Coordinate[] ring : rings) {
                for (int i = 0; i < ring.length - 1; i++) {
                    Coordinate before = ring[(i + ring.length - 2) % (ring.length - 1)];
                    double in = Math.atan2(ring[i].y - before.y, ring[i].x - before.x);
                    double out = Math.atan2(ring[i + 1].y - ring[i].y, ring[i + 1].x - ring[i].x);
                    assertThat(Math.abs(Math.sin(Math.toRadians(90) - Math.abs(Math.toRadians(angle(in, out))))))
                            .isLessThan(Math.toRadians(0.01));
                }
            }
        }
    }

    private static double angle(double in, double out) {
        double turn = Math.toDegrees(out - in) % 360;
        return turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
    }

    @Test
    void frayed_masks_of_buildings_become_right_angled() {
        Random random = new Random(2);
        int squared = 0;
        for (int i = 0; i < 60; i++) {
            Geometry truth = building(L_SHAPE, random, 1);
            Geometry mask = frayed(NORTH_UP.transform(truth), random);

            Optional<Geometry> result = FootprintSquarer.square(mask, 3, NORTH_UP);

            if (result.isPresent()) {
                squared++;
                assertThat(result.get().isValid()).isTrue();
                assertRightAngles(result.get());
                assertThat(result.get().getArea()).isCloseTo(mask.getArea(), withinPercentage(3));
                assertThat(Drawing.iou(NORTH_UP.transform(result.get()), truth)).isGreaterThan(0.9);
            }
        }
        assertThat(squared).isGreaterThan(55);
    }

    /** The mask of a shape, every pixel of which was looked up up to a pixel beside its place. */
    private static Geometry frayed(Geometry shape, Random random) {
        IndexedPointInAreaLocator inside = new IndexedPointInAreaLocator(shape);
        return Drawing.polygons(
                        shape.getEnvelopeInternal(),
                        centre -> inside.locate(new Coordinate(
                                        centre.x + 2 * random.nextDouble() - 1, centre.y + 2 * random.nextDouble() - 1))
                                == Location.INTERIOR)
                .stream()
                .map(part -> Drawing.FACTORY.createPolygon(part.getExteriorRing()))
                .max(Comparator.comparingDouble(Geometry::getArea))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 12, 40, 150})
    void what_is_round_is_no_building(double radius) {
        Geometry disc = Drawing.mask(
                Drawing.FACTORY.createPoint(new Coordinate(200.3, 200.8)).buffer(radius, 64));

        assertThat(FootprintSquarer.square(disc, 2, NORTH_UP)).isEmpty();
    }

    @Test
    void a_triangle_is_no_building() {
        Polygon triangle = Drawing.mask(Drawing.wkt("POLYGON ((0 0, 90 10, 30 80, 0 0))"));

        assertThat(FootprintSquarer.square(triangle, 2, NORTH_UP)).isEmpty();
    }

    @Test
    void random_blobs_keep_the_guarantees_or_have_no_result() {
        Random random = new Random(3);
        int squared = 0;
        for (int i = 0; i < 40; i++) {
            for (Polygon blob : Drawing.classMap(random.nextLong(), 0, 0, 60, 60, 3)) {
                Optional<Geometry> result = FootprintSquarer.square(blob, 1, NORTH_UP);

                if (result.isPresent()) {
                    squared++;
                    assertThat(result.get().isValid()).isTrue();
                    assertRightAngles(NORTH_UP.transform(result.get()));
                    assertThat(result.get().getArea()).isCloseTo(blob.getArea(), withinPercentage(3));
                    assertThat(Drawing.iou(result.get(), blob)).isGreaterThanOrEqualTo(FootprintSquarer.MIN_IOU - 1e-9);
                }
            }
        }
        assertThat(squared).isPositive();
    }

    @Test
    void steps_below_the_detail_are_dissolved_and_larger_ones_stay() {
        Polygon stepped = Drawing.mask(Drawing.wkt("POLYGON ((0 0, 60 0, 60 40, 30 40, 30 34, 0 34, 0 0))"));

        assertThat(FootprintSquarer.square(stepped, 4, NORTH_UP).orElseThrow().getNumPoints())
                .isEqualTo(7);
        assertThat(FootprintSquarer.square(stepped, 8, NORTH_UP).orElseThrow().getNumPoints())
                .isEqualTo(5);
    }

    @Test
    void a_footprint_along_the_grid_stays_what_it_is() {
        Polygon mask = Drawing.mask(Drawing.wkt(L_SHAPE));

        Geometry squared = FootprintSquarer.square(mask, 2, NORTH_UP).orElseThrow();

        assertThat(squared.getArea()).isCloseTo(mask.getArea(), within(1e-6));
        assertThat(Drawing.iou(squared, mask)).isCloseTo(1, within(1e-9));
    }

    @Test
    void shapes_that_are_no_footprints_fail_no_run() {
        List<Geometry> strange = List.of(
                Drawing.wkt("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"),
                Drawing.wkt("POLYGON ((0 0, 1e-9 0, 0 1e-9, 0 0))"),
                Drawing.wkt("POLYGON ((0 0, 1000 0, 1000 1e-6, 0 0))"),
                Drawing.wkt("POLYGON ((0 0, 500 0, 500 1, 0 1, 0 0))"),
                Drawing.wkt("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((9 9, 18 9, 18 18, 9 18, 9 9)))"));

        for (Geometry shape : strange) {
            Optional<Geometry> squared = FootprintSquarer.square(shape, 1, NORTH_UP);

            squared.ifPresent(result -> assertThat(result.isValid()).isTrue());
        }
    }
}
