package org.gsprelabel.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.filter.PlaneMeasure;
import org.gsprelabel.pipeline.CandidateCleaner;
import org.gsprelabel.shape.Ground;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.shape.ShapeCounts;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.locationtech.jts.awt.ShapeWriter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * Draws outlines before and after they are cleaned: above, a class map, simplified and smoothed; below, roofs, squared.
 *
 * <p>Usage: {@code ShapePicture [PNG file]}.
 */
public final class ShapePicture {

    private static final int WIDTH = 100;
    private static final int HEIGHT = 70;
    private static final int ZOOM = 7;
    private static final int GAP = 12;

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private static final Color[] COLOURS = {
        new Color(0xd9, 0x8c, 0x5f),
        new Color(0x8f, 0xb5, 0x73),
        new Color(0x6f, 0x9f, 0xc8),
        new Color(0xe3, 0xc7, 0x6b)
    };

    private ShapePicture() {}

    public static void main(String[] args) throws IOException {
        BufferedImage image =
                new BufferedImage(2 * WIDTH * ZOOM + 3 * GAP, 2 * HEIGHT * ZOOM + 3 * GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        List<Candidate> map = classMap();
        draw(graphics, map, 0, 0);
        draw(graphics, clean(map, new ShapeCleaning(0, 0, 1.2, 0.7, 0)), 1, 0);
        List<Candidate> roofs = roofs();
        draw(graphics, roofs, 0, 1);
        draw(graphics, clean(roofs, new ShapeCleaning(0, 0, 1, 0, 2.5)), 1, 1);
        graphics.dispose();
        ImageIO.write(image, "png", new File(args.length > 0 ? args[0] : "docs/outlines.png"));
    }

    private static List<Candidate> classMap() {
        List<Candidate> map = new ArrayList<>();
        for (int wanted = 0; wanted < COLOURS.length; wanted++) {
            BitMask mask = new BitMask(0, 0, WIDTH, HEIGHT);
            for (int row = 0; row < HEIGHT; row++) {
                for (int column = 0; column < WIDTH; column++) {
                    if (classAt(column, row) == wanted) {
                        mask.set(column, row);
                    }
                }
            }
            for (Polygon polygon : MaskVectorizer.polygons(mask)) {
                map.add(candidate(polygon, wanted));
            }
        }
        return map;
    }

    private static int classAt(int column, int row) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < COLOURS.length; c++) {
            double value = Math.sin(column / (9.0 + 2 * c) + 2 * c)
                    + Math.sin(row / (12.0 - 2 * c) + 1.7 * c)
                    + 0.6 * Math.sin((column + row) / 11.0 + c * c);
            if (value > highest) {
                highest = value;
                best = c;
            }
        }
        return best;
    }

    /** A house, one with a wing, one around a courtyard, and a tank, which is none. */
    private static List<Candidate> roofs() {
        List<Geometry> drawn = List.of(
                turned(24, 30, 18, box(-14, -8, 14, 8)),
                turned(24, 72, 22, box(-19, -12, 19, 1).union(box(6, -1, 19, 15))),
                turned(-11, 28, 49, box(-18, -13, 18, 13).difference(box(-8, -5, 8, 5))),
                GEOMETRIES.createPoint(new Coordinate(82.4, 57.2)).buffer(9));
        List<Candidate> roofs = new ArrayList<>();
        for (Geometry outline : drawn) {
            for (Polygon polygon : TownViews.pixels(outline)) {
                roofs.add(candidate(polygon, roofs.size() % COLOURS.length));
            }
        }
        return roofs;
    }

    private static Geometry box(double left, double top, double right, double bottom) {
        return GEOMETRIES.toGeometry(new Envelope(left, right, top, bottom));
    }

    private static Geometry turned(double degrees, double x, double y, Geometry shape) {
        return AffineTransformation.rotationInstance(Math.toRadians(degrees))
                .translate(x + 0.3, y + 0.4)
                .transform(shape);
    }

    private static Candidate candidate(Polygon polygon, int number) {
        return new Candidate(polygon, Integer.toString(number), 1, new TileId(0, 0), Set.of(), 1);
    }

    private static List<Candidate> clean(List<Candidate> candidates, ShapeCleaning cleaning) {
        Ground metres = new Ground(
                PlaneMeasure.INSTANCE, pixel -> AffineTransformation.translationInstance(-pixel.x, -pixel.y));
        List<Candidate> clean = new ArrayList<>();
        try (CandidateCleaner cleaner = new CandidateCleaner(
                cleaning,
                metres,
                new TileGrid(512, 512, 512, 0),
                new ShapeCounts(cleaning),
                reason -> {},
                clean::add)) {
            candidates.forEach(cleaner::accept);
            cleaner.finish(() -> {});
        }
        return clean;
    }

    private static void draw(Graphics2D graphics, List<Candidate> candidates, int column, int row) {
        Graphics2D panel = (Graphics2D) graphics.create(
                GAP + column * (WIDTH * ZOOM + GAP), GAP + row * (HEIGHT * ZOOM + GAP), WIDTH * ZOOM, HEIGHT * ZOOM);
        panel.setColor(new Color(0xf2, 0xf0, 0xea));
        panel.fillRect(0, 0, WIDTH * ZOOM, HEIGHT * ZOOM);
        ShapeWriter writer = new ShapeWriter();
        AffineTransform zoom = AffineTransform.getScaleInstance(ZOOM, ZOOM);
        panel.setStroke(new BasicStroke(2));
        for (Candidate candidate : candidates) {
            java.awt.Shape shape = zoom.createTransformedShape(writer.toShape(candidate.geometry()));
            panel.setColor(COLOURS[Integer.parseInt(candidate.className())]);
            panel.fill(shape);
            panel.setColor(new Color(0x40, 0x38, 0x30));
            panel.draw(shape);
        }
        panel.dispose();
    }
}
