package org.gsprelabel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void writesANewFile() {
        Path target = folder.resolve("a.txt");
        AtomicFile.write(target, out -> out.write(bytes("content")));
        assertThat(target).hasContent("content");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void targetKeepsItsOldContentUntilTheNewOneIsWhole() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        AtomicFile.write(target, out -> {
            out.write(bytes("new"));
            out.flush();
            assertThat(target).hasContent("old");
        });
        assertThat(target).hasContent("new");
    }

    @Test
    void failedContentLeavesTheOldFileAndNothingElse() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatThrownBy(() -> AtomicFile.write(target, out -> {
                    out.write(bytes("half"));
                    throw new IllegalStateException("broken feature");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken feature");
        assertThat(target).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void failedWriteNamesThePathAndTheReason() {
        Path target = folder.resolve("a.txt");
        assertThatThrownBy(() -> AtomicFile.write(target, out -> {
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(ExportException.class)
                .hasMessage("Cannot write " + target + ": No space left on device.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void missingFolderIsNamed() {
        Path target = folder.resolve("none/a.txt");
        assertThatThrownBy(() -> AtomicFile.write(target, out -> {}))
                .isInstanceOf(ExportException.class)
                .hasMessage("Cannot write " + target + ": the folder " + folder.resolve("none") + " does not exist.");
    }

    @Test
    void fileInPlaceOfTheFolderIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path target = file.resolve("a.txt");
        assertThatThrownBy(() -> AtomicFile.write(target, out -> {}))
                .isInstanceOf(ExportException.class)
                .hasMessage("Cannot write " + target + ": " + file + " is not a folder.");
        assertThat(file).hasContent("x");
    }

    @Test
    void folderInPlaceOfTheFileIsRefused() {
        assertThatThrownBy(() -> AtomicFile.write(folder, out -> {}))
                .isInstanceOf(ExportException.class)
                .hasMessage("Cannot write " + folder + ": it is a folder.");
    }

    @Test
    void contentThatNeedsAPathIsWholeOrNotThere() throws IOException {
        Path target = folder.resolve("a.tif");
        AtomicFile.writeByPath(target, path -> {
            Files.writeString(path, "raster");
            assertThat(target).doesNotExist();
        });
        assertThat(target).hasContent("raster");
        assertThatThrownBy(() -> AtomicFile.writeByPath(target, path -> {
                    Files.writeString(path, "half");
                    throw new IOException("disk is full");
                }))
                .hasMessage("Cannot write " + target + ": disk is full.");
        assertThat(target).hasContent("raster");
        assertThat(folder.toFile().list()).containsExactly("a.tif");
    }

    @Test
    void whetherAFileCanBeWrittenIsKnownBeforehand() throws IOException {
        AtomicFile.requireWritable(folder.resolve("a.txt"));
        AtomicFile.requireWritable(Files.writeString(folder.resolve("there"), "x"));
        assertThat(folder.toFile().list()).containsExactly("there");
        assertThatThrownBy(() -> AtomicFile.requireWritable(folder.resolve("none/a.txt")))
                .hasMessageEndingWith("the folder " + folder.resolve("none") + " does not exist.");
        assertThatThrownBy(() -> AtomicFile.requireWritable(folder.resolve("there/a.txt")))
                .hasMessageEndingWith(folder.resolve("there") + " is not a folder.");
        assertThatThrownBy(() -> AtomicFile.requireWritable(folder)).hasMessageEndingWith("it is a folder.");
    }

    @Test
    void folderThatTakesNoFileOfThatNameIsFoundOutBeforehand() {
        Path target = folder.resolve("x".repeat(300));
        assertThatThrownBy(() -> AtomicFile.requireWritable(target))
                .isInstanceOf(ExportException.class)
                .hasMessage("Cannot write " + target + ": File name too long.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void folderThatTakesNoFilesIsFoundOutBeforehand() {
        assertThatThrownBy(() -> AtomicFile.requireWritable(Path.of("/proc/a.geojson")))
                .isInstanceOf(ExportException.class)
                .hasMessage("Cannot write /proc/a.geojson: no file can be made in the folder /proc.");
    }

    @Test
    void symbolicLinkStaysAndItsTargetIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());
        AtomicFile.write(link, out -> out.write(bytes("new")));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
