/**
 * Models on an inference server that speaks the Open Inference Protocol (KServe v2) over HTTP: Triton, KServe, OpenVINO
 * Model Server and others.
 *
 * <p>Words:
 *
 * <dl>
 *   <dt>call
 *   <dd>one question to the server, with all its tries.
 *   <dt>try
 *   <dd>one HTTP request. A try that failed in a way that may pass is followed by another, see {@link
 *       org.gsprelabel.remote.RetryPolicy}.
 *   <dt>metadata
 *   <dd>what the server says of a model: names, element types and shapes of its inputs and outputs.
 * </dl>
 *
 * <p>Where a server is and how it is spoken to is read from the descriptor of a model, which the administrator writes, and
 * secrets from the environment of this process; nothing of it comes from a request to this server.
 *
 * <p>Follows the Open Inference Protocol, its REST part and the binary tensor data extension:
 * <a href="https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol">KServe</a>,
 * <a href="https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/protocol/README.html">Triton</a>.
 *
 * <p>All errors are {@link org.gsprelabel.model.ModelException}s of one sentence that starts with the id of the model.
 */
@NullMarked
package org.gsprelabel.remote;

import org.jspecify.annotations.NullMarked;
