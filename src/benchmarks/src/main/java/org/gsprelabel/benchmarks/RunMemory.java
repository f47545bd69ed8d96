package org.gsprelabel.benchmarks;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.geotools.feature.NameImpl;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.process.Processors;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.EmbeddedPlugin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run takes of memory against what {@code EstimatePreLabel} says of it: most live bytes of the heap, by forced collections
 * one after the other while it runs, and most of what the process holds beside the heap, as Linux counts it. Another model has
 * run before, so that classes and the runtime are loaded.
 *
 * <p>Usage, with a heap that is all there from the start: {@code java -Xms1g -Xmx1g -XX:+AlwaysPreTouch -XX:+UseSerialGC ...
 * RunMemory [model, or its folder] [size of the scene] [tile size] [threads] [batch] [segmenter]}.
 */
public final class RunMemory {

    private static final double MIB = 1 << 20;

    private RunMemory() {}

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Path given = Path.of(args.length > 0 ? args[0] : "roofs-semseg");
        String model = given.getFileName().toString();
        int size = args.length > 1 ? Integer.parseInt(args[1]) : 4096;
        Map<String, Object> inputs = new HashMap<>(Map.of("coverageName", "scene", "model", model));
        inputs.put("tileSize", args.length > 2 ? Integer.parseInt(args[2]) : 1024);
        inputs.put("threads", args.length > 3 ? Integer.parseInt(args[3]) : 2);
        inputs.put("batch", args.length > 4 ? Integer.parseInt(args[4]) : 1);
        if (args.length > 5) {
            inputs.put("segmenter", args[5]);
        }
        Path folder = Files.createTempDirectory("prelabel-benchmark");
        Scene.of(SceneSpec.of(42, size)).writeGeoTiff(folder.resolve("scene"));
        Scene.of(SceneSpec.of(42, 256)).writeGeoTiff(folder.resolve("other"));
        TestModels.copyTo(folder.resolve("models"));
        TestModels.copyPromptableTo(folder.resolve("models"));
        if (Files.isDirectory(given)) {
            copy(given, Files.createDirectory(folder.resolve("models").resolve(model)));
        }
        String other = model.equals("roofs-semseg") ? "roofs-yolo-seg" : "roofs-semseg";
        try (EmbeddedPlugin plugin = EmbeddedPlugin.open(folder.resolve("models"), name -> reader(folder, name))) {
            execute("PreLabelCoverage", Map.of("coverageName", "other", "model", other));
            JsonNode estimate = JsonMapper.shared().readTree((String)
                    Objects.requireNonNull(execute("EstimatePreLabel", inputs).get("result")));
            System.out.printf(
                    "%d models; %s, estimated: %s%n", plugin.models().list().size(), inputs, estimate.at("/memory"));
            print(
                    estimate.at("/memory/known").asLong(),
                    estimate.at("/memory/graphs").asLong(),
                    peak(inputs));
        }
    }

    /** Bytes at a time, of direct buffers those that are also beside the heap. */
    private record Held(long heap, long beside, long direct) {

        static Held now() throws IOException {
            System.gc();
            long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .filter(pool -> pool.getName().equals("direct"))
                    .mapToLong(BufferPoolMXBean::getMemoryUsed)
                    .sum();
            return new Held(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), resident(), direct);
        }

        Held most(Held other) {
            return new Held(Math.max(heap, other.heap), Math.max(beside, other.beside), Math.max(direct, other.direct));
        }

        Held since(Held before) {
            return new Held(heap - before.heap, beside - before.beside, direct - before.direct);
        }

        /** Of the whole process; with the heap all there, only what is beside it changes. */
        private static long resident() throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
            throw new IOException("/proc/self/status has no VmRSS");
        }
    }

    private static Held peak(Map<String, Object> inputs) throws IOException, InterruptedException, ExecutionException {
        Held before = Held.now();
        Held peak = before;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> run = thread.submit(() -> execute("PreLabelCoverage", inputs));
            while (!run.isDone()) {
                peak = peak.most(Held.now());
                Thread.sleep(20);
            }
            run.get();
        } finally {
            thread.shutdown();
        }
        return peak.since(before);
    }

    private static void print(long known, long graphs, Held peak) {
        long held = peak.heap + peak.direct;
        long runtime = peak.beside - peak.direct;
        System.out.printf(
                Locale.ROOT,
                "known %.0f MiB, held %.0f (heap %.0f, direct buffers %.0f), ratio %.1f; graphs %.0f MiB, beside %.0f, ratio"
                        + " %.1f; ratio of all %.1f%n",
                known / MIB,
                held / MIB,
                peak.heap / MIB,
                peak.direct / MIB,
                (double) known / held,
                graphs / MIB,
                runtime / MIB,
                (double) graphs / runtime,
                (double) (known + graphs) / (held + runtime));
    }

    private static Map<String, Object> execute(String process, Map<String, Object> inputs) {
        return Processors.createProcess(new NameImpl("prelabel", process)).execute(inputs, null);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static GeoTiffReader reader(Path folder, String name) {
        try {
            return new GeoTiffReader(folder.resolve(name).toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
