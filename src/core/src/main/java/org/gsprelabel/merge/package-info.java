/**
 * Candidates of neighbouring tiles that are the same object become one.
 *
 * <p>Two candidates of the same class from neighbouring tiles are the same object when they agree inside the
 * <i>strip</i> that both tiles saw; groups are transitive. Merging streams: tiles come row by row, and a group leaves
 * when no tile to come can add to it. The outcome depends on the set of candidates alone, not on their order.
 */
@NullMarked
package org.gsprelabel.merge;

import org.jspecify.annotations.NullMarked;
