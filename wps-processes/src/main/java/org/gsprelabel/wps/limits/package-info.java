/**
 * What an administrator allows, and how requests are kept within it.
 *
 * <p>A <em>property</em> is a name and a value that an administrator gives, {@code prelabel.maxTiles=5000}; a
 * <em>setting</em> is what the plugin makes of it. A <em>safeguard</em> is a setting that requests are held against.
 */
@NullMarked
package org.gsprelabel.wps.limits;

import org.jspecify.annotations.NullMarked;
