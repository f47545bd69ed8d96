package org.gsprelabel.wps.limits;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings: first wins what the server's environment says (servlet context parameter, system property, environment
 * variable), then the file {@code prelabel.properties} in the plugin's folder of the data directory, then the default.
 */
public final class SettingsReader {

    /** Name of the file. */
    public static final String FILE_NAME = "prelabel.properties";

    private static final System.Logger LOGGER = System.getLogger(SettingsReader.class.getName());

    private static final String SERVER = "a property of the server";

    /** A value, and where it is from. */
    private record Given(String value, String from) {}

    private final Map<String, @Nullable String> server;
    private final Path folder;
    private final Properties file = new Properties();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private SettingsReader(Map<String, @Nullable String> server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /**
     * Reads settings. Whatever is wrong is said in the answer and logged, and never thrown.
     *
     * @param server what the server's environment says of each property; null or blank where it says nothing
     * @param folder of the plugin in the data directory; need not exist
     */
    public static LoadedSettings read(Map<String, @Nullable String> server, File folder) {
        LoadedSettings loaded = new SettingsReader(server, folder.toPath()).read();
        loaded.problems()
                .forEach(
                        problem -> LOGGER.log(System.Logger.Level.ERROR, "gs-prelabel refuses requests: {0}", problem));
        loaded.warnings().forEach(warning -> LOGGER.log(System.Logger.Level.WARNING, warning));
        return loaded;
    }

    private LoadedSettings read() {
        readFile();
        PreLabelSettings usual = PreLabelSettings.defaults();
        PreLabelSettings settings = new PreLabelSettings(
                requests(usual.requests()),
                live(usual.live()),
                models(usual.models()),
                cache(usual.cache()),
                flag(Property.INSTALL_STYLES, usual.installStyles()));
        return new LoadedSettings(settings, problems, warnings);
    }

    private RequestLimits requests(RequestLimits usual) {
        return new RequestLimits(
                number(Property.MAX_TILES, usual.tiles()),
                number(Property.MAX_PIXELS, usual.pixels()),
                number(Property.MAX_FEATURES, usual.features()),
                number(Property.MAX_MEMORY_MEGABYTES, usual.memoryBytes() >> 20) << 20);
    }

    private LiveLimits live(LiveLimits usual) {
        return new LiveLimits(
                flag(Property.LIVE_LABELS, usual.allowed()),
                Math.toIntExact(number(Property.LIVE_MAX_TILES, usual.maxTiles())),
                Math.toIntExact(number(Property.LIVE_MAX_SECONDS, usual.maxSeconds())));
    }

    private ModelLimits models(ModelLimits usual) {
        return new ModelLimits(
                Math.toIntExact(number(Property.GPU_PERMITS, usual.gpuPermits())),
                Math.toIntExact(number(Property.THREADS, usual.threads())),
                Math.toIntExact(number(Property.MAX_MODELS_LOADED, usual.maxLoaded())));
    }

    private CacheLimits cache(CacheLimits usual) {
        return new CacheLimits(
                Optional.of(cacheDir()),
                size(
                        Property.EMBEDDING_CACHE_MEMORY_MEGABYTES,
                        Property.EMBEDDING_CACHE_DISK_MEGABYTES,
                        usual.embeddings()),
                size(Property.TILE_CACHE_MEMORY_MEGABYTES, Property.TILE_CACHE_DISK_MEGABYTES, usual.tiles()));
    }

    private CacheSize size(Property memory, Property disk, CacheSize usual) {
        return new CacheSize(
                number(memory, usual.memoryBytes() >> 20) << 20, number(disk, usual.diskBytes() >> 20) << 20);
    }

    private void readFile() {
        Path path = folder.resolve(FILE_NAME);
        if (!Files.exists(path)) {
            return;
        }
        try (Reader reader = Files.newBufferedReader(path)) {
            file.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add(FILE_NAME + " cannot be read (" + e.getClass().getSimpleName()
                    + "); it must be a Java properties file in UTF-8");
        }
        for (String key : new TreeSet<>(file.stringPropertyNames())) {
            if (!Property.isKnown(key)) {
                warnings.add("property '" + key + "' of " + FILE_NAME + " is not known and has no effect; there are "
                        + Property.keys());
            }
        }
    }

    private Optional<Given> given(Property property) {
        @Nullable String value = server.get(property.key());
        if (value != null && !value.isBlank()) {
            return Optional.of(new Given(value.strip(), SERVER));
        }
        return Optional.ofNullable(file.getProperty(property.key()))
                .filter(text -> !text.isBlank())
                .map(text -> new Given(text.strip(), FILE_NAME));
    }

    private long number(Property property, long other) {
        Optional<Given> given = given(property);
        if (given.isEmpty()) {
            return other;
        }
        Optional<Long> value = property.parse(given.get().value());
        if (value.isEmpty()) {
            problems.add(property.key() + " must be a whole number " + property.range() + ", got '"
                    + given.get().value() + "' from " + given.get().from());
        }
        return value.orElse(other);
    }

    private boolean flag(Property property, boolean other) {
        Optional<Given> given = given(property);
        if (given.isEmpty()) {
            return other;
        }
        String value = given.get().value();
        if (!value.equals("true") && !value.equals("false")) {
            problems.add(property.key() + " must be true or false, got '" + value + "' from "
                    + given.get().from());
            return other;
        }
        return value.equals("true");
    }

    /** A relative path counts from the plugin's folder. The path given is not for clients, so it is not in the message. */
    private Path cacheDir() {
        Path usual = folder.resolve("cache");
        Optional<Given> given = given(Property.CACHE_DIR);
        if (given.isEmpty()) {
            return usual;
        }
        try {
            return folder.resolve(given.get().value());
        } catch (InvalidPathException e) {
            problems.add(Property.CACHE_DIR.key() + " must be the path of a folder, got one that cannot be ("
                    + e.getReason() + ") from " + given.get().from());
            return usual;
        }
    }
}
