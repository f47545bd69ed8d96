package org.gsprelabel.testdata.scenery;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * One roof. Its slopes fall towards the nearest eave, which makes a hipped roof of any outline (and of one with a
 * courtyard); a gabled roof has two slopes only.
 */
final class Roof {

    /** How the roof is built, which says how it is lit. */
    enum Style {
        HIPPED,
        GABLED,
        FLAT
    }

    private final Polygon outline;
    private final RoofClass roofClass;
    private final Style style;
    private final double height;
    private final long seed;
    private final List<double[]> rings;
    private final List<Eave> eaves;

    /** @param height pixels from the ground to the eaves, which sets the length of the shadow */
    Roof(Polygon outline, RoofClass roofClass, Style style, double height, long seed) {
        this.outline = outline;
        this.roofClass = roofClass;
        this.style = style;
        this.height = height;
        this.seed = seed;
        this.rings = rings(outline);
        this.eaves = eaves(outline, style);
    }

    Polygon outline() {
        return outline;
    }

    RoofClass roofClass() {
        return roofClass;
    }

    double height() {
        return height;
    }

    List<double[]> rings() {
        return rings;
    }

    /** The colour of the roof at a place inside it. */
    Rgb colourAt(double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        Eave slope = eaves.get(0);
        for (Eave eave : eaves) {
            double distance = eave.distance(x, y);
            if (distance < nearest) {
                second = nearest;
                nearest = distance;
                slope = eave;
            } else if (distance < second) {
                second = distance;
            }
        }
        double own = 0.96 + 0.08 * Noise.unit(seed, 0, 0);
        double grain = 1 + 0.025 * Noise.value(seed, x / 2.2, y / 2.2) + 0.03 * Noise.value(seed, x / 17, y / 17);
        double light = own * grain * courses(slope, nearest, x, y);
        if (style == Style.FLAT) {
            return roofClass.colour().times(light * (nearest < 2 ? 1.05 : 0.95));
        }
        double ridge = second - nearest < 1.1 ? 1.06 : 1;
        return roofClass.colour().times(light * ridge * (0.98 + 0.14 * slope.facing()));
    }

    /** Rows of tiles run along the eave, the seams of metal sheets down the slope. */
    private double courses(Eave slope, double distance, double x, double y) {
        if (roofClass == RoofClass.GREY) {
            return 1 - 0.04 * stripe(slope.along(x, y) / 6.5);
        }
        return 1 - 0.05 * stripe(distance / 3.3);
    }

    private static double stripe(double t) {
        double f = t - Math.floor(t);
        return f < 0.3 ? 1 : 0;
    }

    private static List<double[]> rings(Polygon polygon) {
        List<double[]> rings = new ArrayList<>();
        rings.add(flat(polygon.getExteriorRing()));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            rings.add(flat(polygon.getInteriorRingN(i)));
        }
        return List.copyOf(rings);
    }

    private static double[] flat(LinearRing ring) {
        Coordinate[] coordinates = ring.getCoordinates();
        double[] flat = new double[2 * coordinates.length];
        for (int i = 0; i < coordinates.length; i++) {
            flat[2 * i] = coordinates[i].x;
            flat[2 * i + 1] = coordinates[i].y;
        }
        return flat;
    }

    private static List<Eave> eaves(Polygon polygon, Style style) {
        List<Eave> eaves = new ArrayList<>();
        for (double[] ring : rings(polygon)) {
            for (int i = 0; i + 3 < ring.length; i += 2) {
                eaves.add(Eave.of(ring[i], ring[i + 1], ring[i + 2], ring[i + 3], polygon));
            }
        }
        if (style == Style.GABLED) {
            double longest = eaves.stream().mapToDouble(Eave::length).max().orElseThrow();
            return eaves.stream().filter(eave -> eave.length() > longest - 1e-6).toList();
        }
        return List.copyOf(eaves);
    }

    /**
     * One side of the outline.
     *
     * @param facing cosine between the way out of the roof and the way to the sun, -1 to 1
     */
    private record Eave(double x0, double y0, double dx, double dy, double length, double facing) {

        static Eave of(double x0, double y0, double x1, double y1, Polygon polygon) {
            double length = Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
            double dx = (x1 - x0) / length;
            double dy = (y1 - y0) / length;
            Coordinate beside = new Coordinate((x0 + x1) / 2 + dy, (y0 + y1) / 2 - dx);
            boolean outside = !polygon.intersects(polygon.getFactory().createPoint(beside));
            double facing = dy * Sun.X - dx * Sun.Y;
            return new Eave(x0, y0, dx, dy, length, outside ? facing : -facing);
        }

        double along(double x, double y) {
            return (x - x0) * dx + (y - y0) * dy;
        }

        double distance(double x, double y) {
            double along = Math.max(0, Math.min(length, along(x, y)));
            double ex = x - x0 - along * dx;
            double ey = y - y0 - along * dy;
            return Math.sqrt(ex * ex + ey * ey);
        }
    }
}
