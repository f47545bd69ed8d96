package org.gsprelabel.wps.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gsprelabel.wps.packaging.PluginZip.property;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.NameImpl;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.process.ProcessFactory;
import org.geotools.process.Processors;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.ServerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The archive in a server that starts its web application twice: each time the jars, and nothing else of the plugin, are loaded by a
 * class loader of their own.
 */
class PluginRedeployIT {

    private static final boolean CUDA = property("onnxruntime.jar").startsWith("onnxruntime_gpu");
    private static final NameImpl PRE_LABEL = new NameImpl("prelabel", "PreLabelCoverage");

    @Test
    void a_server_starts_twice_with_the_archive_and_nothing_is_left_behind(@TempDir Path folder) throws Exception {
        PluginZip zip = PluginZip.unpack(Files.createDirectory(folder.resolve("lib")));
        Path data = Files.createDirectory(folder.resolve("data"));
        TestModels.copyTo(data.resolve("prelabel/models"));
        Path file = data.resolve("scene.tif");
        Scene scene = Scene.of(SceneSpec.of(5, 256).withoutNodata());
        scene.writeGeoTiff(file);
        // what GeoTools and the JDK leave is theirs: they are asked for it once before
        new GeoTiffReader(file.toFile()).dispose();
        Set<String> filesBefore = temporaryFiles();
        for (int round = 0; round < 2; round++) {
            try (URLClassLoader plugin = new URLClassLoader(urls(zip), new ServerLoader())) {
                int found = inWebApplication(plugin, () -> {
                    try (GenericApplicationContext context = start(plugin, data, file)) {
                        assertThat(context.getBean("prelabelCoverageProcess")
                                        .getClass()
                                        .getClassLoader())
                                .isSameAs(plugin);
                        // a model that takes text loads the second native library
                        execute("roofs-gdino-hf", Map.of("prompt", "red roof. blue roof."));
                        return execute("roofs-semseg", Map.of("minArea", 5.0)).size();
                    }
                });
                assertThat(found).isEqualTo(scene.truth().size());
                assertThat(threadsOf(plugin)).as("threads").isEmpty();
            }
            assertThat(Processors.getProcessFactories())
                    .extracting(ProcessFactory::getNames)
                    .noneMatch(names -> names.stream().anyMatch(name -> "prelabel".equals(name.getNamespaceURI())));
            assertThat(temporaryFiles()).isEqualTo(filesBefore);
        }
    }

    private static SimpleFeatureCollection execute(String model, Map<String, Object> further) {
        Map<String, Object> inputs = new HashMap<>(further);
        inputs.put("coverageName", "town:scene");
        inputs.put("model", model);
        return (SimpleFeatureCollection) Objects.requireNonNull(
                Processors.createProcess(PRE_LABEL).execute(inputs, null).get("result"));
    }

    private static URL[] urls(PluginZip zip) throws IOException {
        URL[] urls = new URL[zip.jars().size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = zip.jars().get(i).toUri().toURL();
        }
        return urls;
    }

    private static GenericApplicationContext start(ClassLoader plugin, Path data, Path file) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.setClassLoader(plugin);
        return ServerContext.start(context, data, file);
    }

    private static int inWebApplication(ClassLoader loader, IntSupplier work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.getAsInt();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Threads that run code of the plugin, or are called as its threads are; one that is about to end may. */
    private static Set<String> threadsOf(ClassLoader plugin) throws InterruptedException {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("prelabel")
                    || thread.getName().startsWith("onnxruntime")
                    || thread.getClass().getClassLoader() == plugin) {
                thread.join(10_000);
                if (thread.isAlive()) {
                    names.add(thread.getName());
                }
            }
        }
        return names;
    }

    /** But for the empty folder that the variant for CUDA keeps, since ONNX Runtime goes on looking for libraries there. */
    private static Set<String> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> !(CUDA && isEmptyFolderOfTheRuntime(file)))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isEmptyFolderOfTheRuntime(Path file) {
        String[] files = file.toFile().list();
        return file.getFileName().toString().startsWith("onnxruntime-java") && files != null && files.length == 0;
    }
}
