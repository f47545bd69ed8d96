package org.gsprelabel.onnx;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gsprelabel.model.ModelException;

/**
 * Finds model packages by name, without opening them. Names that start with a dot are passed over, and one folder that cannot be read
 * does not harm the others.
 */
final class ModelsDirectory {

    static final String ENDING = ".onnx";

    /** What many file systems put into the top folder of a volume, for their own repairs. */
    private static final String OF_THE_DISK = "lost+found";

    private final Path directory;
    private final Opener opener;

    ModelsDirectory(Path directory) {
        this(directory, Files::newDirectoryStream);
    }

    /** So that a test can have a disk fail. */
    ModelsDirectory(Path directory, Opener opener) {
        this.directory = directory;
        this.opener = opener;
    }

    /** Lists a directory. */
    interface Opener {
        DirectoryStream<Path> open(Path directory) throws IOException;
    }

    /** Where a model package is. */
    sealed interface Location {

        /** A folder with a descriptor. */
        record Folder(Path path) implements Location {}

        /** A bare model. */
        record File(Path path) implements Location {}

        /** Something that means to be a model package, but is none. */
        record Unusable(String problem) implements Location {}
    }

    /**
     * Model packages by id, sorted; none when there is no such directory.
     *
     * @throws ModelException when it cannot be read
     */
    SortedMap<String, Location> scan() {
        SortedMap<String, Location> locations = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return locations;
        }
        try (DirectoryStream<Path> paths = opener.open(directory)) {
            Path root = directory.toRealPath();
            for (Path path : paths) {
                String name = Problems.name(path);
                if (name.startsWith(".") || name.equals(OF_THE_DISK)) {
                    continue;
                }
                if (Files.isDirectory(path)) {
                    folder(root, path).ifPresent(found -> add(locations, name, found));
                } else if (name.endsWith(ENDING) && Files.isRegularFile(path)) {
                    String id = name.substring(0, name.length() - ENDING.length());
                    add(locations, id, inside(root, path, new Location.File(path)));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(e);
        }
        return locations;
    }

    private static ModelException unreadable(IOException e) {
        return new ModelException(
                "the models folder cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }

    /** Nothing where nothing shows that a folder means to be a model package. */
    private Optional<Location> folder(Path root, Path folder) {
        try {
            Path descriptor = folder.resolve(DescriptorReader.FILE_NAME);
            if (Files.isRegularFile(descriptor)) {
                Location found = inside(folder.toRealPath(), descriptor, new Location.Folder(folder));
                return Optional.of(inside(root, folder, found));
            }
            return hasModels(folder)
                    ? Optional.of(new Location.Unusable("its folder has no " + DescriptorReader.FILE_NAME))
                    : Optional.empty();
        } catch (DirectoryIteratorException e) {
            return Optional.of(closed(Objects.requireNonNull(e.getCause())));
        } catch (IOException e) {
            return Optional.of(closed(e));
        }
    }

    private boolean hasModels(Path folder) throws IOException {
        try (DirectoryStream<Path> files = opener.open(folder)) {
            for (Path file : files) {
                if (Problems.name(file).endsWith(ENDING)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static Location closed(IOException e) {
        return new Location.Unusable(
                "its folder cannot be read (" + e.getClass().getSimpleName() + ")");
    }

    /** The models folder itself may be a link: who sets up the server chose where it leads. */
    private static Location inside(Path root, Path path, Location found) {
        try {
            return path.toRealPath().startsWith(root)
                    ? found
                    : new Location.Unusable(
                            Problems.name(path) + " must not be a link that leads out of the folder that it lies in");
        } catch (IOException e) {
            return new Location.Unusable(
                    Problems.name(path) + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static void add(SortedMap<String, Location> locations, String id, Location location) {
        locations.merge(
                id,
                location,
                (first, second) -> new Location.Unusable(
                        "there are a folder '" + id + "' and a file '" + id + ENDING + "', remove one of them"));
    }
}
