package org.gsprelabel.onnx;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The folder into which ONNX Runtime unpacks its native libraries. Its loader makes one among the temporary files whenever it is
 * loaded and leaves it there until the JVM ends; in a server that is redeployed they would gather. Here it goes with its last
 * user. Until then it stays, since the libraries of a GPU are unpacked into it when the first session wants them.
 *
 * <p>The loader does not tell which folder is its own: it is the one that was not there before. Where there are several, because
 * another application has loaded the runtime at the same moment, they are left to their loaders.
 *
 * <p>Linux and macOS delete a library that is in use, and it goes on working. Windows does not; what is left there, the loader has
 * asked the JVM to delete at its end.
 */
final class RuntimeFolder {

    private static final System.Logger LOGGER = System.getLogger(RuntimeFolder.class.getName());

    private static final String NAMES = "onnxruntime-java*";

    private final Path temporary;
    private final BooleanSupplier isLookedInto;
    private @Nullable Path folder;
    private int users;

    /**
     * @param temporary where the loader makes its folder
     * @param isLookedInto whether the runtime may load libraries from the folder later on. Then it stays, empty: nobody else shall
     *     make one of that name and put libraries into it
     */
    RuntimeFolder(Path temporary, BooleanSupplier isLookedInto) {
        this.temporary = temporary;
        this.isLookedInto = isLookedInto;
    }

    /** Runs the loader, and finds out which folder it makes, also when it fails. */
    synchronized <T> T watch(Supplier<T> loader) {
        Set<Path> before = folders();
        try {
            return loader.get();
        } finally {
            Set<Path> made = folders();
            made.removeAll(before);
            if (made.size() == 1) {
                folder = made.iterator().next();
            } else {
                LOGGER.log(System.Logger.Level.DEBUG, "ONNX Runtime has been unpacked into one of {0}", made);
            }
        }
    }

    /** From now on the runtime is used. */
    synchronized void enter() {
        users++;
    }

    /** One user less; with the last one the libraries go. */
    synchronized void leave() {
        if (users == 0) {
            throw new IllegalStateException("nobody has entered");
        }
        users--;
        Path made = folder;
        if (users == 0 && made != null) {
            empty(made);
        }
    }

    private void empty(Path made) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(made)) {
            for (Path file : files) {
                Files.delete(file);
            }
            if (!isLookedInto.getAsBoolean()) {
                Files.delete(made);
                folder = null;
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "libraries of ONNX Runtime stay until the JVM ends", e);
        }
    }

    /** Where the temporary files cannot be listed, nothing is found, and the loader says what is wrong. */
    private Set<Path> folders() {
        Set<Path> found = new HashSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, NAMES)) {
            folders.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the temporary folder cannot be listed", e);
        }
        return found;
    }
}
