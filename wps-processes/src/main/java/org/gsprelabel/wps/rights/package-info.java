/**
 * Who is asking, and what may be told to whom.
 *
 * <p>A <em>caller</em> is whoever a request comes from; callers who may be told the same things are one <em>audience</em>.
 */
@NullMarked
package org.gsprelabel.wps.rights;

import org.jspecify.annotations.NullMarked;
