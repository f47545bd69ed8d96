package org.gsprelabel.inference;

import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

/**
 * A polygon as the mask of a prompt: logits on the decoder's grid, whose cells are {@value #CELL} pixels of the encoder's input
 * wide (the prompt encoder of "Segment Anything" takes masks of four times the size of the embedding, which is a sixteenth of
 * the input). A cell is on the object when its centre is.
 */
final class PolygonLogits {

    static final int CELL = 4;

    /** As sure as a thousand to one, for and against: decoders were trained on logits of their own, not on truths. */
    static final float LOGIT = (float) Math.log(999);

    private PolygonLogits() {}

    /**
     * The logits, {@code [1,1,H/4,W/4]}.
     *
     * @param polygon in pixels of the window
     * @param frame how the window lies in the encoder's input
     */
    static Tensor of(Geometry polygon, InputFrame frame) {
        int width = frame.inputWidth() / CELL;
        int height = frame.inputHeight() / CELL;
        float[] logits = new float[width * height];
        IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(polygon);
        Envelope extent = polygon.getEnvelopeInternal();
        Coordinate centre = new Coordinate();
        for (int row = 0, i = 0; row < height; row++) {
            centre.y = frame.toWindowY((row + 0.5) * CELL);
            for (int column = 0; column < width; column++, i++) {
                centre.x = frame.toWindowX((column + 0.5) * CELL);
                boolean inside = extent.contains(centre) && locator.locate(centre) != Location.EXTERIOR;
                logits[i] = inside ? LOGIT : -LOGIT;
            }
        }
        return Tensor.of(logits, 1, 1, height, width);
    }

    /** Whether any cell is on the object; a polygon smaller than the cells may have none. */
    static boolean showsObject(Tensor logits) {
        for (int i = 0; i < logits.data().capacity(); i++) {
            if (logits.get(i) > 0) {
                return true;
            }
        }
        return false;
    }
}
