/**
 * Models on disk, and ONNX Runtime that runs them. The only package that knows the runtime.
 *
 * <p>Words:
 *
 * <dl>
 *   <dt>model package
 *   <dd>a folder with a {@code model.json} and the files that it names, or a bare {@code .onnx} file whose embedded
 *       metadata say enough. Its id is the name of the folder, or of the file without its ending.
 *   <dt>embedded metadata
 *   <dd>texts by key inside an ONNX file, as the exporter (Ultralytics) or a person (Deepness) left them.
 *   <dt>signature
 *   <dd>the inputs and outputs that a graph declares: names, element types, shapes.
 * </dl>
 *
 * <p>All errors are {@link org.gsprelabel.model.ModelException}s of one sentence that starts with the id of the model.
 * Paths of the server never appear in them.
 */
@NullMarked
package org.gsprelabel.onnx;

import org.jspecify.annotations.NullMarked;
