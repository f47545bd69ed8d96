package org.gsprelabel.onnx;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.onnx.GraphSource.ModelFile;

/**
 * Files of a package that its descriptor does not name: weights that a graph keeps beside itself are among them, and a
 * model with other weights is another model.
 */
final class FurtherFiles {

    private static final Set<String> ENDINGS = Set.of("md", "txt", "json", "yaml", "yml");

    private FurtherFiles() {}

    /** Hashes by name of the files beside the graphs of a folder, texts left out; none for a bare file. */
    static Map<String, String> hashes(ModelPackage found) {
        return hashes(found, Files::newDirectoryStream);
    }

    /** So that a test can have a disk fail. */
    static Map<String, String> hashes(ModelPackage found, ModelsDirectory.Opener opener) {
        Map<String, String> hashes = new TreeMap<>();
        Set<Path> named = new HashSet<>();
        found.tokenizer().ifPresent(file -> named.add(file.path()));
        found.graphs().values().forEach(source -> {
            if (source instanceof ModelFile file) {
                named.add(file.path());
            }
        });
        for (Path graph : List.copyOf(named)) {
            Path folder = graph.getParent();
            if (folder != null && Files.isRegularFile(folder.resolve(DescriptorReader.FILE_NAME))) {
                add(found.descriptor().id(), folder, opener, named, hashes);
            }
        }
        return hashes;
    }

    private static void add(
            String id, Path folder, ModelsDirectory.Opener opener, Set<Path> named, Map<String, String> hashes) {
        try (DirectoryStream<Path> files = opener.open(folder)) {
            for (Path file : files) {
                if (Files.isRegularFile(file) && !named.contains(file) && isWeights(Problems.name(file))) {
                    hashes.put(Problems.name(file), Sha256.of(id, file));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw unreadable(id, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(id, e);
        }
    }

    private static ModelException unreadable(String id, IOException e) {
        return Problems.of(id, "its folder cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }

    private static boolean isWeights(String name) {
        return !name.startsWith(".") && !ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
