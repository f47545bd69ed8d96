/** From features that a client drew to the prompts of a run: in pixels, grouped by their ids. */
@NullMarked
package org.gsprelabel.geotools.prompts;

import org.jspecify.annotations.NullMarked;
