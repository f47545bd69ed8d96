/**
 * What a model says of itself (the descriptor), and what it does (the predictor).
 *
 * <p>Words: a <i>model package</i> is a folder of the models directory: a descriptor, {@code model.json}, and the files
 * that it names; or a bare {@code .onnx} whose embedded metadata say enough to derive a descriptor. A <i>predictor</i>
 * turns input tensors into output tensors and knows nothing of images. A <i>family</i> is one way to read outputs: data
 * in the descriptor plus one decoder in {@code org.gsprelabel.detect}.
 */
@NullMarked
package org.gsprelabel.model;

import org.jspecify.annotations.NullMarked;
