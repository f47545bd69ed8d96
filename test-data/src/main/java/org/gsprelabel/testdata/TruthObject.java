package org.gsprelabel.testdata;

import org.locationtech.jts.geom.Polygon;

/**
 * One roof as the scene shows it.
 *
 * @param className {@code red roof}, {@code blue roof} or {@code grey roof}
 * @param pixels its outline in pixels, holes for courtyards, cut where the scene or its valid pixels end
 */
public record TruthObject(String className, Polygon pixels) {}
