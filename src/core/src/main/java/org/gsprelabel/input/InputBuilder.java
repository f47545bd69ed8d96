package org.gsprelabel.input;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.LinearSampling;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;

/**
 * Writes windows into the image input of a model, f32 {@code [N,C,H,W]}: channel {@code c} of a pixel is {@code (unit *
 * scale - mean[c]) / std[c]} of the window's band {@code c}, in float arithmetic. Windows are read with the model's bands in
 * the order of its channels.
 *
 * <p>A window of the input's size goes in pixel for pixel. Any other is resized bilinearly without anti-aliasing:
 *
 * <ul>
 *   <li>stretch: each axis by its own factor;
 *   <li>letterbox, rounded as Ultralytics' {@code LetterBox} does: r = min(H/h, W/w), sides rint(side * r), padding d =
 *       what is left, rint(d/2 - 0.1) of it left and above, so that an odd pixel goes right and below.
 * </ul>
 *
 * <p>Padding, and with {@link GeometrySpec.Edge#PAD} also the pixels outside the raster, have the unit value {@code
 * padValue}. Stateless, safe for use by several threads on different items.
 */
public final class InputBuilder {

    private final ImageSpec image;
    private final GeometrySpec geometry;
    private final Radiometry radiometry;

    /**
     * @param radiometry estimated for the bands of {@code image}
     */
    public InputBuilder(ImageSpec image, GeometrySpec geometry, Radiometry radiometry) {
        if (radiometry.channels() != image.channels()) {
            throw new IllegalArgumentException("radiometry must have a range for each of the " + image.channels()
                    + " channels, got " + radiometry.channels());
        }
        this.image = image;
        this.geometry = geometry;
        this.radiometry = radiometry;
    }

    /**
     * How windows of a size lie in the input.
     *
     * @throws IllegalArgumentException when the model takes any size, and this is no multiple of what it needs
     */
    public InputFrame frame(int windowWidth, int windowHeight) {
        if (!geometry.isFixed()) {
            int multiple = geometry.multipleOf();
            if (windowWidth % multiple != 0 || windowHeight % multiple != 0) {
                throw new IllegalArgumentException("sides of a window must be multiples of " + multiple + ", got "
                        + windowWidth + " x " + windowHeight);
            }
            return InputFrame.identity(windowWidth, windowHeight);
        }
        int size = geometry.size();
        if (windowWidth == size && windowHeight == size) {
            return InputFrame.identity(size, size);
        }
        return switch (geometry.resize()) {
            case STRETCH ->
                new InputFrame(
                        size,
                        size,
                        windowWidth,
                        windowHeight,
                        (double) size / windowWidth,
                        (double) size / windowHeight,
                        0,
                        0);
            case LETTERBOX -> letterbox(size, windowWidth, windowHeight);
        };
    }

    /** A batch of zeros for some windows of one size: {@code [items,C,H,W]}. */
    public Tensor allocate(int items, int windowWidth, int windowHeight) {
        InputFrame frame = frame(windowWidth, windowHeight);
        return Tensor.allocate(items, image.channels(), frame.inputHeight(), frame.inputWidth());
    }

    /**
     * Writes a window into an item of a batch.
     *
     * @param batch as {@link #allocate} makes it for windows of this size
     * @param item index on the batch axis
     * @return how the window lies in the input
     * @throws IllegalArgumentException when the batch has another shape, or the window not a band for each channel
     */
    public InputFrame write(FilledWindow window, Tensor batch, int item) {
        PixelRect rect = window.pixels().rect();
        InputFrame frame = frame(rect.width(), rect.height());
        long[] expected = {batch.size(0), image.channels(), frame.inputHeight(), frame.inputWidth()};
        if (!Arrays.equals(batch.shape(), expected)) {
            throw new IllegalArgumentException(
                    "batch for " + frame + " must be a tensor " + Arrays.toString(expected) + ", got " + batch);
        }
        if (window.pixels().bands() != image.channels()) {
            throw new IllegalArgumentException("window must have a band for each of the " + image.channels()
                    + " channels, got " + window.pixels().bands());
        }
        for (int channel = 0; channel < image.channels(); channel++) {
            int base = (item * image.channels() + channel) * frame.inputHeight() * frame.inputWidth();
            if (frame.isIdentity()) {
                copy(window, channel, batch.data(), base);
            } else {
                resize(window, channel, frame, batch.data(), base);
            }
        }
        return frame;
    }

    private static InputFrame letterbox(int size, int windowWidth, int windowHeight) {
        double ratio = Math.min((double) size / windowHeight, (double) size / windowWidth);
        int width = Math.max(1, (int) Math.rint(windowWidth * ratio));
        int height = Math.max(1, (int) Math.rint(windowHeight * ratio));
        return new InputFrame(
                size,
                size,
                windowWidth,
                windowHeight,
                (double) width / windowWidth,
                (double) height / windowHeight,
                (int) Math.rint((size - width) / 2.0 - 0.1),
                (int) Math.rint((size - height) / 2.0 - 0.1));
    }

    private void copy(FilledWindow window, int channel, FloatBuffer target, int base) {
        PixelRect rect = window.pixels().rect();
        float[] line = new float[rect.width()];
        for (int row = 0; row < rect.height(); row++) {
            readRow(window, channel, row, line, 0);
            target.put(base + row * rect.width(), line, 0, rect.width());
        }
    }

    private void resize(FilledWindow window, int channel, InputFrame frame, FloatBuffer target, int base) {
        int width = frame.windowWidth();
        int height = frame.windowHeight();
        float[] plane = new float[width * height];
        for (int row = 0; row < height; row++) {
            readRow(window, channel, row, plane, row * width);
        }
        LinearSampling columns = new LinearSampling(frame.imageWidth(), 1 / frame.scaleX(), 0, 0, width - 1);
        LinearSampling rows = new LinearSampling(frame.imageHeight(), 1 / frame.scaleY(), 0, 0, height - 1);
        float[] padding = new float[frame.inputWidth()];
        Arrays.fill(padding, normalised((float) geometry.padValue(), channel));
        float[] mixed = new float[width];
        float[] line = padding.clone();
        for (int row = 0; row < frame.inputHeight(); row++) {
            int imageRow = row - frame.padTop();
            boolean isImage = imageRow >= 0 && imageRow < rows.count();
            if (isImage) {
                rows.across(imageRow, plane, width, 0, mixed);
                columns.along(mixed, 0, line, frame.padLeft());
            }
            target.put(base + row * frame.inputWidth(), isImage ? line : padding, 0, frame.inputWidth());
        }
    }

    /** Normalised values of a row of the window. */
    private void readRow(FilledWindow window, int channel, int row, float[] target, int at) {
        RasterWindow pixels = window.pixels();
        PixelRect rect = pixels.rect();
        PixelRect inside = window.inside();
        int from = 0;
        int to = rect.width();
        if (geometry.edge() == GeometrySpec.Edge.PAD) {
            boolean isInside = rect.y() + row >= inside.y() && rect.y() + row < inside.bottom();
            from = isInside ? inside.x() - rect.x() : to;
            to = isInside ? inside.right() - rect.x() : to;
            float pad = normalised((float) geometry.padValue(), channel);
            Arrays.fill(target, at, at + from, pad);
            Arrays.fill(target, at + to, at + rect.width(), pad);
        }
        int sample = (channel * rect.height() + row) * rect.width() + from;
        radiometry.units(channel, pixels.samples(), sample, target, at + from, to - from);
        float scale = (float) image.scale();
        float mean = (float) image.mean(channel);
        float std = (float) image.std(channel);
        for (int i = at + from; i < at + to; i++) {
            target[i] = (target[i] * scale - mean) / std;
        }
    }

    private float normalised(float unit, int channel) {
        return (unit * (float) image.scale() - (float) image.mean(channel)) / (float) image.std(channel);
    }
}
