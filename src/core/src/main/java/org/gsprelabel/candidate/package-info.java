/**
 * House terms that every later stage shares.
 *
 * <dl>
 *   <dt>candidate
 *   <dd>a polygon with a class and a confidence, not yet filtered or merged. Its geometry is in pixels of the working
 *       grid until it is delivered: there the polygons of masks have whole coordinates, and set operations on them are
 *       exact, whatever the CRS.
 *   <dt>rejection
 *   <dd>the reason why something was dropped. Nothing is dropped without one, and all are counted.
 *   <dt>origin
 *   <dd>what asked for a candidate in particular: the prompt that it answers, the phrase that it matches.
 *   <dt>provenance
 *   <dd>where a candidate comes from: model, source, prompt, instant of the run; the same for all candidates of a run.
 * </dl>
 */
@NullMarked
package org.gsprelabel.candidate;

import org.jspecify.annotations.NullMarked;
