package org.gsprelabel.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Copies a webapp and adds the plugin to the copy. */
final class WebappCopy {

    private static final Path LIBRARIES = Path.of("WEB-INF", "lib");

    /** The library of GeoServer's WPS, which is an extension. */
    private static final String WPS = "gs-wps-core";

    /** What libraries of the plugin itself begin with. */
    private static final String OURS = "gs-prelabel";

    private WebappCopy() {}

    /**
     * Makes the copy. Jars, which nobody writes to, become hard links where the file system allows it. Another version of
     * the plugin in the webapp is left out.
     *
     * @param webapp exploded, or a {@code .war}
     * @param extensions of GeoServer; of jars that the webapp has already, the webapp's stay
     * @param target does not exist yet
     * @throws ServerException when the webapp is none, has no WPS, or has a library that the plugin brings
     */
    static void make(Path webapp, List<PluginJars> extensions, PluginJars plugin, Path target) {
        try {
            if (Files.isDirectory(webapp)) {
                copy(webapp, target);
            } else {
                unpack(webapp, target);
            }
            if (!Files.isRegularFile(target.resolve("WEB-INF/web.xml"))) {
                throw new ServerException(webapp + " is no GeoServer webapp: it has no WEB-INF/web.xml; it must be"
                        + " geoserver.war or the folder that it was unpacked to.");
            }
            Path libraries = Files.createDirectories(target.resolve(LIBRARIES));
            for (PluginJars extension : extensions) {
                addMissing(extension, libraries);
            }
            if (present(libraries).stream().noneMatch(jar -> library(jar).equals(WPS))) {
                throw new ServerException("GeoServer " + webapp + " has no WPS; give its extension, the archive"
                        + " geoserver-<version>-wps-plugin.zip, too.");
            }
            add(plugin, libraries);
        } catch (IOException e) {
            throw new ServerException("The webapp " + webapp + " cannot be copied to " + target + ": " + e + ".", e);
        }
    }

    private static void addMissing(PluginJars extension, Path libraries) throws IOException {
        Set<String> present =
                present(libraries).stream().map(WebappCopy::library).collect(Collectors.toSet());
        for (Path jar : extension.files()) {
            if (!present.contains(library(jar))) {
                linkOrCopy(jar, libraries.resolve(jar.getFileName().toString()));
            }
        }
    }

    private static void add(PluginJars plugin, Path libraries) throws IOException {
        Set<String> brought = plugin.files().stream().map(WebappCopy::library).collect(Collectors.toSet());
        List<Path> doubles = present(libraries).stream()
                .filter(jar -> brought.contains(library(jar)))
                .toList();
        boolean olderPlugin = doubles.stream().anyMatch(jar -> library(jar).startsWith(OURS));
        if (!doubles.isEmpty() && !olderPlugin) {
            throw new ServerException("GeoServer has " + doubles.get(0).getFileName()
                    + " in WEB-INF/lib, a library that the plugin brings as well; a server with both may use either.");
        }
        for (Path jar : doubles) {
            Files.delete(jar);
        }
        for (Path jar : plugin.files()) {
            linkOrCopy(jar, libraries.resolve(jar.getFileName().toString()));
        }
    }

    private static List<Path> present(Path libraries) throws IOException {
        try (Stream<Path> files = Files.list(libraries)) {
            return files.sorted().toList();
        }
    }

    /** {@code onnxruntime} of {@code onnxruntime-1.29.0.jar}. */
    private static String library(Path jar) {
        return jar.getFileName().toString().replaceFirst("-[0-9].*", "");
    }

    private static void copy(Path webapp, Path target) throws IOException {
        Files.walkFileTree(webapp, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(target.resolve(webapp.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = target.resolve(webapp.relativize(file).toString());
                if (file.toString().endsWith(".jar")) {
                    linkOrCopy(file, copy);
                } else {
                    Files.copy(file, copy);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void unpack(Path war, Path target) throws IOException {
        Path top = Files.createDirectories(target).normalize();
        try (ZipFile zip = new ZipFile(war.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path file = top.resolve(entry.getName()).normalize();
                if (!file.startsWith(top)) {
                    throw new ServerException(
                            war + " holds an entry that lies outside of it: " + entry.getName() + ".");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.resolveSibling("."));
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                }
            }
        }
    }

    private static void linkOrCopy(Path file, Path copy) throws IOException {
        try {
            Files.createLink(copy, file.toRealPath());
        } catch (UnsupportedOperationException | IOException e) {
            // another file system, or one without links
            Files.copy(file, copy);
        }
    }

    /** Deletes a folder with all that is in it; does nothing where there is none. Links are deleted, not followed. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
