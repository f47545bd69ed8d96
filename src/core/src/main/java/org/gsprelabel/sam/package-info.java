/**
 * Models that segment what a prompt points at (A. Kirillov et al., "Segment Anything", ICCV 2023, and its family), and
 * what is built on them: automatic mask generation, the cache of embeddings.
 *
 * <dl>
 *   <dt>embedding
 *   <dd>what the image encoder makes of a window, once; every prompt on that window is answered from it.
 *   <dt>prompt
 *   <dd>points, at most one box and at most one earlier mask, that together mean one object.
 *   <dt>logits
 *   <dd>a plane of real numbers on the low-resolution grid of the decoder, above the threshold where the object is.
 *   <dt>multi-mask set
 *   <dd>the three masks (part, sub-part, whole) that a decoder answers an ambiguous prompt with.
 *   <dt>predicted IoU
 *   <dd>the model's own estimate of how well a mask fits, the score of that mask.
 *   <dt>crop
 *   <dd>a part of the window that is encoded by itself, so that small objects are seen larger.
 * </dl>
 *
 * <p>Coordinates are pixels of the window, whichever crop they come from.
 */
@NullMarked
package org.gsprelabel.sam;

import org.jspecify.annotations.NullMarked;
