package org.gsprelabel.testdata;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** A picture of the upper left part of a scene at half its size; on its right half the truth is drawn. */
final class ScenePreview {

    private static final int WIDTH = 1008;
    private static final int HEIGHT = 600;
    private static final int SHRINK = 2;

    private ScenePreview() {}

    static void write(Scene scene, Path file) throws IOException {
        int width = Math.min(WIDTH, scene.spec().width()) / SHRINK;
        int height = Math.min(HEIGHT, scene.spec().height()) / SHRINK;
        BufferedImage image = shrunk(scene.render(0, 0, SHRINK * width, SHRINK * height), width, height);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setClip(width / 2, 0, width, height);
        graphics.setColor(Color.YELLOW);
        graphics.setStroke(new BasicStroke(1.5f));
        for (TruthObject object : scene.truth(0, 0, SHRINK * width, SHRINK * height)) {
            graphics.draw(shape(object.pixels()));
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private static BufferedImage shrunk(byte[] pixels, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = 0;
                for (int band = 0; band < 3; band++) {
                    int sum = SHRINK * SHRINK / 2;
                    for (int k = 0; k < SHRINK * SHRINK; k++) {
                        int row = y * SHRINK + k / SHRINK;
                        int column = x * SHRINK + k % SHRINK;
                        sum += pixels[3 * (row * SHRINK * width + column) + band] & 0xFF;
                    }
                    rgb = rgb << 8 | sum / (SHRINK * SHRINK);
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    private static Path2D shape(Polygon polygon) {
        Path2D path = new Path2D.Double();
        append(path, polygon.getExteriorRing());
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            append(path, polygon.getInteriorRingN(i));
        }
        return path;
    }

    private static void append(Path2D path, LinearRing ring) {
        Coordinate[] coordinates = ring.getCoordinates();
        path.moveTo(coordinates[0].x / SHRINK, coordinates[0].y / SHRINK);
        for (int i = 1; i < coordinates.length; i++) {
            path.lineTo(coordinates[i].x / SHRINK, coordinates[i].y / SHRINK);
        }
        path.closePath();
    }
}
