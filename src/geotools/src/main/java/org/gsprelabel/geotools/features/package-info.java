/**
 * Candidates to features and back.
 *
 * <p>A <i>prediction</i> is a feature of {@link org.gsprelabel.geotools.features.PredictionSchema}: a candidate in world
 * coordinates with its provenance. Every prediction carries its <i>tile grid</i> in one line of text, so that a
 * collection alone is enough to merge its tiles.
 */
@NullMarked
package org.gsprelabel.geotools.features;

import org.jspecify.annotations.NullMarked;
