/**
 * From world coordinates to the ellipsoid: what areas and distances on the ground are measured on.
 *
 * <p>World coordinates are in the order easting (or longitude), northing (or latitude), whatever the authority says of
 * its axes.
 */
@NullMarked
package org.gsprelabel.geotools.referencing;

import org.jspecify.annotations.NullMarked;
