package org.gsprelabel.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all.
 *
 * <p>Guarantees: the content goes to a temporary file in the target's own folder, is forced to the disk and then takes
 * the target's place in one atomic step. On any failure the temporary file is removed and the target is as it was: absent,
 * or with its old content. A symbolic link stays and the file that it points to is replaced. What is neither file nor
 * folder (a pipe, a device) cannot be replaced and is written to directly.
 */
public final class AtomicFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private AtomicFile() {}

    /** Writes the content of a file to a stream; need neither buffer nor close it. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes the content of a file that does not exist yet to its path. */
    @FunctionalInterface
    public interface PathContent {
        void writeTo(Path file) throws IOException;
    }

    /**
     * Finds out beforehand whether a file can be written, so that hours of work are not done in vain: makes the temporary
     * file that a write would begin with, and removes it. The target is not touched.
     *
     * @throws ExportException when it cannot; the message names the path and why
     */
    public static void requireWritable(Path target) {
        requireNoFolder(target);
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            return;
        }
        try {
            Files.delete(Files.createFile(temporaryBeside(place(target))));
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    /**
     * Writes the file.
     *
     * @throws ExportException when it cannot be written; the message names the path and why. What the content itself
     *     throws, other than an {@link IOException}, comes through as it is
     */
    public static void write(Path target, Content content) {
        try {
            if (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target)) {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER_BYTES)) {
                    content.writeTo(out);
                }
                return;
            }
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
        writeByPath(target, temporary -> {
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), BUFFER_BYTES)) {
                content.writeTo(out);
            }
        });
    }

    /**
     * Writes the file by content that needs its path, not a stream.
     *
     * @throws ExportException as {@link #write} does
     */
    public static void writeByPath(Path target, PathContent content) {
        requireNoFolder(target);
        try {
            Path place = place(target);
            Path temporary = temporaryBeside(place);
            try {
                content.writeTo(temporary);
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (Throwable e) {
                removeAfter(e, temporary);
                throw e;
            }
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    /** The file that a write replaces: behind a link, the file that it points to. */
    private static Path place(Path target) throws IOException {
        boolean isLink = Files.isSymbolicLink(target) && Files.exists(target);
        return isLink ? target.toRealPath() : target.toAbsolutePath();
    }

    private static Path temporaryBeside(Path place) {
        return place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".part");
    }

    private static void requireNoFolder(Path target) {
        if (Files.isDirectory(target)) {
            throw new ExportException("Cannot write " + target + ": it is a folder.");
        }
    }

    private static void removeAfter(Throwable failure, Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static ExportException cannotWrite(Path target, IOException e) {
        return new ExportException("Cannot write " + target + ": " + reason(target, e) + ".", e);
    }

    private static String reason(Path target, IOException e) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null && !Files.exists(folder)) {
            return "the folder " + folder + " does not exist";
        }
        if (folder != null && !Files.isDirectory(folder)) {
            return folder + " is not a folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        if (e instanceof NoSuchFileException) {
            return "no file can be made in the folder " + folder;
        }
        if (e instanceof FileAlreadyExistsException || e.getMessage() == null) {
            return e.getClass().getSimpleName();
        }
        return e.getMessage();
    }
}
