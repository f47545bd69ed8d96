package org.gsprelabel.pipeline;

import org.gsprelabel.filter.PlaneMeasure;
import org.gsprelabel.shape.Ground;
import org.locationtech.jts.geom.util.AffineTransformation;

/** Ground for tests. */
final class TestGround {

    /** A pixel is a metre long, north up. */
    static final Ground METRES = new Ground(
            PlaneMeasure.INSTANCE,
            pixel ->
                    AffineTransformation.translationInstance(-pixel.x, -pixel.y).scale(1, -1));

    private TestGround() {}
}
