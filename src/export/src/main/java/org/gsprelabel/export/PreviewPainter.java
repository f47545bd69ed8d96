package org.gsprelabel.export;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Draws outlines, seams and a legend on a picture of a raster. Shapes are given in native pixels of the raster. */
final class PreviewPainter {

    /** Bright hues that stand out from ground, vegetation and roofs, and from one another. */
    private static final List<Color> PALETTE = List.of(
            new Color(0x00E5FF),
            new Color(0xFFE000),
            new Color(0xFF3DDB),
            new Color(0x76FF03),
            new Color(0xFF8A00),
            new Color(0x4D7CFF),
            new Color(0xFF3B30),
            new Color(0xFFFFFF));

    private static final Color CASING = new Color(0, 0, 0, 140);
    private static final Color SEAM = new Color(255, 255, 255, 90);
    private static final Color LEGEND = new Color(0, 0, 0, 170);
    private static final int FILL_ALPHA = 32;
    private static final double LARGEST_LEGEND = 0.1;
    private static final float THINNEST_LINE = 1.5f;
    private static final float LINES_IN_SIDE = 1000;

    private final BufferedImage picture;
    private final Graphics2D graphics;
    private final PixelRect rect;
    private final double scale;
    private final Map<String, Color> colours = new TreeMap<>();
    private final float line;

    /**
     * Prepares to draw.
     *
     * @param picture of a part of the raster
     * @param rect that part, in pixels of the picture's grid
     * @param scale native pixels per pixel of that grid
     * @param classes names of the classes, in the order of their colours
     */
    PreviewPainter(BufferedImage picture, PixelRect rect, double scale, Set<String> classes) {
        this.picture = picture;
        this.rect = rect;
        this.scale = scale;
        this.line = Math.max(THINNEST_LINE, longSide() / LINES_IN_SIDE);
        for (String name : classes) {
            colours.put(name, PALETTE.get(colours.size() % PALETTE.size()));
        }
        graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    BufferedImage picture() {
        return picture;
    }

    void drawOutline(Geometry shape, String className) {
        Envelope seen = new Envelope(rect.x() * scale, rect.right() * scale, rect.y() * scale, rect.bottom() * scale);
        if (!seen.intersects(shape.getEnvelopeInternal())) {
            return;
        }
        Color colour = colours.getOrDefault(className, PALETTE.get(0));
        Path2D path = path(shape);
        graphics.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FILL_ALPHA));
        graphics.fill(path);
        graphics.setColor(CASING);
        graphics.setStroke(new BasicStroke(line * 2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }

    void drawTiles(PreviewOptions.TileLines tiles) {
        graphics.setColor(SEAM);
        graphics.setStroke(new BasicStroke(Math.max(1f, line / 2)));
        TileGrid grid = tiles.grid();
        for (int column = 1; column < grid.columns(); column++) {
            Tile tile = grid.tile(new TileId(0, column));
            double x = x(tile.core().x() * tiles.scaleX());
            graphics.draw(new Line2D.Double(x, 0, x, rect.height()));
        }
        for (int row = 1; row < grid.rows(); row++) {
            Tile tile = grid.tile(new TileId(row, 0));
            double y = y(tile.core().y() * tiles.scaleY());
            graphics.draw(new Line2D.Double(0, y, rect.width(), y));
        }
    }

    /**
     * Draws a box at the lower left with a swatch, name and number of each class; none when it would hide much of a small
     * picture.
     *
     * @param counts features by class
     */
    void drawLegend(Map<String, Integer> counts) {
        int dot = Math.max(1, Math.round(longSide() / LINES_IN_SIDE));
        int row = (PixelFont.HEIGHT + 5) * dot;
        int swatch = PixelFont.HEIGHT * dot;
        int margin = 4 * dot;
        int textWidth = counts.entrySet().stream()
                .mapToInt(entry -> PixelFont.width(label(entry)) * dot)
                .max()
                .orElse(0);
        int width = margin + swatch + margin + textWidth + margin;
        int height = margin + row * counts.size();
        if (counts.isEmpty()
                || (long) width * height > LARGEST_LEGEND * rect.area()
                || width + 2 * margin > rect.width()
                || height + 2 * margin > rect.height()) {
            return;
        }
        int left = margin;
        int top = rect.height() - margin - height;
        graphics.setColor(LEGEND);
        graphics.fillRect(left, top, width, height);
        int y = top + margin;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            graphics.setColor(colours.getOrDefault(entry.getKey(), PALETTE.get(0)));
            graphics.fillRect(left + margin, y, swatch, swatch);
            graphics.setColor(Color.WHITE);
            PixelFont.draw(graphics, label(entry), left + 2 * margin + swatch, y + dot, dot);
            y += row;
        }
    }

    private static String label(Map.Entry<String, Integer> entry) {
        return (entry.getKey().isEmpty() ? "(no class)" : entry.getKey()) + "  " + entry.getValue();
    }

    private Path2D path(Geometry shape) {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            if (shape.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                append(path, polygon.getExteriorRing().getCoordinateSequence());
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    append(path, polygon.getInteriorRingN(hole).getCoordinateSequence());
                }
            }
        }
        return path;
    }

    private void append(Path2D path, CoordinateSequence ring) {
        path.moveTo(x(ring.getX(0)), y(ring.getY(0)));
        for (int i = 1; i < ring.size() - 1; i++) {
            path.lineTo(x(ring.getX(i)), y(ring.getY(i)));
        }
        path.closePath();
    }

    private int longSide() {
        return Math.max(rect.width(), rect.height());
    }

    private double x(double nativeX) {
        return nativeX / scale - rect.x();
    }

    private double y(double nativeY) {
        return nativeY / scale - rect.y();
    }
}
