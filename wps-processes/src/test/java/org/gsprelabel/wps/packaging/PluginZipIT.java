package org.gsprelabel.wps.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gsprelabel.wps.packaging.PluginZip.property;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What administrators unpack: no jar too many or too few, each with its licence. */
class PluginZipIT {

    private static final String VERSION = property("plugin.version");
    private static final String ONNX_RUNTIME = property("onnxruntime.jar");
    private static final String TOKENIZERS = property("tokenizers.jar");
    private static final boolean CUDA = ONNX_RUNTIME.startsWith("onnxruntime_gpu");

    /** Whoever adds a jar: does GeoServer not bring it, and does licenses.md have its row? Then add it here. */
    private static final Set<String> JARS = Set.of(
            "gs-prelabel-core-" + VERSION + ".jar",
            "gs-prelabel-export-" + VERSION + ".jar",
            "gs-prelabel-geotools-" + VERSION + ".jar",
            "gs-prelabel-onnx-" + VERSION + ".jar",
            "gs-prelabel-remote-" + VERSION + ".jar",
            "gs-prelabel-wps-" + VERSION + ".jar",
            ONNX_RUNTIME,
            TOKENIZERS);

    /** 70 MiB without CUDA; with it, ONNX Runtime alone has 612. */
    private static final long MOST_BYTES = (CUDA ? 680L : 90L) << 20;

    /** What GeoServer has, or what is for tests alone. */
    private static final List<String> FOREIGN_PACKAGES = List.of(
            "org/geotools/",
            "org/geoserver/",
            "org/geowebcache/",
            "org/locationtech/",
            "net/sf/geographiclib/",
            "org/springframework/",
            "jakarta/",
            "javax/",
            "tools/jackson/",
            "com/fasterxml/",
            "org/jspecify/",
            "org/slf4j/",
            "org/gsprelabel/testdata/");

    private static final List<String> DIFFERENT_BETWEEN_SERVERS =
            List.of("javax/media/jai", "com/sun/media/jai", "org/eclipse/imagen", "it/geosolutions/");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

    @TempDir
    static Path folder;

    private static PluginZip zip = new PluginZip(Path.of(""), Path.of(""));

    @BeforeAll
    static void unpack() throws IOException {
        zip = PluginZip.unpack(folder);
    }

    @Test
    void it_holds_the_jars_that_geoserver_does_not_bring_and_no_others() {
        assertThat(zip.jars())
                .as("jars of the archive; GeoServer's own have the scope provided in wps-processes/pom.xml")
                .extracting(jar -> jar.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(JARS);
    }

    @Test
    void jars_lie_flat_beside_what_tells_of_them() {
        assertThat(zip.names())
                .filteredOn(name -> !name.endsWith(".jar") && !name.startsWith("licenses/"))
                .filteredOn(name -> !name.equals("sbom.cdx.json"))
                .containsExactlyInAnyOrder("README.md", "LICENSE");
        assertThat(zip.text("README.md")).contains(VERSION, "WEB-INF/lib");
        assertThat(zip.text("LICENSE")).contains("GNU GENERAL PUBLIC LICENSE", "Version 2");
    }

    @Test
    void it_stays_small_enough_to_be_passed_on() throws IOException {
        assertThat(Files.size(zip.file())).isLessThan(MOST_BYTES);
    }

    @Test
    void every_jar_has_a_row_of_licences_and_every_row_its_texts() {
        Map<String, List<String>> texts = licenceTexts();
        Set<String> linked = new TreeSet<>(List.of("licenses/README.md"));
        for (Path jar : zip.jars()) {
            String name = artifact(jar);
            assertThat(texts).as("rows of licenses/README.md").containsKey(name);
            assertThat(texts.get(name)).as("texts of " + name).isNotEmpty();
        }
        texts.values().forEach(files -> files.forEach(file -> linked.add("licenses/" + file)));
        assertThat(zip.names())
                .filteredOn(name -> name.startsWith("licenses/"))
                .as("texts in licenses/, each for a jar")
                .containsExactlyInAnyOrderElementsOf(linked);
        assertThat(linked).allSatisfy(file -> assertThat(zip.text(file)).hasSizeGreaterThan(1000));
    }

    @Test
    void licence_texts_are_those_that_their_names_say() {
        assertThat(zip.text("licenses/Apache-2.0.txt")).contains("Apache License", "Version 2.0, January 2004");
        assertThat(zip.text("licenses/GPL-2.0.txt")).contains("GNU GENERAL PUBLIC LICENSE", "Version 2, June 1991");
        assertThat(zip.text("licenses/GPL-3.0.txt")).contains("GNU GENERAL PUBLIC LICENSE", "Version 3, 29 June 2007");
        assertThat(zip.text("licenses/GCC-RUNTIME-EXCEPTION.txt"))
                .contains("GCC RUNTIME LIBRARY EXCEPTION", "Version 3.1");
        assertThat(zip.text("licenses/onnxruntime-LICENSE.txt")).contains("MIT License", "Microsoft Corporation");
        assertThat(zip.text("licenses/winpthreads-COPYING.txt")).contains("mingw-w64 project", "Lockless Inc.");
    }

    @Test
    void onnx_runtime_has_its_libraries_for_the_platforms_that_are_named() {
        List<String> platforms = CUDA
                ? List.of("linux-x64", "win-x64")
                : List.of("linux-x64", "linux-aarch64", "osx-aarch64", "win-x64");
        assertThat(platforms).allSatisfy(platform -> {
            String in = "ai/onnxruntime/native/" + platform + "/";
            assertThat(PluginZip.names(folder.resolve(ONNX_RUNTIME)))
                    .contains(in + library(platform, "onnxruntime"), in + library(platform, "onnxruntime4j_jni"));
        });
        if (CUDA) {
            assertThat(PluginZip.names(folder.resolve(ONNX_RUNTIME)))
                    .contains("ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so");
        }
    }

    @Test
    void tokenizers_has_its_libraries_for_the_platforms_that_are_named() {
        assertThat(List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64"))
                .allSatisfy(platform -> assertThat(PluginZip.names(folder.resolve(TOKENIZERS)))
                        .contains("native/lib/" + platform + "/cpu/" + library(platform, "tokenizers")));
    }

    @Test
    void no_class_lies_in_two_jars() {
        Map<String, List<String>> jarsOfClass = new TreeMap<>();
        for (Path jar : zip.jars()) {
            PluginZip.classes(
                    jar,
                    (name, bytes) -> jarsOfClass
                            .computeIfAbsent(name, key -> new ArrayList<>())
                            .add(artifact(jar)));
        }
        assertThat(jarsOfClass).hasSizeGreaterThan(500);
        jarsOfClass.keySet().removeIf(name -> name.endsWith("module-info"));
        assertThat(jarsOfClass)
                .allSatisfy((name, jars) -> assertThat(jars).as(name).hasSize(1));
    }

    @Test
    void no_class_is_one_that_geoserver_brings_or_that_tests_need() {
        for (Path jar : zip.jars()) {
            assertThat(PluginZip.names(jar))
                    .as(artifact(jar))
                    .noneMatch(name -> FOREIGN_PACKAGES.stream().anyMatch(name::startsWith));
        }
    }

    @Test
    void no_class_file_names_a_type_that_differs_between_servers() {
        Set<String> seen = new HashSet<>();
        for (Path jar : zip.jars()) {
            PluginZip.classes(jar, (name, bytes) -> {
                seen.add(name);
                // names of types stand in a class file as they are, whether code, generics or annotations name them
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                assertThat(DIFFERENT_BETWEEN_SERVERS)
                        .as(artifact(jar) + ": " + name)
                        .noneMatch(prefix -> text.contains(prefix) || text.contains(prefix.replace('/', '.')));
            });
        }
        assertThat(seen).contains("org/gsprelabel/wps/PreLabelCoverage", "ai/onnxruntime/OrtSession");
    }

    @Test
    void two_builds_of_one_commit_can_be_the_same() throws IOException {
        Set<Object> times = new HashSet<>();
        try (var archive = new java.util.zip.ZipFile(zip.file().toFile())) {
            archive.stream().forEach(entry -> times.add(entry.getLastModifiedTime()));
        }
        assertThat(times).as("times of entries: project.build.outputTimestamp").hasSize(1);
    }

    @Test
    void the_bill_of_materials_lists_the_jars() throws Exception {
        assumeFalse(
                property("maven.mode").equals("offline=true"),
                "without -o: the plugin that makes the bill of materials asks for a network");
        JsonNode bill = JsonMapper.shared().readTree(zip.text("sbom.cdx.json"));
        Map<String, String> hashes = new TreeMap<>();
        List<JsonNode> components = new ArrayList<>(List.of(bill.at("/metadata/component")));
        bill.at("/components").forEach(components::add);
        for (JsonNode component : components) {
            String jar = component.at("/name").asString() + "-"
                    + component.at("/version").asString() + ".jar";
            hashes.put(jar, "none");
            component.at("/hashes").forEach(hash -> {
                if (hash.at("/alg").asString().equals("SHA-256")) {
                    hashes.put(jar, hash.at("/content").asString());
                }
            });
            assertThat(component.at("/licenses").isEmpty())
                    .as("licences of " + jar)
                    .isFalse();
        }
        // Of the jar that the bill is made for, it gives no hash.
        hashes.put(
                "gs-prelabel-wps-" + VERSION + ".jar", sha256(folder.resolve("gs-prelabel-wps-" + VERSION + ".jar")));

        Map<String, String> expected = new TreeMap<>();
        for (Path jar : zip.jars()) {
            expected.put(jar.getFileName().toString(), sha256(jar));
        }
        assertThat(hashes).isEqualTo(expected);
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /** The table of licenses/README.md: files by artifact. */
    private static Map<String, List<String>> licenceTexts() {
        Map<String, List<String>> texts = new TreeMap<>();
        for (String line : zip.text("licenses/README.md").lines().toList()) {
            if (line.startsWith("| `")) {
                List<String> cells = List.of(line.split("\\|"));
                List<String> links = new ArrayList<>();
                Matcher matcher = LINK.matcher(cells.get(3));
                while (matcher.find()) {
                    links.add(matcher.group(1));
                }
                for (String artifact : cells.get(1).replace("`", "").split(",")) {
                    texts.put(artifact.strip(), links);
                }
            }
        }
        return texts;
    }

    private static String artifact(Path jar) {
        return jar.getFileName().toString().replaceFirst("-\\d.*", "");
    }

    private static String library(String platform, String name) {
        return platform.startsWith("win")
                ? name + ".dll"
                : "lib" + name + (platform.startsWith("osx") ? ".dylib" : ".so");
    }
}
