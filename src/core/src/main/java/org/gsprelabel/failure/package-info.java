/**
 * Failures of a run, each told twice: to whoever runs the server, with what the file system or another server said, and to a
 * client, who is to act on it but need not know where the server keeps its files or whom it asks.
 */
@NullMarked
package org.gsprelabel.failure;

import org.jspecify.annotations.NullMarked;
