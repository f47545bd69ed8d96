/**
 * Tensors, how a window lies in one, and linear resampling.
 *
 * <p>Shapes are written as in the papers: N items, C channels, H rows, W columns, row-major.
 */
@NullMarked
package org.gsprelabel.tensor;

import org.jspecify.annotations.NullMarked;
