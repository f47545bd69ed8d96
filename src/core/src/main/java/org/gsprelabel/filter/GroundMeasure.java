package org.gsprelabel.filter;

import org.locationtech.jts.geom.Geometry;

/** Area and length on the ground. */
public interface GroundMeasure extends AreaCalculator {

    /**
     * Length of all outlines on the ellipsoid in metres: of every part, holes included.
     *
     * @param pixels polygon or multipolygon in pixels of the working grid
     */
    double metresAround(Geometry pixels);

    /**
     * The isoperimetric quotient {@code 4 pi A / P^2} of area and length of outlines on the ellipsoid, above 0 and up to 1 (G.
     * Polya and G. Szego, Isoperimetric Inequalities in Mathematical Physics, 1951; known as the Polsby-Popper score): 1 for a
     * disc, 0.785 for a square, 0.617 for a disc whose outline runs along pixel edges, towards 0 for what is thin, ragged or in
     * pieces. 0 for what has no area.
     *
     * @param pixels polygon or multipolygon in pixels of the working grid
     */
    default double compactness(Geometry pixels) {
        double around = metresAround(pixels);
        return around > 0 ? 4 * Math.PI * squareMetres(pixels) / (around * around) : 0;
    }
}
