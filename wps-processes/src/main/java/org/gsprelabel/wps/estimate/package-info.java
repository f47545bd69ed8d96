/**
 * What requests will take, told from what earlier ones took.
 *
 * <p>A kind of <em>work</em> is all that the time of a tile depends on: models, tile size, threads, batch and what is asked for.
 */
@NullMarked
package org.gsprelabel.wps.estimate;

import org.jspecify.annotations.NullMarked;
