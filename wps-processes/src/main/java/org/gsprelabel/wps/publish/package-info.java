/**
 * What becomes of features once they are found: layers of the server, and files for clients.
 *
 * <dl>
 *   <dt>publish target
 *   <dd>workspace, store and layer that features go to, see {@link org.gsprelabel.wps.publish.PublishTarget}.
 *   <dt>publication
 *   <dd>a target that was checked before the run, so that work is not done in vain, see
 *       {@link org.gsprelabel.wps.publish.Publication}.
 * </dl>
 */
@NullMarked
package org.gsprelabel.wps.publish;

import org.jspecify.annotations.NullMarked;
