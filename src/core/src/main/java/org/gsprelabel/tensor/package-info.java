/**
 * Tensors and what is done to an image before it becomes one: letterbox, stretch, normalisation.
 *
 * <p>Shapes are written as in the papers: N items, C channels, H rows, W columns, row-major.
 */
@NullMarked
package org.gsprelabel.tensor;

import org.jspecify.annotations.NullMarked;
