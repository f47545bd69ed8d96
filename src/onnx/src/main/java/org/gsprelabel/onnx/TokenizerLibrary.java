package org.gsprelabel.onnx;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.gsprelabel.model.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * The native library of Hugging Face's tokenizers, as DJL packs it: whether it is there.
 *
 * <p>It is unpacked from the jar into a private temporary folder, loaded, and deleted where the system allows that, else when
 * the JVM ends. DJL's own loader is left out: it keeps the library in the home directory, looks for CUDA to download another
 * one, and reports to its makers. Nothing here opens a connection.
 */
final class TokenizerLibrary {

    private static final String[] WINDOWS = {
        "libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll", "tokenizers.dll"
    };

    private static @Nullable String failure;
    private static boolean loaded;

    private TokenizerLibrary() {}

    /**
     * The library, loaded once in a JVM.
     *
     * @throws ModelException when it cannot be loaded here, at the first call and all later ones
     */
    static synchronized TokenizersLibrary get() {
        if (!loaded && failure == null) {
            try {
                load(
                        platform(System.getProperty("os.name"), System.getProperty("os.arch")),
                        file -> System.load(file.toString()));
                loaded = true;
            } catch (ModelException e) {
                failure = Problems.sentence(e);
            }
        }
        if (failure != null) {
            throw new ModelException(failure);
        }
        return TokenizersLibrary.LIB;
    }

    /** The folder of the jar that holds the library of a platform, in DJL's words: {@code linux-x86_64}. */
    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system =
                os.startsWith("win") ? "win" : os.startsWith("mac") ? "osx" : os.startsWith("linux") ? "linux" : os;
        return system + "-" + (osArch.equals("amd64") ? "x86_64" : osArch);
    }

    /**
     * Unpacks and loads the library of a platform.
     *
     * @param loader takes the path of each file, in the order in which they need each other
     * @throws ModelException with one sentence when there is none, or it does not load
     */
    static void load(String platform, Consumer<Path> loader) {
        List<Path> files = new ArrayList<>();
        try {
            Path folder = Files.createTempDirectory("gs-prelabel-tokenizers");
            files.add(folder);
            for (String name : names(platform)) {
                Path file = folder.resolve(name);
                unpack(platform, name, file);
                files.add(file);
            }
            files.subList(1, files.size()).forEach(loader);
        } catch (LinkageError e) {
            throw problem(
                    platform,
                    Problems.sentence(e) + "; it needs 64-bit Linux with glibc 2.34, Windows x64 or macOS" + " arm64",
                    e);
        } catch (IOException e) {
            throw problem(
                    platform,
                    "it cannot be unpacked into the temporary folder ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        } finally {
            delete(files);
        }
    }

    private static List<String> names(String platform) {
        if (platform.startsWith("win-")) {
            return List.of(WINDOWS);
        }
        return List.of(platform.startsWith("osx-") ? "libtokenizers.dylib" : "libtokenizers.so");
    }

    private static void unpack(String platform, String name, Path file) throws IOException {
        String resource = "/native/lib/" + platform + "/cpu/" + name;
        try (@Nullable InputStream in = TokenizersLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw problem(
                        platform,
                        "there is none for this platform; use Linux x64 or arm64, Windows x64 or macOS" + " arm64",
                        null);
            }
            Files.copy(in, file);
        }
    }

    private static ModelException problem(String platform, String why, @Nullable Throwable cause) {
        return new ModelException(
                "the library that splits text into tokens cannot be loaded on " + platform + ": " + why
                        + "; models that take no text run without it",
                cause);
    }

    /** A library in use can be deleted on Linux and macOS; on Windows what is left goes at the end, or stays. */
    private static void delete(List<Path> files) {
        List<Path> deepestFirst = new ArrayList<>(files);
        Collections.reverse(deepestFirst);
        for (Path file : deepestFirst) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
