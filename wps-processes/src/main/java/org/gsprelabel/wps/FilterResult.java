package org.gsprelabel.wps;

import org.geotools.data.simple.SimpleFeatureCollection;

/**
 * What {@link FeatureFilter} gives. Both collections are read from the features given, whenever they are read.
 *
 * @param features that are kept
 * @param rejected the others, each with its reason
 * @param report JSON text
 */
record FilterResult(SimpleFeatureCollection features, SimpleFeatureCollection rejected, String report) {}
