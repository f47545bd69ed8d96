/**
 * Between the coordinates of a coordinate reference system and the ground: distances and areas on the ellipsoid, and
 * regions of interest.
 */
@NullMarked
package org.gsprelabel.geotools.referencing;

import org.jspecify.annotations.NullMarked;
