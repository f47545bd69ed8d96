/**
 * What a user asks an open-vocabulary model for, and how that becomes numbers.
 *
 * <dl>
 *   <dt>phrase
 *   <dd>the name of one thing to be found, as the user wrote it: {@code solar panel}. It is also the class name of what is
 *       found.
 *   <dt>prompt
 *   <dd>the phrases of a request.
 *   <dt>query
 *   <dd>the text inputs of one call of a graph. A prompt that does not fit into one call becomes several.
 *   <dt>column
 *   <dd>a place on the last axis of a model's logits: a token of the text, or a phrase. A phrase owns a range of columns.
 * </dl>
 */
@NullMarked
package org.gsprelabel.text;

import org.jspecify.annotations.NullMarked;
