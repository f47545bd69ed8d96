package org.gsprelabel.geotools.coverage;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.io.EOFException;
import java.lang.reflect.InvocationTargetException;
import java.util.BitSet;
import java.util.Optional;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.image.util.ImageUtilities;
import org.jspecify.annotations.Nullable;

/**
 * The part of an image where its coverage has data: the mask inside a file, or an outline. A pixel belongs to it when the
 * mask is not zero there, or its centre lies inside the outline.
 */
final class Footprint {

    private static final String PROPERTY = "GC_ROI";

    private final @Nullable Shape outline;
    private final @Nullable RenderedImage mask;
    private final @Nullable TruncationWatch watch;

    private Footprint(@Nullable Shape outline, @Nullable RenderedImage mask) {
        this.outline = outline;
        this.mask = mask;
        this.watch = mask == null ? null : TruncationWatch.on(mask);
    }

    /** The footprint that a coverage declares, if any. */
    static Optional<Footprint> of(GridCoverage2D coverage) {
        Object property = coverage.getProperty(PROPERTY);
        if (property == null || property == Image.UndefinedProperty) {
            return Optional.empty();
        }
        // The type differs between versions of GeoTools, these methods do not. A mask has no shape.
        if (call(property, "getAsShape") instanceof Shape outline) {
            return Optional.of(new Footprint(outline, null));
        }
        if (call(property, "getAsImage") instanceof RenderedImage mask) {
            return Optional.of(new Footprint(null, mask));
        }
        throw new IllegalArgumentException("footprint of the coverage is neither a shape nor an image: " + property);
    }

    /** What lies inside an outline in coordinates of the image. */
    static Footprint inside(Shape outline) {
        return new Footprint(outline, null);
    }

    /**
     * Clears the bits of pixels outside.
     *
     * @param valid bit {@code row * width + column} of the rectangle
     * @param rect in coordinates of the image
     * @throws EOFException when the mask ends too early
     */
    void restrict(BitSet valid, Rectangle rect) throws EOFException {
        if (outline != null) {
            BufferedImage inside = new BufferedImage(rect.width, rect.height, BufferedImage.TYPE_BYTE_BINARY);
            Graphics2D graphics = inside.createGraphics();
            graphics.setColor(Color.WHITE);
            // Else edges are moved to pixel centres before they are filled.
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.translate(-rect.x, -rect.y);
            graphics.fill(outline);
            graphics.dispose();
            restrict(valid, rect, inside.getData(), -rect.x, -rect.y);
        } else if (mask != null && watch != null) {
            Rectangle shared =
                    new Rectangle(mask.getMinX(), mask.getMinY(), mask.getWidth(), mask.getHeight()).intersection(rect);
            if (shared.isEmpty()) {
                valid.clear();
                return;
            }
            restrict(valid, rect, mask.getData(shared), 0, 0);
            watch.check();
        }
    }

    /** Lets go of the file behind a mask. */
    void dispose() {
        if (mask != null) {
            ImageUtilities.disposeImage(mask);
        }
    }

    private static void restrict(BitSet valid, Rectangle rect, Raster inside, int shiftX, int shiftY) {
        Rectangle known = inside.getBounds();
        for (int i = valid.nextSetBit(0); i >= 0; i = valid.nextSetBit(i + 1)) {
            int x = rect.x + i % rect.width + shiftX;
            int y = rect.y + i / rect.width + shiftY;
            if (!known.contains(x, y) || inside.getSample(x, y, 0) == 0) {
                valid.clear(i);
            }
        }
    }

    private static @Nullable Object call(Object property, String method) {
        try {
            return property.getClass().getMethod(method).invoke(property);
        } catch (NoSuchMethodException e) {
            return null;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("footprint of the coverage cannot be read: " + property, e);
        }
    }
}
