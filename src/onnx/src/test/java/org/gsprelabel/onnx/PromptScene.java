package org.gsprelabel.onnx;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.input.InputBuilder;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.sam.MaskLogits;
import org.gsprelabel.sam.PromptableModel;
import org.gsprelabel.sam.PromptableModels;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TruthObject;
import org.gsprelabel.tile.PixelRect;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;

/** A scene as one window without nodata, and masks held against its truth pixel by pixel. */
final class PromptScene {

    private final FilledWindow window;
    private final List<TruthObject> roofs;
    private final Map<TruthObject, BitSet> pixels = new HashMap<>();

    private PromptScene(FilledWindow window, List<TruthObject> roofs) {
        this.window = window;
        this.roofs = roofs;
        roofs.forEach(roof -> pixels.put(roof, pixels(roof)));
    }

    static PromptScene of(long seed, int width, int height) {
        Scene scene = Scene.of(
                new SceneSpec(seed, width, height, SceneSpec.of(seed, width).georeference(), false));
        byte[] pixels = scene.render(0, 0, width, height);
        int count = width * height;
        float[] samples = new float[3 * count];
        for (int i = 0; i < count; i++) {
            for (int band = 0; band < 3; band++) {
                samples[band * count + i] = pixels[3 * i + band] & 0xff;
            }
        }
        BitSet valid = new BitSet(count);
        valid.set(0, count);
        PixelRect rect = new PixelRect(0, 0, width, height);
        return new PromptScene(new FilledWindow(new RasterWindow(rect, 3, samples, valid), rect), scene.truth());
    }

    /** The adapter of a model for windows of 8-bit samples. */
    PromptableModel model(Model model) {
        ModelDescriptor descriptor = model.descriptor();
        Radiometry radiometry = new Radiometry(Collections.nCopies(3, new Radiometry.Range(0, 255)));
        return PromptableModels.of(model, new InputBuilder(descriptor.image(), descriptor.geometry(), radiometry));
    }

    FilledWindow window() {
        return window;
    }

    List<TruthObject> roofs() {
        return roofs;
    }

    /** Of a mask of the first prompt with the pixels whose middles lie on some roofs. */
    double iou(MaskLogits masks, int mask, InputFrame frame, TruthObject... expected) {
        BitSet truth = new BitSet();
        for (TruthObject roof : expected) {
            truth.or(pixels.get(roof));
        }
        BitSet predicted = pixels(masks, mask, frame);
        BitSet both = (BitSet) predicted.clone();
        both.and(truth);
        return (double) both.cardinality() / (predicted.cardinality() + truth.cardinality() - both.cardinality());
    }

    /**
     * Pixels of a mask: logits are interpolated where each pixel's middle lies in the encoder's input; above 0 belongs to the
     * mask. Where all cells of a row or column are 0 or less, so are the pixels between.
     */
    private BitSet pixels(MaskLogits masks, int mask, InputFrame frame) {
        BitSet rows = new BitSet();
        BitSet columns = new BitSet();
        for (int row = 0; row < masks.height(); row++) {
            for (int column = 0; column < masks.width(); column++) {
                if (at(masks, mask, column, row) > 0) {
                    rows.set(Math.max(0, row - 1), row + 2);
                    columns.set(Math.max(0, column - 1), column + 2);
                }
            }
        }
        BitSet predicted = new BitSet();
        int width = window.pixels().rect().width();
        for (int y = 0; y < window.pixels().rect().height(); y++) {
            double row = frame.toInputY(y + 0.5) / frame.inputHeight() * masks.height() - 0.5;
            for (int x = 0; x < width && rows.get((int) Math.max(0, Math.round(row))); x++) {
                double column = frame.toInputX(x + 0.5) / frame.inputWidth() * masks.width() - 0.5;
                if (columns.get((int) Math.max(0, Math.round(column))) && logit(masks, mask, column, row) > 0) {
                    predicted.set(y * width + x);
                }
            }
        }
        return predicted;
    }

    private BitSet pixels(TruthObject roof) {
        BitSet truth = new BitSet();
        PixelRect rect = window.pixels().rect();
        IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(roof.pixels());
        Envelope box = roof.pixels().getEnvelopeInternal();
        for (int y = (int) box.getMinY(); y < Math.min(rect.height(), box.getMaxY()); y++) {
            for (int x = (int) box.getMinX(); x < Math.min(rect.width(), box.getMaxX()); x++) {
                if (locator.locate(new Coordinate(x + 0.5, y + 0.5)) != Location.EXTERIOR) {
                    truth.set(y * rect.width() + x);
                }
            }
        }
        return truth;
    }

    private static double logit(MaskLogits masks, int mask, double column, double row) {
        double x = Math.max(0, Math.min(masks.width() - 1, column));
        double y = Math.max(0, Math.min(masks.height() - 1, row));
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(left + 1, masks.width() - 1);
        int bottom = Math.min(top + 1, masks.height() - 1);
        double upper = (1 - x + left) * at(masks, mask, left, top) + (x - left) * at(masks, mask, right, top);
        double lower = (1 - x + left) * at(masks, mask, left, bottom) + (x - left) * at(masks, mask, right, bottom);
        return (1 - y + top) * upper + (y - top) * lower;
    }

    private static float at(MaskLogits masks, int mask, int column, int row) {
        return masks.logits().get((mask * masks.height() + row) * masks.width() + column);
    }
}
