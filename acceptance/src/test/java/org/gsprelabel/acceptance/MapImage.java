package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.gsprelabel.acceptance.wire.Answer;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

/** What GetMap has drawn on a transparent ground. */
record MapImage(BufferedImage pixels) {

    /** A kind of colours, of channels from 0 to 255. */
    interface Colour {
        boolean is(int red, int green, int blue);

        /** As nearly one, six hexadecimal digits, as channels can be told where it is half transparent. */
        static Colour like(String hex) {
            int rgb = Integer.parseInt(hex, 16);
            return (red, green, blue) -> Math.abs(red - (rgb >> 16)) < 8
                    && Math.abs(green - (rgb >> 8 & 255)) < 8
                    && Math.abs(blue - (rgb & 255)) < 8;
        }
    }

    static MapImage of(Answer answer) {
        assertThat(answer.contentType()).as(answer.toString()).startsWith("image/png");
        try {
            return new MapImage(ImageIO.read(new ByteArrayInputStream(answer.bytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many pixels that are drawn have such a colour. */
    int count(Colour colour) {
        int count = 0;
        for (int y = 0; y < pixels.getHeight(); y++) {
            for (int x = 0; x < pixels.getWidth(); x++) {
                int argb = pixels.getRGB(x, y);
                if (argb >>> 24 != 0 && colour.is(argb >> 16 & 255, argb >> 8 & 255, argb & 255)) {
                    count++;
                }
            }
        }
        return count;
    }

    /**
     * Fails unless an area is drawn, and nothing but it.
     *
     * @param area in pixels
     * @param line how far what is drawn may reach out of it, in pixels
     */
    void assertDrawn(Geometry area, double line) {
        Drawn inside = Drawn.of(pixels, area);
        assertThat(inside.area).as("pixels of the area").isGreaterThan(pixels.getWidth());
        assertThat(inside.drawn).as("of %s pixels of the area", inside.area).isGreaterThan(inside.area * 98 / 100);
        assertThat(Drawn.of(pixels, area.buffer(line)).elsewhere)
                .as("pixels off the area")
                .isLessThan(inside.area * 2 / 100);
    }

    /** Which pixels are drawn, inside an area and elsewhere. */
    private record Drawn(int area, int drawn, int elsewhere) {

        static Drawn of(BufferedImage image, Geometry area) {
            PointOnGeometryLocator locator = new IndexedPointInAreaLocator(area);
            int pixels = 0;
            int drawn = 0;
            int elsewhere = 0;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    boolean shown = image.getRGB(x, y) >>> 24 != 0;
                    if (locator.locate(new Coordinate(x + 0.5, y + 0.5)) == Location.INTERIOR) {
                        pixels++;
                        drawn += shown ? 1 : 0;
                    } else {
                        elsewhere += shown ? 1 : 0;
                    }
                }
            }
            return new Drawn(pixels, drawn, elsewhere);
        }
    }
}
