package org.gsprelabel.testdata;

import java.awt.Image;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;
import org.jspecify.annotations.Nullable;

/** An image that holds no pixels: each tile is rendered whenever it is read. */
final class SceneImage implements RenderedImage {

    static final int TILE = 256;

    /** Renders a window of the image: row by row, three bytes (red, green, blue) each. */
    @FunctionalInterface
    interface Renderer {
        byte[] render(int x, int y, int width, int height);
    }

    private final int width;
    private final int height;
    private final Renderer scene;
    private final SampleModel sampleModel = sampleModel(TILE, TILE);
    private final ColorModel colorModel = new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);

    SceneImage(int width, int height, Renderer scene) {
        this.width = width;
        this.height = height;
        this.scene = scene;
    }

    @Override
    public Raster getData(Rectangle area) {
        Rectangle inside = area.intersection(new Rectangle(getWidth(), getHeight()));
        byte[] pixels = scene.render(inside.x, inside.y, inside.width, inside.height);
        Raster rendered = raster(inside, pixels);
        if (inside.equals(area)) {
            return rendered;
        }
        WritableRaster padded = raster(area, new byte[3 * area.width * area.height]);
        padded.setRect(rendered);
        return padded;
    }

    @Override
    public Raster getTile(int tileX, int tileY) {
        return getData(new Rectangle(tileX * TILE, tileY * TILE, TILE, TILE));
    }

    @Override
    public Raster getData() {
        return getData(new Rectangle(getWidth(), getHeight()));
    }

    @Override
    public WritableRaster copyData(@Nullable WritableRaster raster) {
        if (raster == null) {
            Rectangle all = new Rectangle(getWidth(), getHeight());
            return raster(all, scene.render(0, 0, all.width, all.height));
        }
        raster.setRect(getData(raster.getBounds()));
        return raster;
    }

    private static WritableRaster raster(Rectangle area, byte[] pixels) {
        return Raster.createWritableRaster(
                sampleModel(area.width, area.height),
                new DataBufferByte(pixels, pixels.length),
                new Point(area.x, area.y));
    }

    private static SampleModel sampleModel(int width, int height) {
        return new PixelInterleavedSampleModel(DataBuffer.TYPE_BYTE, width, height, 3, 3 * width, new int[] {0, 1, 2});
    }

    @Override
    @SuppressWarnings("JdkObsolete") // the interface asks for a Vector
    public Vector<RenderedImage> getSources() {
        return new Vector<>();
    }

    @Override
    public Object getProperty(String name) {
        return Image.UndefinedProperty;
    }

    @Override
    public String[] getPropertyNames() {
        return new String[0];
    }

    @Override
    public ColorModel getColorModel() {
        return colorModel;
    }

    @Override
    public SampleModel getSampleModel() {
        return sampleModel;
    }

    @Override
    public int getWidth() {
        return width;
    }

    @Override
    public int getHeight() {
        return height;
    }

    @Override
    public int getMinX() {
        return 0;
    }

    @Override
    public int getMinY() {
        return 0;
    }

    @Override
    public int getNumXTiles() {
        return (getWidth() + TILE - 1) / TILE;
    }

    @Override
    public int getNumYTiles() {
        return (getHeight() + TILE - 1) / TILE;
    }

    @Override
    public int getMinTileX() {
        return 0;
    }

    @Override
    public int getMinTileY() {
        return 0;
    }

    @Override
    public int getTileWidth() {
        return TILE;
    }

    @Override
    public int getTileHeight() {
        return TILE;
    }

    @Override
    public int getTileGridXOffset() {
        return 0;
    }

    @Override
    public int getTileGridYOffset() {
        return 0;
    }
}
