package org.gsprelabel.onnx;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
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
import org.locationtech.jts.geom.Location;

/** A scene as one window without nodata, and masks held against its truth pixel by pixel. */
record PromptScene(FilledWindow window, List<TruthObject> roofs) {

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

    /**
     * Of a mask with the pixels whose middles lie on some roofs. Logits are interpolated where each pixel's middle lies in the
     * encoder's input; a pixel belongs to the mask above 0.
     */
    double iou(MaskLogits masks, int mask, InputFrame frame, TruthObject... roofs) {
        BitSet predicted = new BitSet();
        int width = window.pixels().rect().width();
        int height = window.pixels().rect().height();
        for (int y = 0; y < height; y++) {
            double row = frame.toInputY(y + 0.5) / frame.inputHeight() * masks.height() - 0.5;
            for (int x = 0; x < width; x++) {
                double column = frame.toInputX(x + 0.5) / frame.inputWidth() * masks.width() - 0.5;
                predicted.set(y * width + x, logit(masks, mask, column, row) > 0);
            }
        }
        BitSet truth = new BitSet();
        for (TruthObject roof : roofs) {
            IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(roof.pixels());
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    if (roof.pixels().getEnvelopeInternal().contains(x + 0.5, y + 0.5)
                            && locator.locate(new Coordinate(x + 0.5, y + 0.5)) != Location.EXTERIOR) {
                        truth.set(y * width + x);
                    }
                }
            }
        }
        BitSet both = (BitSet) predicted.clone();
        both.and(truth);
        return (double) both.cardinality() / (predicted.cardinality() + truth.cardinality() - both.cardinality());
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
