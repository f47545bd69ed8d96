package org.gsprelabel.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gsprelabel.model.ModelException;

/** Reads files that are held in memory as a whole, so that one of gigabytes is a problem of its model and not of the server. */
final class SmallFile {

    /** Of a descriptor: room for the names of a hundred thousand classes. */
    static final int DESCRIPTOR = 4 << 20;

    /** Of a tokenizer: those of the largest vocabularies have 35 MB. */
    static final int TOKENIZER = 128 << 20;

    private SmallFile() {}

    /**
     * The bytes of a file.
     *
     * @throws ModelException when there are more than allowed, or it cannot be read
     */
    static byte[] read(String modelId, Path file, int mostBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw Problems.of(
                        modelId,
                        "file " + Problems.name(file) + " must have at most " + mostBytes + " bytes, found "
                                + Files.size(file));
            }
            return bytes;
        } catch (IOException e) {
            throw Problems.of(
                    modelId,
                    "file " + Problems.name(file) + " cannot be read ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }
}
