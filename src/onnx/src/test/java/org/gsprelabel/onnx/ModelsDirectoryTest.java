package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.onnx.ModelsDirectory.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsDirectoryTest {

    @TempDir
    Path folder;

    @Test
    void aDiskThatFailsInTheMiddleOfAListingIsAModelException() throws IOException {
        Files.createFile(folder.resolve("roofs.onnx"));
        assertThat(new ModelsDirectory(folder).scan()).containsOnlyKeys("roofs");
        IOException failure = new IOException("Input/output error");

        assertThatThrownBy(
                        new ModelsDirectory(folder, directory -> failing(directory.resolve("roofs.onnx"), failure))
                                ::scan)
                .isInstanceOf(ModelException.class)
                .hasMessage("the models folder cannot be read (IOException)")
                .hasCause(failure);
    }

    @Test
    void aFolderThatCannotBeOpenedIsAModelException() {
        ModelsDirectory closed = new ModelsDirectory(folder, directory -> {
            throw new AccessDeniedException(directory.toString());
        });

        assertThatThrownBy(closed::scan)
                .isInstanceOf(ModelException.class)
                .hasMessage("the models folder cannot be read (AccessDeniedException)");
    }

    @Test
    void a_folder_that_may_not_be_read_is_listed_as_unusable_and_does_not_harm_the_others() throws IOException {
        Files.createFile(folder.resolve("roofs.onnx"));
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Path damaged = Files.createDirectory(folder.resolve("damaged"));
        Files.createDirectory(folder.resolve("empty"));
        Files.createDirectory(folder.resolve("lost+found"));
        ModelsDirectory.Opener usual = Files::newDirectoryStream;
        ModelsDirectory models = new ModelsDirectory(folder, directory -> {
            if (directory.equals(locked) || directory.endsWith("lost+found")) {
                throw new AccessDeniedException(directory.toString());
            }
            if (directory.equals(damaged)) {
                return failing(directory.resolve("notes.txt"), new IOException("Input/output error"));
            }
            return usual.open(directory);
        });

        assertThat(models.scan())
                .containsOnly(
                        entry("damaged", new Location.Unusable("its folder cannot be read (IOException)")),
                        entry("locked", new Location.Unusable("its folder cannot be read (AccessDeniedException)")),
                        entry("roofs", new Location.File(folder.resolve("roofs.onnx"))));
    }

    /** Gives one path and fails, as {@link DirectoryStream} says that it does. */
    private static DirectoryStream<Path> failing(Path first, IOException failure) {
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return new Iterator<>() {
                    private boolean begun;

                    @Override
                    public boolean hasNext() {
                        if (begun) {
                            throw new DirectoryIteratorException(failure);
                        }
                        return true;
                    }

                    @Override
                    public Path next() {
                        begun = true;
                        return first;
                    }
                };
            }

            @Override
            public void close() {}
        };
    }
}
