package org.gsprelabel.onnx;

import java.nio.file.Path;
import java.util.Optional;
import org.gsprelabel.model.ModelDescriptor;

/**
 * A model package, read but not loaded.
 *
 * @param descriptor what the model is
 * @param file the {@code .onnx} file, which exists
 * @param sha256 what the hash of the file must be, 64 lower-case hexadecimal digits; empty where nobody said
 */
record ModelPackage(ModelDescriptor descriptor, Path file, Optional<String> sha256) {}
