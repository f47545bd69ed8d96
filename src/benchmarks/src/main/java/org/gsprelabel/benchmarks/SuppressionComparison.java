package org.gsprelabel.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.gsprelabel.detect.Kept;
import org.gsprelabel.detect.ScoredBoxes;
import org.gsprelabel.model.NmsRules.Method;
import org.gsprelabel.model.NmsRules.Overlap;

/**
 * Non-maximum suppression side by side with the same done by public tools: numpy alone, and shapely with its STRtree. All
 * get the same boxes and must keep the same ones, in the same order. Processor time of one thread, the median of some runs, boxes
 * at hand.
 *
 * <p>Usage: {@code SuppressionComparison [most boxes] [runs]}; the environment variable PYTHON names the interpreter, else
 * {@code python3}.
 */
public final class SuppressionComparison {

    private static final String SCRIPT = "suppression.py";

    private SuppressionComparison() {}

    /** What a tool did. */
    private record Run(double milliseconds, String kept) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int most = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int runs = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path folder = Files.createTempDirectory("suppression");
        Path script = folder.resolve(SCRIPT);
        Path boxesFile = folder.resolve("boxes.bin");
        try {
            try (InputStream in =
                    Objects.requireNonNull(SuppressionComparison.class.getResourceAsStream(SCRIPT), SCRIPT)) {
                Files.copy(in, script);
            }
            System.out.println(
                    "| boxes | kept | method | here, ms | numpy, ms (ratio) | shapely STRtree, ms (ratio) |");
            System.out.println("| --- | --- | --- | --- | --- | --- |");
            for (CrowdOfBoxes crowd : CrowdOfBoxes.values()) {
                for (int count = 1000; count <= most; count *= 10) {
                    ScoredBoxes boxes = crowd.create(count);
                    write(boxes, boxesFile);
                    String name = String.format(
                            Locale.ROOT, "%,d %s", count, crowd.name().toLowerCase(Locale.ROOT));
                    Run greedy = here(runs, () -> Arrays.toString(SuppressionOfBoxes.greedy(boxes, Overlap.IOU)));
                    row(name, "greedy", greedy, "greedy", script, boxesFile, runs);
                    Run soft = here(
                            runs,
                            () -> Arrays.toString(SuppressionOfBoxes.soft(boxes, Method.SOFT_GAUSSIAN).stream()
                                    .mapToInt(Kept::index)
                                    .toArray()));
                    row(name, "soft, Gaussian", soft, "soft", script, boxesFile, runs);
                }
            }
        } finally {
            Files.deleteIfExists(boxesFile);
            Files.deleteIfExists(script);
            Files.deleteIfExists(folder);
        }
    }

    private static void row(String name, String method, Run here, String task, Path script, Path boxes, int runs)
            throws IOException, InterruptedException {
        Map<String, Run> others = python(script, task, boxes, runs);
        others.forEach((tool, run) -> {
            if (!run.kept.equals(here.kept)) {
                throw new IllegalStateException(tool + " keeps other boxes of " + name + " by " + method);
            }
        });
        long kept = here.kept.chars().filter(c -> c == ',').count() + 1;
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %s | %.2f | %s | %s |%n",
                name,
                kept,
                method,
                here.milliseconds,
                cell(others, "numpy", here),
                cell(others, "shapely", here));
    }

    private static String cell(Map<String, Run> others, String tool, Run here) {
        Run run = others.get(tool);
        return run == null
                ? "not run"
                : String.format(Locale.ROOT, "%.1f (%.0f)", run.milliseconds, run.milliseconds / here.milliseconds);
    }

    private static Run here(int runs, Supplier<String> work) {
        double[] times = new double[runs];
        String kept = "";
        // as long again to warm up
        for (int i = -Math.max(3, runs); i < runs; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            kept = work.get();
            if (i >= 0) {
                times[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        return new Run(times[runs / 2], kept);
    }

    private static void write(ScoredBoxes boxes, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(5 * Float.BYTES * boxes.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < boxes.size(); i++) {
            bytes.putFloat((float) boxes.minX(i))
                    .putFloat((float) boxes.minY(i))
                    .putFloat((float) boxes.maxX(i))
                    .putFloat((float) boxes.maxY(i))
                    .putFloat(boxes.score(i));
        }
        Files.write(file, bytes.array());
    }

    /** By tool; each line of the answer is its name, milliseconds, and the boxes kept. */
    private static Map<String, Run> python(Path script, String task, Path boxes, int runs)
            throws IOException, InterruptedException {
        String interpreter = Objects.requireNonNullElse(System.getenv("PYTHON"), "python3");
        Process process = new ProcessBuilder(
                        interpreter, "-W", "ignore", script.toString(), task, boxes.toString(), Integer.toString(runs))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Run> results = new HashMap<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] words = line.split(" ", 3);
                results.put(words[0], new Run(Double.parseDouble(words[1]), words[2]));
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException(interpreter + " ended with " + process.exitValue() + "; it needs numpy and shapely");
        }
        return results;
    }
}
