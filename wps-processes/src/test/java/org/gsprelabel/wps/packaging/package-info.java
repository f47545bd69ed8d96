/**
 * What Maven packs of the plugin. These tests run after packaging ({@code ./mvnw verify}) and look at the archive alone, never at what
 * it was made from. <em>The archive</em> is {@code gs-prelabel-<version>-plugin.zip}.
 */
@NullMarked
package org.gsprelabel.wps.packaging;

import org.jspecify.annotations.NullMarked;
