package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.gsprelabel.model.ModelLease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeFolderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void what_the_loader_made_goes_with_its_last_user_and_nothing_else_does() throws IOException {
        Path others = unpack("onnxruntime-java1");
        RuntimeFolder runtime = new RuntimeFolder(folder, () -> false);
        runtime.enter();
        Path made = runtime.watch(() -> unpack("onnxruntime-java2"));
        unpack("something-else");
        runtime.enter();

        runtime.leave();
        assertThat(made).isNotEmptyDirectory();

        runtime.leave();
        assertThat(made).doesNotExist();
        assertThat(others).isNotEmptyDirectory();
        assertThat(folder.resolve("something-else")).isNotEmptyDirectory();
        assertThatThrownBy(runtime::leave).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_several_loaders_made_at_once_is_left_to_them() throws IOException {
        RuntimeFolder runtime = new RuntimeFolder(folder, () -> false);
        runtime.enter();
        runtime.watch(() -> List.of(unpack("onnxruntime-java1"), unpack("onnxruntime-java2")));

        runtime.leave();

        assertThat(list(folder)).containsExactly("onnxruntime-java1", "onnxruntime-java2");
    }

    @Test
    void a_loader_that_fails_leaves_nothing() throws IOException {
        RuntimeFolder runtime = new RuntimeFolder(folder, () -> false);
        runtime.enter();
        assertThatThrownBy(() -> runtime.watch(() -> {
                    unpack("onnxruntime-java1");
                    throw new UnsatisfiedLinkError("no library");
                }))
                .hasMessage("no library");
        // it is asked again, and makes no folder then
        assertThatThrownBy(() -> runtime.watch(() -> {
                    throw new NoClassDefFoundError();
                }))
                .isInstanceOf(NoClassDefFoundError.class);

        runtime.leave();

        assertThat(list(folder)).isEmpty();
    }

    @Test
    void a_folder_in_which_a_gpu_is_looked_for_stays_empty_so_that_nobody_else_makes_it() {
        RuntimeFolder runtime = new RuntimeFolder(folder, () -> true);
        runtime.enter();
        Path made = runtime.watch(() -> unpack("onnxruntime-java1"));

        runtime.leave();

        assertThat(made).isEmptyDirectory();
    }

    /** With class loaders and temporary files as a server has them that starts its web application twice. */
    @Test
    void a_second_deployment_runs_models_and_leaves_nothing_either() throws Exception {
        List<String> said = java("-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")));

        assertThat(said)
                .containsExactly(
                        "first [onnxruntime-java] answers 6.0, leaves []",
                        "second [onnxruntime-java] answers 6.0, leaves []");
    }

    @Test
    void libraries_of_an_administrator_are_used_and_stay() throws Exception {
        Path natives = Files.createDirectory(folder.resolve("natives"));
        for (String name : List.of("onnxruntime", "onnxruntime4j_jni")) {
            String file = System.mapLibraryName(name);
            try (InputStream in = library(file)) {
                Files.copy(in, natives.resolve(file));
            }
        }

        List<String> said = java(
                "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")),
                "-Donnxruntime.native.path=" + natives,
                "-Ddeployments=1");

        assertThat(said).containsExactly("first [onnxruntime-java] answers 6.0, leaves []");
        assertThat(list(natives))
                .containsExactlyInAnyOrder(
                        System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
    }

    /** From the jar, for the platform of this JVM. */
    private static InputStream library(String file) {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.startsWith("win") ? "win" : os.startsWith("mac") ? "osx" : "linux";
        String architecture = System.getProperty("os.arch").equals("amd64") ? "x64" : "aarch64";
        return Objects.requireNonNull(
                OrtEnvironment.class.getResourceAsStream("native/" + system + "-" + architecture + "/" + file));
    }

    private Path unpack(String name) {
        try {
            Path unpacked = Files.createDirectory(folder.resolve(name));
            Files.writeString(unpacked.resolve("library"), "of " + name);
            return unpacked;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What a JVM of its own says. */
    private List<String> java(String... options) throws IOException, InterruptedException {
        ScalingModels.write(folder.resolve("models"), "a", 2);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.add(Server.class.getName());
        command.add(folder.resolve("models").toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        int code = process.waitFor();
        List<String> said = Files.readAllLines(folder.resolve("said"));
        assertThat(code).as(() -> said.toString()).isZero();
        return said;
    }

    private static List<String> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Main class of a JVM that loads everything anew for each deployment. */
    static final class Server {

        private Server() {}

        public static void main(String[] args) throws Exception {
            String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
            URL[] urls = new URL[entries.length];
            for (int i = 0; i < entries.length; i++) {
                urls[i] = Path.of(entries[i]).toUri().toURL();
            }
            for (String name : List.of("first", "second").subList(0, Integer.getInteger("deployments", 2))) {
                try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
                    Runnable deployment = (Runnable) loader.loadClass(Deployment.class.getName())
                            .getConstructor(String.class, Path.class)
                            .newInstance(name, Path.of(args[0]));
                    deployment.run();
                }
            }
        }
    }

    /** What the plugin does in one deployment. */
    public record Deployment(String name, Path models) implements Runnable {

        @Override
        public void run() {
            try {
                float answer;
                List<String> during;
                try (OnnxRuntime.Use use = OnnxRuntime.use();
                        OnnxModelRepository repository = new OnnxModelRepository(models);
                        ModelLease lease = ScalingModels.lease(repository, "a")) {
                    assertThat(use).isNotNull();
                    answer = ScalingModels.answer(lease, "a");
                    during = temporary();
                }
                System.out.println(name + " " + during + " answers " + answer + ", leaves " + temporary());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private static List<String> temporary() throws IOException {
            return list(Path.of(System.getProperty("java.io.tmpdir"))).stream()
                    .map(file -> file.replaceFirst("\\d+$", ""))
                    .toList();
        }
    }
}
