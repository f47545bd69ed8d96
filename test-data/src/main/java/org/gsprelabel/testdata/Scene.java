package org.gsprelabel.testdata;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gsprelabel.testdata.scenery.Painter;
import org.gsprelabel.testdata.scenery.TownPlan;
import org.gsprelabel.testdata.scenery.Window;

/**
 * A made-up aerial picture with exact ground truth: 8-bit red, green and blue, roofs of 20 to 133 pixels. Roofs are at
 * least 4 pixels apart, but for the halves of a few pairs (about two in a hundred roofs), which are 2 pixels apart. No
 * tree and no shadow lies on a roof. Any window can be rendered without the rest; memory follows the window. Safe for
 * concurrent use.
 */
public final class Scene {

    private final SceneSpec spec;
    private final TownPlan plan;
    private final Painter painter;

    private Scene(SceneSpec spec) {
        this.spec = spec;
        this.plan = new TownPlan(spec.seed(), spec.width(), spec.height(), spec.nodataCorner());
        this.painter = new Painter(plan, spec.seed(), spec.width(), spec.height());
    }

    public static Scene of(SceneSpec spec) {
        return new Scene(spec);
    }

    public SceneSpec spec() {
        return spec;
    }

    /**
     * The pixels of a window inside the scene: row by row, three bytes (red, green, blue) each. Valid pixels have no
     * zero in any band, pixels without data are zero in all.
     */
    public byte[] render(int x, int y, int width, int height) {
        if (x < 0 || y < 0 || x + width > spec.width() || y + height > spec.height()) {
            throw new IllegalArgumentException("the window " + width + " x " + height + " at (" + x + ", " + y
                    + ") does not lie in the scene of " + spec.width() + " x " + spec.height() + " pixels");
        }
        return painter.paint(new Window(x, y, width, height));
    }

    /** The whole scene as an image of tiles of 256 x 256 pixels that are rendered when they are read. */
    public RenderedImage image() {
        return new SceneImage(spec.width(), spec.height(), this::render);
    }

    /** All roofs, in an order that follows from the seed alone. */
    public List<TruthObject> truth() {
        return truth(0, 0, spec.width(), spec.height());
    }

    /** The roofs whose bounding boxes meet a window, whole. */
    public List<TruthObject> truth(int x, int y, int width, int height) {
        return plan.roofs(new Window(x, y, width, height)).stream()
                .map(roof -> new TruthObject(roof.roofClass().label(), roof.outline()))
                .toList();
    }

    /**
     * Writes the scene as a GeoTIFF: tiles of 256 x 256 pixels, Deflate, nodata 0 when the scene has a nodata corner.
     * Needs memory for one tile, whatever the size of the scene.
     *
     * @throws IllegalArgumentException when the scene has more pixels than a TIFF of 4 GB can hold for sure
     */
    public void writeGeoTiff(Path file) throws IOException {
        GeoTiffFile.write(image(), spec.georeference(), spec.nodataCorner(), GeoTiffFile.DEFLATE, file);
    }

    /**
     * Writes the truth as GeoJSON in the CRS of the scene (named in a {@code crs} member), one feature per roof with the
     * properties {@code class_name} and {@code pixels} (the area in pixels).
     */
    public void writeTruth(Path file) throws IOException {
        TruthFile.write(this, file);
    }
}
