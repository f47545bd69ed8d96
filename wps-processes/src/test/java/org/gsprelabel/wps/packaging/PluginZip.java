package org.gsprelabel.wps.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The plugin's archive, with its jars unpacked.
 *
 * @param file the archive
 * @param folder where its jars lie
 */
record PluginZip(Path file, Path folder) {

    /** Of what Maven says of the build to the tests of the archive. */
    static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name + " is missing; run ./mvnw verify");
    }

    /** Unpacks the jars of the archive that was built. */
    static PluginZip unpack(Path folder) throws IOException {
        PluginZip zip = new PluginZip(Path.of(property("plugin.zip")), folder);
        try (ZipFile archive = new ZipFile(zip.file.toFile())) {
            for (ZipEntry entry : entries(archive)) {
                if (entry.getName().endsWith(".jar")) {
                    try (InputStream in = archive.getInputStream(entry)) {
                        Files.copy(in, folder.resolve(entry.getName()));
                    }
                }
            }
        }
        return zip;
    }

    /** Names of all files, folders left out, as they lie in the archive. */
    List<String> names() {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            return entries(archive).stream().map(ZipEntry::getName).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String name) {
        try (ZipFile archive = new ZipFile(file.toFile());
                InputStream in = archive.getInputStream(Objects.requireNonNull(archive.getEntry(name), name))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jars, in the order of their names. */
    List<Path> jars() {
        return names().stream()
                .filter(name -> name.endsWith(".jar"))
                .sorted()
                .map(folder::resolve)
                .toList();
    }

    /** The jars that this project makes. */
    List<Path> ownJars() {
        return jars().stream()
                .filter(jar -> jar.getFileName().toString().startsWith("gs-prelabel-"))
                .toList();
    }

    /** What to do with a class file. */
    @FunctionalInterface
    interface ClassVisitor {
        void visit(String internalName, byte[] bytes);
    }

    /** Hands over every class file of a jar. */
    static void classes(Path jar, ClassVisitor visitor) {
        try (ZipFile archive = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : entries(archive)) {
                String name = entry.getName();
                if (name.endsWith(".class")) {
                    try (InputStream in = archive.getInputStream(entry)) {
                        visitor.visit(name.substring(0, name.length() - ".class".length()), in.readAllBytes());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the files in a jar. */
    static List<String> names(Path jar) {
        return new PluginZip(jar, jar).names();
    }

    private static List<ZipEntry> entries(ZipFile archive) {
        return archive.stream()
                .<ZipEntry>map(entry -> entry)
                .filter(entry -> !entry.isDirectory())
                .toList();
    }
}
