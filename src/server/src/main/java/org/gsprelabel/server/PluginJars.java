package org.gsprelabel.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The jars of the plugin, or of an extension of GeoServer.
 *
 * @param files at least one
 */
public record PluginJars(List<Path> files) {

    public PluginJars {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("files must hold at least one jar, got none");
        }
    }

    /**
     * Those of an archive, or those that lie in a folder.
     *
     * @param plugin a {@code .zip} with jars at its top, or a folder
     * @param unpacked where the jars of an archive go
     * @throws ServerException when there is no jar
     */
    public static PluginJars of(Path plugin, Path unpacked) {
        List<Path> jars = new ArrayList<>();
        try {
            if (Files.isDirectory(plugin)) {
                try (Stream<Path> files = Files.list(plugin)) {
                    files.filter(file -> isJar(file.getFileName().toString()))
                            .sorted()
                            .forEach(jars::add);
                }
            } else {
                unpack(plugin, unpacked, jars);
            }
        } catch (IOException e) {
            throw new ServerException("The jars of " + plugin + " cannot be read: " + e + ".", e);
        }
        if (jars.isEmpty()) {
            throw new ServerException(plugin + " holds no jar; it must be an archive with jars at its top, such as"
                    + " gs-prelabel-<version>-plugin.zip, or a folder with them.");
        }
        return new PluginJars(jars);
    }

    private static void unpack(Path archive, Path folder, List<Path> jars) throws IOException {
        Files.createDirectories(folder);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (isJar(entry.getName())) {
                    Path jar = folder.resolve(entry.getName());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, jar);
                    }
                    jars.add(jar);
                }
            }
        }
    }

    /** At the top: what lies in folders of the archive is no part of {@code WEB-INF/lib}. */
    private static boolean isJar(String name) {
        return name.endsWith(".jar") && name.indexOf('/') < 0 && name.indexOf('\\') < 0;
    }
}
