package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gsprelabel.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {

    @Test
    void saysThatItIsThere() {
        assertThat(OnnxRuntime.problem()).isEmpty();
        assertThat(OnnxRuntime.version()).matches("1\\.\\d+\\.\\d+");
    }

    @Test
    void aLongCommandLineDoesNotEndTheProcess(@TempDir Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlong=" + "x".repeat(100_000),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Version.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(folder.resolve("said"))).contains("version 1.");
    }

    /** Main class of a JVM that asks for the version of the library. */
    static final class Version {
        public static void main(String[] args) {
            System.out.println("version " + OnnxRuntime.version());
        }
    }

    @Test
    void aNativeLibraryThatDoesNotLoadIsAModelError(@TempDir Path folder) throws Exception {
        // the class that loads the library does so once a JVM: a second one gets a library that is none
        Path natives = Files.createDirectory(folder.resolve("natives"));
        Files.writeString(natives.resolve(System.mapLibraryName("onnxruntime")), "no library");
        Files.createFile(Files.createDirectory(folder.resolve("models")).resolve("x.onnx"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Donnxruntime.native.path=" + natives,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Broken.class.getName(),
                        folder.resolve("models").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(Files.readAllLines(folder.resolve("said")))
                .filteredOn(
                        line -> line.startsWith("problem: ") || line.startsWith("entry: ") || line.startsWith("get: "))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).contains("ONNX Runtime cannot be loaded on "));
    }

    /** What a server without a native library would do. */
    static final class Broken {

        private Broken() {}

        public static void main(String[] args) throws IOException {
            for (int i = 0; i < 2; i++) {
                System.out.println("problem: " + OnnxRuntime.problem().orElse(""));
            }
            try (OnnxModelRepository repository = new OnnxModelRepository(Path.of(args[0]))) {
                System.out.println("entry: " + repository.list().get(0).problem());
                try {
                    repository.get("x");
                } catch (ModelException e) {
                    System.out.println("get: " + e.getMessage());
                }
            }
        }
    }
}
