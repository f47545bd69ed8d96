/**
 * The command line: everything that the plugin does, without a server. A command parses its options, calls the process of
 * the same name through the GeoTools process registry, as a server would, and writes the outcome to files.
 *
 * <dl>
 *   <dt>sentence
 *   <dd>what the user reads when something fails: one, on standard error, with what to do about it; never a stack trace
 *       unless asked for.
 *   <dt>summary
 *   <dd>what the user reads when it went well: the process's report in a few lines, on standard output.
 * </dl>
 */
@NullMarked
package org.gsprelabel.cli;

import org.jspecify.annotations.NullMarked;
