/**
 * Candidates of neighbouring tiles that are the same object become one.
 *
 * <p>Two candidates of the same class (and, where they answer prompts, of the same prompt) from neighbouring tiles are
 * the same object when they agree inside the <i>strip</i> that both tiles saw; groups are transitive. Merging streams: tiles come row by row, and a group leaves
 * when no tile to come can add to it. The outcome depends on the set of candidates alone, not on their order.
 *
 * <dl>
 *   <dt>piece
 *   <dd>a candidate that came in: what one tile saw of an object, or the outcome of an earlier merge.
 *   <dt>part
 *   <dd>a connected part of what a piece has inside a strip.
 *   <dt>group
 *   <dd>the pieces of one object; it becomes one candidate.
 *   <dt>fold
 *   <dd>the pieces of an open group that no window to come can touch, as one shape.
 *   <dt>open
 *   <dd>of a group: that tiles to come may still add to it.
 * </dl>
 */
@NullMarked
package org.gsprelabel.merge;

import org.jspecify.annotations.NullMarked;
