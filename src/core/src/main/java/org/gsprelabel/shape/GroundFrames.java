package org.gsprelabel.shape;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.util.AffineTransformation;

/** Planes in metres around places of the image. */
@FunctionalInterface
public interface GroundFrames {

    /**
     * The step from pixels of the working grid to metres east and north of a pixel, true to angles and lengths on the ground
     * around it: also where the grid is rotated or sheared, or its CRS counts in degrees.
     */
    AffineTransformation around(Coordinate pixel);
}
