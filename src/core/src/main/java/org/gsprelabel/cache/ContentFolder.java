package org.gsprelabel.cache;

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
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Values as files of a folder, one each, named by their keys. Safe for use by several threads and processes: a file
 * appears as a whole or not at all, and one that vanishes is one that is not there. When there are more bytes than
 * allowed, the files that were not used for longest go; the time of use is the time of modification. Files of other names
 * are left alone and not counted.
 *
 * <p>The folder is looked through when what was found there and what was written since may be more than is allowed; what other
 * processes write meanwhile is found then.
 */
final class ContentFolder<V> {

    private record Entry(Path path, FileTime used, long bytes) {}

    private static final Pattern PARTIAL_NAME = Pattern.compile("[0-9a-f]{64}\\.[0-9a-f-]{36}\\.partial");

    /** A partial file of this age is what a process left that died while it wrote. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final long NOT_KNOWN = -1;

    private final Path folder;
    private final ContentFormat<V> format;
    private final DiskLimits limits;
    private final InstantSource clock;
    private final Pattern name;

    /** Bytes found when the folder was last looked through, and written since; guarded by this. */
    private long bytes = NOT_KNOWN;

    ContentFolder(Path folder, ContentFormat<V> format, DiskLimits limits, InstantSource clock) {
        this.folder = folder;
        this.format = format;
        this.limits = limits;
        this.clock = clock;
        this.name = Pattern.compile("[0-9a-f]{64}" + Pattern.quote(format.suffix()));
    }

    /**
     * The value of a key, if it is there; it counts as used.
     *
     * @throws BadContentException when the file holds no value of that key; it is gone then
     * @throws IOException when it cannot be read
     */
    Optional<V> read(ContentKey key) throws IOException {
        Path path = path(key);
        try (InputStream in = Files.newInputStream(path)) {
            V value = format.read(key, in, Files.size(path));
            touch(key);
            return Optional.of(value);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (BadContentException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Marks a value as used now; false when it is not there. */
    boolean touch(ContentKey key) throws IOException {
        try {
            Files.setLastModifiedTime(path(key), FileTime.from(clock.instant()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Keeps a value, and lets the oldest go; false, and nothing done, when it is larger than a file may be. */
    boolean write(ContentKey key, V value) throws IOException {
        long length = format.length(value);
        if (length > Math.min(limits.fileBytes(), limits.bytes())) {
            return false;
        }
        Files.createDirectories(folder);
        Path partial = folder.resolve(key + "." + UUID.randomUUID() + ".partial");
        try {
            try (OutputStream out = new BufferedOutputStream(new FileOutputStream(partial.toFile()))) {
                format.write(key, value, out);
            }
            Files.setLastModifiedTime(partial, FileTime.from(clock.instant()));
            Files.move(partial, path(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
        trim(limits.counted(length));
        return true;
    }

    private synchronized void trim(long written) throws IOException {
        if (bytes != NOT_KNOWN && bytes + written <= limits.bytes()) {
            bytes += written;
            return;
        }
        List<Entry> entries = entries();
        long found = entries.stream().mapToLong(Entry::bytes).sum();
        if (found > limits.bytes()) {
            entries.sort(Comparator.comparing(Entry::used).thenComparing(Entry::path));
            for (Entry entry : entries) {
                if (found <= limits.bytes() - limits.slackBytes()) {
                    break;
                }
                Files.deleteIfExists(entry.path);
                found -= entry.bytes;
            }
        }
        bytes = found;
    }

    /** What lies in it. */
    Remembered.Amount amount() throws IOException {
        List<Entry> entries = entries();
        return new Remembered.Amount(
                entries.size(), entries.stream().mapToLong(Entry::bytes).sum(), limits.bytes());
    }

    /** Deletes what it has kept, and nothing else. */
    synchronized void clear() throws IOException {
        bytes = NOT_KNOWN;
        for (Entry entry : entries()) {
            Files.deleteIfExists(entry.path);
        }
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return entries;
        }
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
        if (!isPartial && !this.name.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            FileTime used = attributes.lastModifiedTime();
            if (!isPartial) {
                return Optional.of(new Entry(path, used, limits.counted(attributes.size())));
            }
            if (used.toInstant().isBefore(clock.instant().minus(ABANDONED))) {
                Files.deleteIfExists(path);
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path path(ContentKey key) {
        return folder.resolve(key + format.suffix());
    }
}
