package org.gsprelabel.shape;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.NoninvertibleTransformationException;

/** Planes in metres around places of the image. */
@FunctionalInterface
public interface GroundFrames {

    /**
     * The step from pixels of the working grid to metres east and north of a pixel, which becomes (0, 0); true to angles and
     * lengths on the ground around it, also where the grid is rotated or sheared, or its CRS counts in degrees.
     */
    AffineTransformation around(Coordinate pixel);

    /**
     * The way back.
     *
     * @throws IllegalArgumentException when the frame has no inverse
     */
    static AffineTransformation inverse(AffineTransformation frame) {
        try {
            return frame.getInverse();
        } catch (NoninvertibleTransformationException e) {
            throw new IllegalArgumentException("frame must be invertible, got " + frame, e);
        }
    }
}
