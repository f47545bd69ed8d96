package org.gsprelabel.filter;

import org.locationtech.jts.geom.Geometry;

/** Area on the ground. */
@FunctionalInterface
public interface AreaCalculator {

    /**
     * Area on the ellipsoid in square metres, holes subtracted.
     *
     * @param pixels polygon or multipolygon in pixels of the working grid
     */
    double squareMetres(Geometry pixels);
}
