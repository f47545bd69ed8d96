package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.gsprelabel.model.ModelException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FurtherFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private ModelPackage found;

    @BeforeEach
    void write() throws IOException {
        ScalingModels.write(folder, "scaling", 2);
        found = DescriptorReader.read("scaling", folder.resolve("scaling"));
    }

    /** The hash is that of {@code printf abc | sha256sum}. */
    @Test
    void weights_beside_the_graph_are_hashed_and_texts_and_what_is_hidden_are_not() throws IOException {
        Files.writeString(folder.resolve("scaling/model.onnx.data"), "abc");
        Files.writeString(folder.resolve("scaling/README.md"), "abc");
        Files.writeString(folder.resolve("scaling/.hidden"), "abc");
        Files.createDirectory(folder.resolve("scaling/notes"));

        assertThat(FurtherFiles.hashes(found))
                .containsOnlyKeys("model.onnx.data")
                .containsValue("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void a_disk_that_fails_in_the_middle_of_a_listing_is_a_model_exception_without_a_path() {
        assertThatThrownBy(() -> FurtherFiles.hashes(found, directory -> broken()))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'scaling': its folder cannot be read (IOException)");
    }

    private static DirectoryStream<Path> broken() {
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                throw new DirectoryIteratorException(new IOException("Input/output error"));
            }

            @Override
            public void close() {}
        };
    }
}
