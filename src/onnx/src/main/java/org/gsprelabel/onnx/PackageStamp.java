package org.gsprelabel.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gsprelabel.onnx.ModelsDirectory.Location;
import org.jspecify.annotations.Nullable;

/**
 * What tells two states of a model package apart without reading it: sizes and times of its files. Copies that keep both are taken for
 * the same.
 *
 * @param files by their places in the package; none where there is no package, or it cannot be read
 */
record PackageStamp(Map<String, FileStamp> files) {

    /** As deep as a package may reasonably be; deeper files are not looked at. */
    private static final int DEEPEST = 8;

    /** Length and time of change of a file. */
    record FileStamp(long bytes, FileTime modified) {}

    PackageStamp {
        files = Map.copyOf(files);
    }

    /** @param location of the package; null where there is none */
    static PackageStamp of(@Nullable Location location) {
        if (location instanceof Location.Folder folder) {
            return below(folder.path());
        }
        if (location instanceof Location.File file) {
            return below(file.path());
        }
        return new PackageStamp(Map.of());
    }

    private static PackageStamp below(Path path) {
        Map<String, FileStamp> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(path, DEEPEST)) {
            for (Path file : found.toList()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    files.put(
                            path.relativize(file).toString(),
                            new FileStamp(attributes.size(), attributes.lastModifiedTime()));
                }
            }
            return new PackageStamp(files);
        } catch (IOException e) {
            // what cannot be read is not what was loaded; whoever asks for it is told why
            return new PackageStamp(Map.of());
        }
    }
}
