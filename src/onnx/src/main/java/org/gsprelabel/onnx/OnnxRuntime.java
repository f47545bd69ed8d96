package org.gsprelabel.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gsprelabel.model.ModelException;
import org.jspecify.annotations.Nullable;

/** The native library: whether it is there, and sessions of it. */
public final class OnnxRuntime {

    /** In bytes; enough for a command line of 200,000 characters. Memory is taken as it is used. */
    private static final long DEEP_STACK = 64L << 20;

    private static final Pattern OUTSIDE =
            Pattern.compile("External data path validation failed for initializer: (.{1,200}?)\\. Error: ");

    private static volatile @Nullable OrtEnvironment created;

    private static final RuntimeFolder FOLDER = new RuntimeFolder(
            Path.of(System.getProperty("java.io.tmpdir")), () -> created != null && DeviceSession.hasCuda());

    private OnnxRuntime() {}

    /** The time in which an application needs the files of the native library. */
    public interface Use extends AutoCloseable {

        /** Ends it; calls after the first do nothing. */
        @Override
        void close();
    }

    /**
     * Tells that an application has begun that will want the native library. With the last that ends, its unpacked files are deleted
     * where the system allows that, else when the JVM ends. What is loaded by then goes on working; models can be loaded on the CPU
     * later on, too, and on a GPU only where one was before. Who does not call this has the files until the JVM ends.
     */
    public static Use use() {
        FOLDER.enter();
        AtomicBoolean isOver = new AtomicBoolean();
        return () -> {
            if (!isOver.getAndSet(true)) {
                FOLDER.leave();
            }
        };
    }

    /** Why models cannot run on this machine, one sentence; empty when they can. For status pages. */
    public static Optional<String> problem() {
        try {
            environment();
            return Optional.empty();
        } catch (ModelException e) {
            return Optional.of(Problems.sentence(e));
        }
    }

    /**
     * Version of the native library, e.g. {@code 1.29.0}.
     *
     * @throws ModelException when it cannot be loaded
     */
    public static String version() {
        return environment().getVersion();
    }

    /**
     * What the native library was built for, {@code CPU}, {@code CUDA}; whether that works on this machine is another question.
     *
     * @throws ModelException when it cannot be loaded
     */
    public static List<String> providers() {
        environment();
        return OrtEnvironment.getAvailableProviders().stream()
                .map(OrtProvider::getName)
                .map(name -> name.replaceFirst("ExecutionProvider$", ""))
                .sorted()
                .toList();
    }

    /**
     * The environment of this JVM; there is one, and it is never closed.
     *
     * @throws ModelException when the native library cannot be loaded
     */
    static OrtEnvironment environment() {
        try {
            OrtEnvironment environment = created;
            return environment != null ? environment : create();
        } catch (LinkageError e) {
            // UnsatisfiedLinkError at the first call, NoClassDefFoundError at all later ones
            throw new ModelException(
                    "ONNX Runtime cannot be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + Problems.sentence(e),
                    e);
        }
    }

    /**
     * Creates the environment on a thread with a deep stack. ONNX Runtime 1.29 looks through the command line of the process
     * with a regular expression that recurses for each character: on a stack of the usual megabyte a command line of 4000
     * characters, which a class path easily has, ends the process.
     */
    private static synchronized OrtEnvironment create() {
        OrtEnvironment environment = created;
        if (environment == null) {
            environment = FOLDER.watch(OnnxRuntime::createDeep);
            created = environment;
        }
        return environment;
    }

    private static OrtEnvironment createDeep() {
        FutureTask<OrtEnvironment> creation = new FutureTask<>(OrtEnvironment::getEnvironment);
        Thread thread = new Thread(null, creation, "onnxruntime-environment", DEEP_STACK);
        thread.setDaemon(true);
        thread.start();
        return result(creation);
    }

    private static OrtEnvironment result(FutureTask<OrtEnvironment> creation) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return creation.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LinkageError error) {
                throw error;
            }
            throw new IllegalStateException("the environment of ONNX Runtime cannot be created", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A session on the CPU that runs as fast as it can; see {@link OnnxPredictor} for its threads. */
    static OpenSession open(String modelId, Path file) {
        return open(modelId, file, OptLevel.ALL_OPT);
    }

    /**
     * A session on a GPU; what has no kernel there runs on the CPU.
     *
     * @throws OrtException when CUDA cannot be used here, or the graph does not load; {@link RuntimeFailure} tells
     * @throws ModelException when the file is one that no runtime should be given
     */
    static OpenSession openOnCuda(String modelId, Path file, DeviceSettings settings) throws OrtException {
        OrtEnvironment environment = environment();
        SparseWeights.check(modelId, file);
        try (SessionOptions options = new SessionOptions();
                OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(settings.deviceId())) {
            configure(options, OptLevel.ALL_OPT);
            for (Map.Entry<String, String> option : settings.cudaOptions().entrySet()) {
                cuda.add(option.getKey(), option.getValue());
            }
            options.addCUDA(cuda);
            return new OpenSession(environment.createSession(file.toString(), options));
        }
    }

    /** A session that is only asked what the model is: no time goes into its graph. */
    static OpenSession openToInspect(String modelId, Path file) {
        return open(modelId, file, OptLevel.NO_OPT);
    }

    /** By path, not by bytes: weights may lie in files beside the model. */
    private static OpenSession open(String modelId, Path file, OptLevel optimisation) {
        OrtEnvironment environment = environment();
        SparseWeights.check(modelId, file);
        try (SessionOptions options = new SessionOptions()) {
            configure(options, optimisation);
            return new OpenSession(environment.createSession(file.toString(), options));
        } catch (OrtException e) {
            throw Problems.of(
                    modelId,
                    "file " + Problems.name(file) + " cannot be loaded by ONNX Runtime " + environment.getVersion()
                            + ": " + withoutPlaces(reason(e), file),
                    e);
        }
    }

    /**
     * Of weights beside the graph the runtime says where they really are, and that may be where a link leads out of the folder;
     * of other files it gives the whole path.
     */
    private static String withoutPlaces(String reason, Path file) {
        Matcher outside = OUTSIDE.matcher(reason);
        if (outside.find()) {
            return "weights beside it must be files in its folder, and those of '" + outside.group(1)
                    + "' lead out of it";
        }
        Path folder = file.toAbsolutePath().getParent();
        String shorter = reason.replace(file.toString(), Problems.name(file));
        return folder == null
                ? shorter
                : shorter.replace(folder + folder.getFileSystem().getSeparator(), "");
    }

    private static void configure(SessionOptions options, OptLevel optimisation) throws OrtException {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(ExecutionMode.SEQUENTIAL);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setOptimizationLevel(optimisation);
        // errors arrive as exceptions; the runtime would write them to stderr once more
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    }

    /** What the runtime says, without its error code. */
    static String reason(OrtException problem) {
        return Problems.sentence(problem).replaceFirst("^Error code - \\w+ - message: ", "");
    }
}
