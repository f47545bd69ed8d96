/**
 * Scenes with exact ground truth, and small models that really find what is in them.
 *
 * <p>A <b>scene</b> is a made-up aerial picture: roofs of three classes among streets, gardens, trees and fields. Its
 * <b>truth</b> is the outline of each roof as the scene shows it, not traced from pixels: {@link
 * org.gsprelabel.testdata.Scene}. This module depends on none of the others, so that it can judge them all.
 */
@NullMarked
package org.gsprelabel.testdata;

import org.jspecify.annotations.NullMarked;
