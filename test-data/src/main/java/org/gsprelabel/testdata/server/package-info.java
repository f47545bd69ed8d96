/**
 * An inference server for tests: it speaks the Open Inference Protocol (KServe v2) with the binary tensor data extension,
 * runs models with ONNX Runtime, and misbehaves where a test asks for it. It runs as a process of its own.
 *
 * <p>Written from the text of the protocol alone: it shares no code with the client that is tested against it.
 */
@NullMarked
package org.gsprelabel.testdata.server;

import org.jspecify.annotations.NullMarked;
