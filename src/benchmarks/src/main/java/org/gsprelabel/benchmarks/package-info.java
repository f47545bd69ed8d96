/** Speed and memory, as ratios measured in one run; never asserted in tests. */
@NullMarked
package org.gsprelabel.benchmarks;

import org.jspecify.annotations.NullMarked;
