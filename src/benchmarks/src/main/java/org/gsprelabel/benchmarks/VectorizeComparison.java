package org.gsprelabel.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.locationtech.jts.geom.Polygon;

/**
 * Mask to polygons, against the public tools on the same masks: {@code rasterio.features.shapes}, {@code GDALPolygonize}
 * in memory, and {@code gdal_polygonize.py}. All 4-connected; numbers of polygons and total areas must be the same.
 *
 * <p>Times are processor time of the whole process, garbage collection included, since other work on the machine moves
 * it least. Here it is from 8-bit pixels in memory, as the tools have them: packing them into a {@link BitMask} counts.
 *
 * <p>Usage: {@code VectorizeComparison <polygonize.py> [rounds] [masks ...]}; the environment variable {@code PYTHON} names
 * the interpreter, else it is {@code python3}.
 */
public final class VectorizeComparison {

    private record Outcome(long polygons, double area, double millis) {}

    /** Nanoseconds of processor time. */
    private static final long WARM_UP = 4_000_000_000L;

    private VectorizeComparison() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String script = args[0];
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        List<BenchmarkMask> kinds = args.length > 2
                ? Arrays.stream(args).skip(2).map(BenchmarkMask::valueOf).toList()
                : List.of(BenchmarkMask.values());
        Path folder = Files.createTempDirectory("masks");
        try {
            Map<String, Long> pixels = new HashMap<>();
            Map<String, Outcome> outcomes = new HashMap<>();
            List<String> command = new ArrayList<>(List.of(python(), script, Integer.toString(rounds)));
            for (BenchmarkMask kind : kinds) {
                BitMask mask = kind.create();
                byte[] bytes = unpack(mask);
                Path file = folder.resolve(kind + ".pgm");
                write(file, mask, bytes);
                command.add(file.toString());
                pixels.put(kind.name(), mask.cardinality());
                outcomes.put(kind + " java", java(bytes, mask.width(), mask.height(), rounds));
            }
            runPython(command, outcomes);
            print(kinds, pixels, outcomes);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String python() {
        String named = System.getenv("PYTHON");
        return named == null ? "python3" : named;
    }

    private static Outcome java(byte[] bytes, int width, int height, int rounds) {
        // warms up, and finds out how many calls the coarse clock of the process needs
        int calls = 0;
        for (long start = cpu(); cpu() - start < WARM_UP; calls++) {
            MaskVectorizer.polygons(pack(bytes, width, height));
        }
        calls = Math.max(1, calls / 8);
        double[] millis = new double[rounds];
        List<Polygon> polygons = List.of();
        for (int round = 0; round < rounds; round++) {
            System.gc();
            long start = cpu();
            for (int call = 0; call < calls; call++) {
                polygons = MaskVectorizer.polygons(pack(bytes, width, height));
            }
            millis[round] = (cpu() - start) / 1e6 / calls;
        }
        Arrays.sort(millis);
        double area = polygons.stream().mapToDouble(Polygon::getArea).sum();
        return new Outcome(polygons.size(), area, millis[rounds / 2]);
    }

    private static BitMask pack(byte[] bytes, int width, int height) {
        BitMask mask = new BitMask(0, 0, width, height);
        long[] words = mask.words();
        for (int row = 0; row < height; row++) {
            for (int i = 0; i < mask.stride(); i++) {
                int from = row * width + (i << 6);
                int length = Math.min(64, width - (i << 6));
                long word = 0;
                for (int bit = 0; bit < length; bit++) {
                    word |= (bytes[from + bit] & 1L) << bit;
                }
                words[row * mask.stride() + i] = word;
            }
        }
        return mask;
    }

    private static byte[] unpack(BitMask mask) {
        byte[] bytes = new byte[mask.width() * mask.height()];
        for (int row = 0; row < mask.height(); row++) {
            for (int column = 0; column < mask.width(); column++) {
                bytes[row * mask.width() + column] = (byte) (mask.get(column, row) ? 1 : 0);
            }
        }
        return bytes;
    }

    private static void write(Path file, BitMask mask, byte[] bytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(("P5 " + mask.width() + " " + mask.height() + " 255\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void runPython(List<String> command, Map<String, Outcome> outcomes)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#")) {
                    System.out.println(line.substring(2) + ", Java " + Runtime.version());
                    continue;
                }
                String[] words = line.split(" ");
                outcomes.put(
                        words[0] + " " + words[1],
                        new Outcome(
                                Long.parseLong(words[2]), Double.parseDouble(words[3]), Double.parseDouble(words[4])));
            }
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(command.get(0) + " must be a Python with rasterio, numpy and osgeo; it ended with "
                    + "status " + status + ". Set PYTHON to name another");
        }
    }

    private static void print(List<BenchmarkMask> kinds, Map<String, Long> pixels, Map<String, Outcome> outcomes) {
        System.out.println(
                "| mask | pixels set | polygons | same count and area | ms here | rasterio | ratio | GDALPolygonize"
                        + " | ratio | gdal_polygonize.py | ratio |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (BenchmarkMask kind : kinds) {
            Outcome own = outcome(outcomes, kind + " java");
            boolean same = own.area == pixels.getOrDefault(kind.name(), -1L);
            StringBuilder line = new StringBuilder();
            for (String tool : List.of("rasterio", "gdal", "script")) {
                Outcome other = outcome(outcomes, kind + " " + tool);
                same &= other.polygons == own.polygons && other.area == own.area;
                line.append(String.format(Locale.ROOT, " %.0f | %.1f |", other.millis, other.millis / own.millis));
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %s | %.1f |%s%n",
                    kind,
                    pixels.get(kind.name()),
                    own.polygons,
                    same ? "yes" : "NO",
                    own.millis,
                    line);
        }
    }

    private static Outcome outcome(Map<String, Outcome> outcomes, String name) {
        Outcome outcome = outcomes.get(name);
        if (outcome == null) {
            throw new IllegalStateException("no outcome of " + name);
        }
        return outcome;
    }
}
