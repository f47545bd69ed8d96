package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.filter.RoiMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Regions with many vertices, against what is worked out from the numbers of teeth and against the whole region. */
class RegionFilterTest {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** A comb with so many teeth of 1 by 1, one each second column, on a back from -10 to 0. */
    private static Geometry comb(int teeth) {
        List<Coordinate> outline = new ArrayList<>();
        outline.add(new Coordinate(0, -10));
        for (int i = 0; i < teeth; i++) {
            outline.add(new Coordinate(2 * i, 0));
            outline.add(new Coordinate(2 * i, 1));
            outline.add(new Coordinate(2 * i + 1, 1));
            outline.add(new Coordinate(2 * i + 1, 0));
        }
        outline.add(new Coordinate(2 * teeth, 0));
        outline.add(new Coordinate(2 * teeth, -10));
        outline.add(new Coordinate(0, -10));
        return FACTORY.createPolygon(outline.toArray(new Coordinate[0]));
    }

    @Test
    void whatSharesVerticesWithALongOutlineIsJudgedByIt() {
        RegionFilter within = new RegionFilter(comb(200), RoiMode.WITHIN);

        for (int i = 0; i < 200; i++) {
            assertThat(within.rejectionOf(box(2 * i, 0, 2 * i + 1, 1))).isEmpty();
            assertThat(within.rejectionOf(box(2 * i, 0, 2 * i + 2, 1))).contains(Rejection.PARTLY_OUTSIDE_ROI);
            assertThat(within.rejectionOf(box(2 * i + 0.5, 1.5, 2 * i + 1, 2))).contains(Rejection.OUTSIDE_ROI);
        }
    }

    @Test
    void partsOfALongOutlineAreThoseOfTheTeeth() {
        RegionFilter clip = new RegionFilter(comb(5000), RoiMode.CLIP);

        for (int i = 0; i < 4999; i += 7) {
            // three quarters of one tooth and half of the next, half a unit high, on as much of the back
            Geometry part = clip.part(box(2 * i + 0.25, -0.5, 2 * i + 2.5, 0.5)).orElseThrow();
            assertThat(part.isValid()).isTrue();
            assertThat(part.getArea()).isEqualTo(2.25 * 0.5 + 0.75 * 0.5 + 0.5 * 0.5, within(1e-9));
        }
        assertThat(clip.part(box(1, 0, 2, 1))).isEmpty();
        assertThat(clip.part(box(-5, -20, 20_000, 20)).orElseThrow().getArea()).isEqualTo(105_000, within(1e-6));
    }

    /** Large and small shapes, in all places: none may notice that the region is divided. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsCutIsWhatTheWholeRegionLeaves(long seed) {
        Random random = new Random(seed);
        Coordinate[] star = new Coordinate[4001];
        for (int i = 0; i < 4000; i++) {
            double angle = 2 * Math.PI * i / 4000;
            double radius = 500 + 400 * random.nextDouble();
            star[i] = new Coordinate(radius * Math.cos(angle), radius * Math.sin(angle));
        }
        star[4000] = star[0].copy();
        Geometry region = FACTORY.createPolygon(star);
        RegionFilter clip = new RegionFilter(region, RoiMode.CLIP);

        for (int i = 0; i < 300; i++) {
            double side = Math.pow(10, 3.2 * random.nextDouble() - 1);
            double x = 2000 * random.nextDouble() - 1000;
            double y = 2000 * random.nextDouble() - 1000;
            Geometry shape = box(x, y, x + side, y + side);
            double expected = region.intersection(shape).getArea();

            double area = clip.part(shape).map(Geometry::getArea).orElse(0.0);

            assertThat(area).isEqualTo(expected, within(1e-9 * side * side));
        }
    }

    /** Else each of them would take the time of all of the outline. */
    @Test
    void smallShapesAreCutByAFewVerticesOfALongOutline() {
        LocalRegion local = new LocalRegion(comb(20_000));

        for (int i = 0; i < 19_999; i += 97) {
            Envelope extent = new Envelope(2 * i + 0.25, 2 * i + 2.5, -0.5, 0.5);
            assertThat(local.around(extent).getNumPoints()).isBetween(4, 256);
        }
        assertThat(local.around(new Envelope(10, 30_000, 0, 1)).getNumPoints()).isGreaterThan(80_000);
    }

    private static Geometry box(double left, double bottom, double right, double top) {
        return FACTORY.toGeometry(new Envelope(left, right, bottom, top));
    }
}
