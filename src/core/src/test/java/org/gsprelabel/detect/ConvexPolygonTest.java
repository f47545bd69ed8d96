package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.gsprelabel.detect.ConvexPolygon.Span;
import org.gsprelabel.detect.ConvexPolygon.Vertex;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class ConvexPolygonTest {

    /** A square of area 32 that stands on a corner, its centre in (4, 4). */
    private static final ConvexPolygon DIAMOND = ConvexPolygon.of(4, 0, 8, 4, 4, 8, 0, 4);

    @Test
    void what_lies_beyond_a_side_is_cut_off_exactly_there() {
        assertThat(DIAMOND.clippedTo(new Box(0, 0, 6, 8))).contains(ConvexPolygon.of(4, 0, 6, 2, 6, 6, 4, 8, 0, 4));
        assertThat(DIAMOND.clippedTo(new Box(2, 2, 6, 6)))
                .hasValueSatisfying(all -> assertThat(all.area()).isEqualTo(16));
        assertThat(DIAMOND.clippedTo(new Box(-1, -1, 9, 9))).contains(DIAMOND);
    }

    @Test
    void what_has_no_area_inside_is_nothing() {
        assertThat(DIAMOND.clippedTo(new Box(8, 0, 12, 8))).isEmpty();
        assertThat(DIAMOND.clippedTo(new Box(7, 7, 9, 9))).isEmpty();
        assertThat(DIAMOND.clippedTo(new Box(20, 20, 21, 21))).isEmpty();
    }

    @Test
    void a_polygon_without_area_shares_none() {
        ConvexPolygon line = ConvexPolygon.of(2, 2, 4, 4, 6, 6, 4, 4);

        assertThat(DIAMOND.sharedArea(line)).isZero();
        assertThat(line.sharedArea(DIAMOND)).isZero();
        assertThat(DIAMOND.sharedArea(DIAMOND)).isEqualTo(32);
    }

    @Test
    void a_line_enters_and_leaves_once() {
        assertThat(DIAMOND.spanAt(1)).contains(new Span(3, 5));
        assertThat(DIAMOND.spanAt(4)).contains(new Span(0, 8));
        assertThat(DIAMOND.spanAt(7.5)).contains(new Span(3.5, 4.5));
        assertThat(DIAMOND.spanAt(-0.5)).isEmpty();
        assertThat(DIAMOND.spanAt(8)).isEmpty();
    }

    @Test
    void turned_boxes_are_clipped_as_jts_clips_them() {
        GeometryFactory factory = new GeometryFactory();
        Random random = new Random(3);
        Box window = new Box(0, 0, 64, 48);
        Geometry frame = factory.toGeometry(new Envelope(0, 64, 0, 48));
        int cut = 0;
        for (int i = 0; i < 300; i++) {
            ConvexPolygon polygon = new OrientedBox(
                            random.nextDouble() * 90 - 10,
                            random.nextDouble() * 70 - 10,
                            1 + random.nextDouble() * 50,
                            1 + random.nextDouble() * 20,
                            random.nextDouble() * 4 - 2)
                    .toPolygon();
            Geometry expected = jts(factory, polygon).intersection(frame);

            double area = polygon.clippedTo(window).map(ConvexPolygon::area).orElse(0.0);

            assertThat(area).isCloseTo(expected.getArea(), within(1e-9));
            polygon.clippedTo(window)
                    .ifPresent(clipped -> assertThat(jts(factory, clipped)
                                    .symDifference(expected)
                                    .getArea())
                            .isLessThan(1e-9));
            cut += expected.getArea() > 0 && expected.getArea() < polygon.area() - 1e-9 ? 1 : 0;
        }
        assertThat(cut).isGreaterThan(50);
    }

    @Test
    void two_vertices_are_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConvexPolygon(List.of(new Vertex(0, 0), new Vertex(1, 1))))
                .withMessageStartingWith("convex polygon must have at least 3 vertices, got [");
    }

    private static Geometry jts(GeometryFactory factory, ConvexPolygon polygon) {
        List<Vertex> vertices = polygon.vertices();
        Coordinate[] ring = new Coordinate[vertices.size() + 1];
        for (int i = 0; i < ring.length; i++) {
            Vertex vertex = vertices.get(i % vertices.size());
            ring[i] = new Coordinate(vertex.x(), vertex.y());
        }
        return factory.createPolygon(ring);
    }
}
