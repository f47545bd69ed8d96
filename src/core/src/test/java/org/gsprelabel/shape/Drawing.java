package org.gsprelabel.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Shapes for tests. */
public final class Drawing {

    public static final GeometryFactory FACTORY = new GeometryFactory();

    private Drawing() {}

    public static Geometry wkt(String text) {
        try {
            return new WKTReader().read(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The largest polygon of the pixels whose centres lie in a shape. */
    public static Polygon mask(Geometry shape) {
        return polygons(shape).stream()
                .max(Comparator.comparingDouble(Geometry::getArea))
                .orElseThrow();
    }

    /** The polygons of the pixels whose centres lie in a shape. */
    public static List<Polygon> polygons(Geometry shape) {
        IndexedPointInAreaLocator inside = new IndexedPointInAreaLocator(shape);
        return polygons(shape.getEnvelopeInternal(), centre -> inside.locate(centre) == Location.INTERIOR);
    }

    /** The polygons of the pixels of a box that satisfy a test of their centres. */
    public static List<Polygon> polygons(Envelope box, Predicate<Coordinate> test) {
        int left = (int) Math.floor(box.getMinX()) - 1;
        int top = (int) Math.floor(box.getMinY()) - 1;
        BitMask mask = new BitMask(
                left, top, (int) Math.ceil(box.getMaxX()) - left + 1, (int) Math.ceil(box.getMaxY()) - top + 1);
        for (int row = 0; row < mask.height(); row++) {
            for (int column = 0; column < mask.width(); column++) {
                if (test.test(new Coordinate(left + column + 0.5, top + row + 0.5))) {
                    mask.set(column, row);
                }
            }
        }
        return MaskVectorizer.polygons(mask);
    }

    /** A map of random classes in smooth patches that covers an image, as polygons along pixel edges. */
    public static List<Polygon> classMap(long seed, int left, int top, int width, int height, int classes) {
        Random random = new Random(seed);
        double[][] waves = new double[classes][6];
        for (double[] wave : waves) {
            for (int i = 0; i < wave.length; i++) {
                wave[i] = random.nextDouble();
            }
        }
        int[][] map = new int[height][width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double best = Double.NEGATIVE_INFINITY;
                for (int c = 0; c < classes; c++) {
                    double[] w = waves[c];
                    double value = Math.sin((0.1 + 0.2 * w[0]) * column + 6 * w[1])
                            + Math.sin((0.1 + 0.2 * w[2]) * row + 6 * w[3])
                            + Math.sin(0.2 * w[4] * (column + row) + 6 * w[5])
                            + 0.4 * random.nextDouble();
                    if (value > best) {
                        best = value;
                        map[row][column] = c;
                    }
                }
            }
        }
        List<Polygon> polygons = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            BitMask mask = new BitMask(left, top, width, height);
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    if (map[row][column] == c) {
                        mask.set(column, row);
                    }
                }
            }
            polygons.addAll(MaskVectorizer.polygons(mask));
        }
        return polygons;
    }

    public static double iou(Geometry a, Geometry b) {
        double shared = a.intersection(b).getArea();
        return shared / (a.getArea() + b.getArea() - shared);
    }
}
