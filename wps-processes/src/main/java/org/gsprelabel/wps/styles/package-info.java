/**
 * The styles that the plugin brings.
 *
 * <dl>
 *   <dt>shipped style
 *   <dd>an SLD in the plugin's jar under {@code org/gsprelabel/styles} that every server with the plugin has as a style of its own, see
 *       {@link org.gsprelabel.wps.styles.StyleInstaller}.
 * </dl>
 */
@NullMarked
package org.gsprelabel.wps.styles;

import org.jspecify.annotations.NullMarked;
