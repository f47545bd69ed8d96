package org.gsprelabel.wps;

import org.geotools.data.simple.SimpleFeatureCollection;

/**
 * What {@link PreLabelEngine} gives.
 *
 * @param features the objects found
 * @param report JSON text
 */
record PreLabelResult(SimpleFeatureCollection features, String report) {}
