package org.gsprelabel.onnx;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gsprelabel.onnx.ModelsDirectory.Location;
import org.jspecify.annotations.Nullable;

/**
 * What tells two states of a model package apart without reading it: where it really is, where its links lead, sizes and times of its
 * files. Copies in its place that keep all of that are taken for the same.
 */
sealed interface PackageStamp {

    /** As deep as a package may reasonably be; deeper files are not looked at. */
    int DEEPEST = 8;

    /** There is no package. */
    record Absent() implements PackageStamp {}

    /**
     * It cannot be used; whoever asks for it is told why.
     *
     * @param problem in a sentence, or the kind of failure
     */
    record Unusable(String problem) implements PackageStamp {}

    /**
     * A package.
     *
     * @param place where it really is: whoever puts a new version beside the old one switches a link
     * @param files by their places in it, and of links where they lead
     */
    record Present(Path place, Map<String, FileState> files) implements PackageStamp {
        public Present {
            files = Map.copyOf(files);
        }
    }

    /** A file, or a folder that hides its files. */
    sealed interface FileState {

        /** Length and time of change. */
        record Seen(long bytes, FileTime modified) implements FileState {}

        /** Not for this process, or gone: {@code AccessDeniedException}. */
        record Hidden(String failure) implements FileState {}
    }

    /** @param location of the package; null where there is none */
    static PackageStamp of(@Nullable Location location) {
        if (location instanceof Location.Folder folder) {
            return below(folder.path());
        }
        if (location instanceof Location.File file) {
            return below(file.path());
        }
        return location instanceof Location.Unusable unusable ? new Unusable(unusable.problem()) : new Absent();
    }

    private static PackageStamp below(Path path) {
        try {
            Path place = path.toRealPath();
            Map<String, FileState> files = new TreeMap<>();
            Files.walkFileTree(place, Set.of(), DEEPEST, new Reading(place, files));
            return new Present(place, files);
        } catch (IOException e) {
            return new Unusable(e.getClass().getSimpleName());
        }
    }

    /** Notes what there is, and goes on after what it may not see. */
    final class Reading extends SimpleFileVisitor<Path> {

        private final Path place;
        private final Map<String, FileState> files;

        private Reading(Path place, Map<String, FileState> files) {
            this.place = place;
            this.files = files;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
            try {
                if (found.isSymbolicLink()) {
                    String leads = " -> " + Files.readSymbolicLink(file);
                    files.put(name(file) + leads, seen(Files.readAttributes(file, BasicFileAttributes.class)));
                } else if (found.isRegularFile()) {
                    files.put(name(file), seen(found));
                }
                return FileVisitResult.CONTINUE;
            } catch (IOException e) {
                return visitFileFailed(file, e);
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) {
            files.put(name(file), new FileState.Hidden(problem.getClass().getSimpleName()));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) {
            return problem == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, problem);
        }

        private String name(Path file) {
            return place.relativize(file).toString();
        }

        private static FileState seen(BasicFileAttributes file) {
            return new FileState.Seen(file.size(), file.lastModifiedTime());
        }
    }
}
