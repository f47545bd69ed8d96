/**
 * The run: a map over tiles, followed by one streaming merge.
 *
 * <p>A <i>tile result</i> is a value: a pure, serialisable function of the pixels of its window, the model and the
 * parameters that matter to it. Threads, batches, checkpoints, caches and remote workers can therefore be put between the
 * map and the merge without changing a byte of the outcome.
 */
@NullMarked
package org.gsprelabel.pipeline;

import org.jspecify.annotations.NullMarked;
