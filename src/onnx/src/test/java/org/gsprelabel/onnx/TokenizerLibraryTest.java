package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerLibraryTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** The whole life of a tokenizer in a JVM of its own, whose home and temporary folder are watched. */
    @Test
    void leavesNothingInTheHomeOrTheTemporaryFolderAndOpensNoConnection() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path tokenizer = folder.resolve("tokenizer.json");
        try (InputStream in = TestModels.open("roofs-gdino-hf/tokenizer.json")) {
            Files.write(tokenizer, in.readAllBytes());
        }

        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.home=" + home,
                        "-Djava.io.tmpdir=" + temporary,
                        "-Xlog:class+load:file=" + folder.resolve("classes.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TokenizerChild.class.getName(),
                        tokenizer.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said.lines()).containsExactly("tokens 4");
        assertThat(child.exitValue()).isZero();
        assertThat(list(home)).isEmpty();
        assertThat(list(temporary).stream().filter(name -> !name.startsWith("hsperfdata")))
                .isEmpty();
        assertThat(Files.readString(folder.resolve("classes.log")))
                .contains("ai.djl.huggingface.tokenizers.jni.TokenizersLibrary")
                .doesNotContain(
                        "ai.djl.util",
                        "java.net.InetAddress",
                        "java.net.HttpURLConnection",
                        "sun.nio.ch.NioSocketImpl",
                        "com.sun.jna");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-aarch64",
        "Mac OS X, aarch64, osx-aarch64",
        "Windows Server 2022, amd64, win-x86_64",
        "FreeBSD, amd64, freebsd-x86_64"
    })
    void platformsAreNamedAsInTheJar(String os, String architecture, String expected) {
        assertThat(TokenizerLibrary.platform(os, architecture)).isEqualTo(expected);
    }

    @Test
    void unpacksWhatThePlatformNeedsInTheOrderInWhichItIsNeeded() {
        List<String> loaded = new ArrayList<>();

        TokenizerLibrary.load("win-x86_64", file -> {
            assertThat(file).isNotEmptyFile();
            loaded.add(file.getFileName().toString());
        });

        assertThat(loaded)
                .containsExactly("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll", "tokenizers.dll");
    }

    @Test
    void aLibraryThatDoesNotLoadIsOneSentenceAndLeavesNoFiles() {
        List<Path> files = new ArrayList<>();

        assertThatThrownBy(() -> TokenizerLibrary.load("linux-x86_64", file -> {
                    files.add(file);
                    throw new UnsatisfiedLinkError("/lib/libc.so.6: version `GLIBC_2.34' not found");
                }))
                .isInstanceOf(ModelException.class)
                .hasMessage("the library that splits text into tokens cannot be loaded on linux-x86_64: /lib/libc.so.6:"
                        + " version `GLIBC_2.34' not found; it needs 64-bit Linux with glibc 2.34, Windows x64 or macOS"
                        + " arm64; models that take no text run without it");
        assertThat(files)
                .hasSize(1)
                .allSatisfy(file -> assertThat(file.getParent()).doesNotExist());
    }

    @Test
    void aPlatformWithoutALibraryIsNamed() {
        assertThatThrownBy(() -> TokenizerLibrary.load("freebsd-x86_64", file -> {}))
                .hasMessage(
                        "the library that splits text into tokens cannot be loaded on freebsd-x86_64: there is none for"
                                + " this platform; use Linux x64 or arm64, Windows x64 or macOS arm64; models that take no text run"
                                + " without it");
    }

    private static List<String> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
