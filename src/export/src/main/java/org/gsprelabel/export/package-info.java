/**
 * Feature collections and previews out to files, and back: one class per format.
 *
 * <dl>
 *   <dt>whole or not at all
 *   <dd>every file is written beside its target under a temporary name and takes its place in one step, see
 *       {@link org.gsprelabel.export.AtomicFile}: nobody ever sees half a file, and a failed run leaves an older one as
 *       it was.
 *   <dt>deterministic
 *   <dd>the same features give the same bytes, on every machine and Java version.
 * </dl>
 */
@NullMarked
package org.gsprelabel.export;

import org.jspecify.annotations.NullMarked;
