package org.gsprelabel.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * What bare {@code .onnx} files say of themselves. A file is opened once, whether it can be used or not, and again only when its size or
 * time of change differs; one that cannot, also when other files of its folder change, since its weights may be among them. One file
 * is open at a time: it may be large.
 */
final class BareModels {

    private final Inspector inspector;
    private final Map<Path, Inspected> inspected = new ConcurrentHashMap<>();

    BareModels() {
        this(BareModels::describe);
    }

    /** @param inspector opens files; a test can count */
    BareModels(Inspector inspector) {
        this.inspector = inspector;
    }

    /** Opens a file. */
    interface Inspector {

        /** @throws ModelException when it is no model, or does not say what it is */
        ModelDescriptor describe(String id, Path file);
    }

    /** Length and time of change of a file, and whether it may be read. */
    private record State(long bytes, FileTime modified, boolean isReadable) {

        static State of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(attributes.size(), attributes.lastModifiedTime(), Files.isReadable(file));
        }
    }

    /** What a file was when it was opened last, and what came of it. */
    private sealed interface Inspected {

        State state();

        ModelDescriptor descriptor();

        record Usable(State state, ModelDescriptor descriptor) implements Inspected {}

        /** @param beside other files of the folder that are no models, by name */
        record Unusable(State state, Map<String, State> beside, ModelException problem) implements Inspected {
            @Override
            public ModelDescriptor descriptor() {
                throw new ModelException(String.valueOf(problem.getMessage()), problem.publicSentence(), problem);
            }
        }
    }

    /**
     * What the model of a file is.
     *
     * @throws ModelException when the file cannot be used, as it did when it was opened
     */
    ModelDescriptor descriptor(String id, Path file) {
        try {
            @Nullable Inspected last = known(file);
            return (last == null ? inspect(id, file) : last).descriptor();
        } catch (IOException e) {
            throw Problems.of(
                    id,
                    "file " + Problems.name(file) + " cannot be read ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    /** Has all files that cannot be used opened again. */
    void retry() {
        inspected.values().removeIf(Inspected.Unusable.class::isInstance);
    }

    private synchronized Inspected inspect(String id, Path file) throws IOException {
        @Nullable Inspected last = known(file);
        if (last != null) {
            return last;
        }
        // before it is opened: what changes meanwhile is looked at again
        State state = State.of(file);
        Map<String, State> beside = beside(file);
        Inspected found;
        try {
            found = new Inspected.Usable(state, inspector.describe(id, file));
        } catch (ModelException e) {
            if (e.getCause() instanceof IOException) {
                // The file may be all right, and what kept it from being read may pass.
                throw e;
            }
            found = new Inspected.Unusable(state, beside, e);
        }
        inspected.put(file, found);
        return found;
    }

    /** What is known of a file as it is now; null where it is to be opened. */
    private @Nullable Inspected known(Path file) throws IOException {
        @Nullable Inspected last = inspected.get(file);
        if (last == null || !last.state().equals(State.of(file))) {
            return null;
        }
        return last instanceof Inspected.Unusable unusable && !unusable.beside().equals(beside(file)) ? null : last;
    }

    private static Map<String, State> beside(Path file) throws IOException {
        Map<String, State> files = new TreeMap<>();
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(
                folder, path -> !Problems.name(path).endsWith(ModelsDirectory.ENDING) && Files.isRegularFile(path))) {
            for (Path path : paths) {
                files.put(Problems.name(path), State.of(path));
            }
            return files;
        } catch (DirectoryIteratorException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static ModelDescriptor describe(String id, Path file) {
        try (OpenSession session = OnnxRuntime.openToInspect(id, file)) {
            return new EmbeddedMetadata(id, session.get().getMetadata().getCustomMetadata())
                    .describe(ModelSignature.of(session.get()));
        } catch (OrtException e) {
            throw Problems.of(id, OnnxRuntime.reason(e), e);
        }
    }
}
