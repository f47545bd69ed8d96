package org.gsprelabel.sam;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gsprelabel.sam.EmbeddingFormat.BadEmbeddingException;
import org.gsprelabel.tensor.Tensor;

/**
 * Embeddings as files of a folder, one each, named by their keys. Safe for use by several threads and processes: a file
 * appears as a whole or not at all, and one that vanishes is one that is not there. When there are more bytes than
 * allowed, the files that were not used for longest go; the time of use is the time of modification. Files of other names
 * are left alone and not counted.
 */
final class EmbeddingFolder {

    private record Entry(Path path, FileTime used, long bytes) {}

    private static final String SUFFIX = ".embedding";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.embedding");
    private static final Pattern PARTIAL_NAME = Pattern.compile("[0-9a-f]{64}\\.[0-9a-f-]{36}\\.partial");

    /** A partial file of this age is what a process left that died while it wrote. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;
    private final long maxBytes;
    private final long maxFileBytes;
    private final InstantSource clock;

    /**
     * @param maxBytes most bytes of all files
     * @param maxFileBytes most bytes of one, at most {@code maxBytes}
     */
    EmbeddingFolder(Path folder, long maxBytes, long maxFileBytes, InstantSource clock) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.maxFileBytes = maxFileBytes;
        this.clock = clock;
    }

    /**
     * The embedding of a key, if it is there; it counts as used.
     *
     * @throws BadEmbeddingException when the file is no embedding of that key; it is gone then
     * @throws IOException when it cannot be read
     */
    Optional<Map<String, Tensor>> read(EmbeddingKey key) throws IOException {
        Path path = path(key);
        try (InputStream in = Files.newInputStream(path)) {
            Map<String, Tensor> tensors = EmbeddingFormat.read(key, in, Files.size(path));
            touch(key);
            return Optional.of(tensors);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (BadEmbeddingException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Marks an embedding as used now; false when it is not there. */
    boolean touch(EmbeddingKey key) throws IOException {
        try {
            Files.setLastModifiedTime(path(key), FileTime.from(clock.instant()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Keeps an embedding, and lets the oldest go; false, and nothing done, when it is larger than a file may be. */
    boolean write(EmbeddingKey key, Map<String, Tensor> tensors) throws IOException {
        if (EmbeddingFormat.length(tensors) > maxFileBytes) {
            return false;
        }
        Files.createDirectories(folder);
        Path partial = folder.resolve(key + "." + UUID.randomUUID() + ".partial");
        try {
            try (OutputStream out = new BufferedOutputStream(new FileOutputStream(partial.toFile()))) {
                EmbeddingFormat.write(key, tensors, out);
            }
            Files.setLastModifiedTime(partial, FileTime.from(clock.instant()));
            Files.move(partial, path(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
        trim();
        return true;
    }

    private void trim() throws IOException {
        List<Entry> entries = entries();
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        entries.sort(Comparator.comparing(Entry::used).thenComparing(Entry::path));
        for (Entry entry : entries) {
            if (bytes <= maxBytes) {
                return;
            }
            Files.deleteIfExists(entry.path);
            bytes -= entry.bytes;
        }
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            for (Path path : paths) {
                entry(path).ifPresent(entries::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    private Optional<Entry> entry(Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        boolean isPartial = PARTIAL_NAME.matcher(name).matches();
        if (!isPartial && !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            FileTime used = attributes.lastModifiedTime();
            if (!isPartial) {
                return Optional.of(new Entry(path, used, attributes.size()));
            }
            if (used.toInstant().isBefore(clock.instant().minus(ABANDONED))) {
                Files.deleteIfExists(path);
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path path(EmbeddingKey key) {
        return folder.resolve(key + SUFFIX);
    }
}
