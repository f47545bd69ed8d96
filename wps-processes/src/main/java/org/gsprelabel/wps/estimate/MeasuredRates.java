package org.gsprelabel.wps.estimate;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Remembers how long tiles took, by kind of work: in memory, and in a small file if there is one, which outlives the server. A file
 * that cannot be read or written costs estimates, never a request. Safe for use by several threads.
 */
public final class MeasuredRates {

    private static final System.Logger LOGGER = System.getLogger(MeasuredRates.class.getName());

    private static final int MOST = 500;

    private static final String ALONE = "alone";
    private static final String SHARED = "shared";

    /** The longest unused first. */
    private final LinkedHashMap<String, Rate> rates = new LinkedHashMap<>(16, 0.75f, true);

    private final Optional<Path> file;

    private MeasuredRates(Optional<Path> file) {
        this.file = file;
    }

    /** Forgotten with the object. */
    public static MeasuredRates inMemory() {
        return new MeasuredRates(Optional.empty());
    }

    /** In the file {@code rates.properties} of a folder; without a folder in memory. */
    public static MeasuredRates in(Optional<Path> folder) {
        MeasuredRates rates = new MeasuredRates(folder.map(path -> path.resolve("rates.properties")));
        rates.file.filter(Files::exists).ifPresent(rates::read);
        return rates;
    }

    /** What was measured of a kind of work. */
    public synchronized Optional<Rate> of(String work) {
        return Optional.ofNullable(rates.get(work));
    }

    /** Adds what a run took. */
    public synchronized void add(String work, Rate rate) {
        rates.merge(work, rate, Rate::plus);
        if (rates.size() > MOST) {
            rates.remove(rates.keySet().iterator().next());
        }
        file.ifPresent(this::write);
    }

    private void read(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(System.Logger.Level.WARNING, "measured rates cannot be read, and are measured anew", e);
            return;
        }
        for (String work : properties.stringPropertyNames()) {
            String[] parts = properties.getProperty(work).split(";", -1);
            try {
                if (parts.length != 4) {
                    throw new IllegalArgumentException("it has " + parts.length + " parts");
                }
                rates.put(
                        work,
                        new Rate(
                                parts[3],
                                Long.parseLong(parts[0]),
                                Double.parseDouble(parts[1]),
                                parts[2].equals(ALONE)));
            } catch (IllegalArgumentException e) {
                LOGGER.log(System.Logger.Level.WARNING, "a measured rate cannot be read, and is dropped: " + work, e);
            }
        }
    }

    private void write(Path path) {
        Properties properties = new Properties();
        for (Map.Entry<String, Rate> entry : rates.entrySet()) {
            Rate rate = entry.getValue();
            properties.setProperty(
                    entry.getKey(),
                    rate.tiles() + ";" + rate.seconds() + ";" + (rate.alone() ? ALONE : SHARED) + ";" + rate.device());
        }
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, "rates", ".tmp");
            try {
                try (Writer writer = Files.newBufferedWriter(temporary)) {
                    properties.store(writer, null);
                }
                Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "measured rates cannot be kept", e);
        }
    }
}
