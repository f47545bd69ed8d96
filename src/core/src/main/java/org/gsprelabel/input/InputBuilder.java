package org.gsprelabel.input;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.ImageSpec.Layout;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;

/**
 * Writes windows of any aspect into the image input of a model: channel {@code c} of a pixel is {@code (unit * scale -
 * mean[c]) / std[c]} of the band that the model wants there, in float arithmetic.
 *
 * <p>A window of the input's size goes in pixel for pixel. Any other is resized as {@link Framing} places it, by {@link
 * AxisFilter} weights. Reference implementations that resize 8-bit pixels (SAM, DETR, OWL-ViT through Pillow) round to whole
 * grey levels after each axis; that is not imitated, as it would throw away what samples of more bits hold. It makes no value
 * differ by more than one level of 255 (the cubic kernel: a little more), and SAM's own path for tensors does not round
 * either.
 *
 * <p>Padding, and with {@link GeometrySpec.Edge#PAD} also the pixels outside the raster, have the value {@code padValue},
 * normalised like pixels unless {@code padAfterNormalise}. Stateless, safe for use by several threads on different items.
 */
public final class InputBuilder {

    private final ImageSpec image;
    private final GeometrySpec geometry;
    private final Radiometry radiometry;
    private final Framing framing;
    private final List<Integer> windowBands;

    /**
     * For windows that are read with the model's bands in the order of its channels.
     *
     * @param radiometry estimated for the bands of {@code image}
     */
    public InputBuilder(ImageSpec image, GeometrySpec geometry, Radiometry radiometry) {
        this(image, geometry, radiometry, image.bands());
    }

    /**
     * For windows that several models share.
     *
     * @param radiometry estimated for the bands of {@code image}
     * @param windowBands numbers of the bands that windows are read with, in their order; those of {@code image} are among
     *     them
     */
    public InputBuilder(ImageSpec image, GeometrySpec geometry, Radiometry radiometry, List<Integer> windowBands) {
        if (radiometry.channels() != image.channels()) {
            throw new IllegalArgumentException("radiometry must have a range for each of the " + image.channels()
                    + " channels, got " + radiometry.channels());
        }
        if (!windowBands.containsAll(image.bands())) {
            throw new IllegalArgumentException(
                    "windows must be read with the bands " + image.bands() + ", got " + windowBands);
        }
        this.image = image;
        this.geometry = geometry;
        this.radiometry = radiometry;
        this.framing = new Framing(geometry);
        this.windowBands = List.copyOf(windowBands);
    }

    /**
     * How windows of a size lie in the input.
     *
     * @throws IllegalArgumentException when the model takes any size, and this is no multiple of what it needs
     */
    public InputFrame frame(int windowWidth, int windowHeight) {
        return framing.frame(windowWidth, windowHeight);
    }

    /**
     * A batch of zeros for some windows of one size, in the model's layout.
     *
     * @throws IllegalArgumentException when there are several items, and the layout has no batch axis
     */
    public Tensor allocate(int items, int windowWidth, int windowHeight) {
        return Tensor.allocate(shape(items, frame(windowWidth, windowHeight)));
    }

    /**
     * The first items of a batch, as the model takes them: a tensor over the same memory.
     *
     * @param items from 1 to those of the batch; 1 where the layout has no batch axis
     */
    public Tensor first(Tensor batch, int items) {
        return image.layout().hasBatchAxis() ? batch.first(items) : batch;
    }

    /**
     * Writes a window into an item of a batch.
     *
     * @param batch as {@link #allocate} makes it for windows of this size
     * @param item index on the batch axis; 0 where the layout has none
     * @return how the window lies in the input
     * @throws IllegalArgumentException when the batch has another shape, or the window other bands
     */
    public InputFrame write(FilledWindow window, Tensor batch, int item) {
        PixelRect rect = window.pixels().rect();
        InputFrame frame = frame(rect.width(), rect.height());
        int items = image.layout().hasBatchAxis() && batch.rank() > 0 ? batch.size(0) : 1;
        long[] expected = shape(items, frame);
        if (!Arrays.equals(batch.shape(), expected)) {
            throw new IllegalArgumentException(
                    "batch for " + frame + " must be a tensor " + Arrays.toString(expected) + ", got " + batch);
        }
        if (item < 0 || item >= items) {
            throw new IllegalArgumentException("item must be from 0 to " + (items - 1) + ", got " + item);
        }
        if (window.pixels().bands() != windowBands.size()) {
            throw new IllegalArgumentException("window must have the " + windowBands.size() + " bands " + windowBands
                    + ", got " + window.pixels().bands());
        }
        if (frame.isIdentity()) {
            copy(window, frame, batch.data(), item);
        } else {
            resize(window, frame, batch.data(), item);
        }
        return frame;
    }

    private long[] shape(int items, InputFrame frame) {
        return image.layout().shape(items, image.channels(), frame.inputHeight(), frame.inputWidth());
    }

    private void copy(FilledWindow window, InputFrame frame, FloatBuffer target, int item) {
        float[] line = new float[frame.inputWidth()];
        for (int channel = 0; channel < image.channels(); channel++) {
            ChannelRows rows = rows(window, channel);
            for (int row = 0; row < frame.inputHeight(); row++) {
                rows.read(row, line);
                put(line, row, channel, frame, target, item);
            }
        }
    }

    private void resize(FilledWindow window, InputFrame frame, FloatBuffer target, int item) {
        boolean square = geometry.resize() == Resize.SQUARE_PAD;
        int side = Math.max(frame.windowWidth(), frame.windowHeight());
        int sourceWidth = square ? side : frame.windowWidth();
        AxisFilter columns = filter(sourceWidth, square ? frame.inputWidth() : frame.imageWidth());
        AxisFilter rows =
                filter(square ? side : frame.windowHeight(), square ? frame.inputHeight() : frame.imageHeight());
        float[] padding = new float[frame.inputWidth()];
        float[] line = new float[frame.inputWidth()];
        for (int channel = 0; channel < image.channels(); channel++) {
            Arrays.fill(padding, padding(channel));
            Arrays.fill(line, padding(channel));
            ChannelResize resize = resize(rows(window, channel), sourceWidth, columns, rows, channel);
            for (int row = 0; row < frame.inputHeight(); row++) {
                int imageRow = row - frame.padTop();
                boolean isImage = imageRow >= 0 && imageRow < rows.length();
                if (isImage) {
                    resize.row(imageRow, line, frame.padLeft());
                }
                put(isImage ? line : padding, row, channel, frame, target, item);
            }
        }
    }

    private AxisFilter filter(int source, int target) {
        return AxisFilter.of(source, target, geometry.interpolation(), geometry.antialias());
    }

    /** Clips to what samples and padding can be: only a cubic kernel goes beyond. */
    private ChannelResize resize(
            ChannelRows source, int sourceWidth, AxisFilter columns, AxisFilter rows, int channel) {
        Normalisation normalisation = Normalisation.of(image, channel);
        float black = normalisation.of(0);
        float white = normalisation.of(1);
        float padding = padding(channel);
        float low = Math.min(padding, Math.min(black, white));
        float high = Math.max(padding, Math.max(black, white));
        return new ChannelResize(source, sourceWidth, columns, rows, low, high);
    }

    private ChannelRows rows(FilledWindow window, int channel) {
        int band = windowBands.indexOf(image.bands().get(channel));
        Normalisation normalisation = Normalisation.of(image, channel);
        return new ChannelRows(window, band, radiometry, channel, normalisation, padding(channel), geometry.edge());
    }

    private float padding(int channel) {
        float value = (float) geometry.padValue();
        return geometry.padAfterNormalise()
                ? value
                : Normalisation.of(image, channel).of(value);
    }

    private void put(float[] line, int row, int channel, InputFrame frame, FloatBuffer target, int item) {
        if (image.layout() == Layout.HWC) {
            int at = row * frame.inputWidth() * image.channels() + channel;
            for (float value : line) {
                target.put(at, value);
                at += image.channels();
            }
        } else {
            int plane = (item * image.channels() + channel) * frame.inputHeight();
            target.put((plane + row) * frame.inputWidth(), line);
        }
    }
}
