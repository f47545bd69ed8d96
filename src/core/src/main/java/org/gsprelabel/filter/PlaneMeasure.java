package org.gsprelabel.filter;

import org.locationtech.jts.geom.Geometry;

/** Measures on a plane that counts in metres. */
public enum PlaneMeasure implements GroundMeasure {
    INSTANCE;

    @Override
    public double squareMetres(Geometry pixels) {
        return pixels.getArea();
    }

    @Override
    public double metresAround(Geometry pixels) {
        return pixels.getLength();
    }
}
