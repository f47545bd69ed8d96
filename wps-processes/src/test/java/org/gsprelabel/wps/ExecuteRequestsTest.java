package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.CoverageInfo;
import org.geoserver.wps.process.RawData;
import org.geotools.api.coverage.grid.GridCoverageReader;
import org.geotools.api.data.Parameter;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.type.Name;
import org.geotools.api.parameter.GeneralParameterValue;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.data.util.NullProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.geometry.jts.JTS;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.process.ProcessFactory;
import org.geotools.process.Processors;
import org.geotools.util.Converters;
import org.geotools.util.factory.Hints;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.ExecuteRequests.Execute;
import org.gsprelabel.wps.ExecuteRequests.Output;
import org.gsprelabel.wps.publish.StandInServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Geometry;
import org.springframework.beans.factory.xml.XmlBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;
import org.w3c.dom.Element;

/** The Execute requests that we hand out, held against the processes that they call, and run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecuteRequestsTest {

    private static final Map<String, String> VALUES = Map.of(
            "WORKSPACE", "demo",
            "COVERAGE", "scene",
            "MODEL", "roofs-semseg",
            "STORE", "labels",
            "LAYER", "roofs",
            "CRS", "EPSG:32633",
            "LOWER", "391000 5819930",
            "UPPER", "391040 5819990",
            "GEOSERVER", "http://localhost:8080/geoserver");
    private static final Scene SCENE = Scene.of(SceneSpec.of(5, 256).withoutNodata());
    /** What asks which MIME type a feature collection may have: those that GeoServer's WPS writes. */
    private static final Set<String> FEATURE_TYPES = Set.of(
            "application/json",
            "text/xml; subtype=wfs-collection/1.0",
            "text/xml; subtype=wfs-collection/1.1",
            "application/zip");

    @TempDir
    static Path folder;

    private final Server server = new Server();
    private GenericApplicationContext context;

    /** GeoServer's {@code resourceLoader}, as far as the XML looks at it. */
    public record ResourceLoader(File baseDirectory) {
        public File getBaseDirectory() {
            return baseDirectory;
        }
    }

    /** The stand-in with one coverage, {@code demo:scene}. */
    private static final class Server extends StandInServer implements CoverageInfo {
        @Override
        public @Nullable CoverageInfo getCoverageByName(String name) {
            return name.equals("demo:scene") ? this : null;
        }

        @Override
        public GridCoverageReader getGridCoverageReader(@Nullable ProgressListener listener, @Nullable Hints hints)
                throws IOException {
            return new GeoTiffReader(folder.resolve("scene.tif").toFile());
        }
    }

    @BeforeAll
    void start() throws IOException {
        TestModels.copyTo(folder.resolve("prelabel/models"));
        // A busy machine may need more than the four seconds that a map is given.
        Files.writeString(folder.resolve("prelabel/prelabel.properties"), "prelabel.liveMaxSeconds=600");
        SCENE.writeGeoTiff(folder.resolve("scene.tif"));
        context = new GenericApplicationContext();
        new XmlBeanDefinitionReader(context).loadBeanDefinitions("classpath:applicationContext.xml");
        context.registerBean("catalog", Catalog.class, () -> server);
        context.registerBean("resourceLoader", ResourceLoader.class, () -> new ResourceLoader(folder.toFile()));
        context.refresh();
    }

    @BeforeEach
    void forgetLayers() throws IOException {
        server.layers.clear();
        for (String name : server.data.getTypeNames()) {
            server.data.removeSchema(name);
        }
    }

    @AfterAll
    void stop() {
        context.close();
        server.close();
    }

    static List<String> names() throws IOException {
        return ExecuteRequests.names();
    }

    @Test
    void every_process_has_a_request() throws IOException {
        Set<String> called = new HashSet<>();
        for (String name : names()) {
            called.add(request(name).process());
        }

        assertThat(called)
                .containsAll(factory("prelabel").getNames().stream()
                        .map(name -> "prelabel:" + name.getLocalPart())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void inputs_and_outputs_of_a_request_are_those_of_its_process(String name) throws IOException {
        requireFitting(request(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_request_runs_and_gives_every_output_that_it_asks_for(String name) throws IOException {
        if (ExecuteRequests.text(name).contains("wfs:GetFeature")) {
            run(request("pre-label-import.xml"));
        }

        Map<String, Object> outputs = run(request(name));

        for (Output output : request(name).outputs()) {
            assertThat(outputs.get(output.name())).as(output.name()).isNotNull();
        }
    }

    @Test
    void the_requests_that_make_a_layer_give_it_every_roof() throws IOException {
        assertThat(run(request("pre-label-import.xml"))).containsEntry("layerName", "demo:roofs");
        assertThat(server.features("roofs")).hasSize(SCENE.truth().size());
        forgetLayers();

        run(request("pre-label-publish.xml"));
        assertThat(server.features("roofs")).hasSize(SCENE.truth().size());
    }

    @Test
    void the_request_for_a_map_gives_the_roofs_that_it_shows() throws IOException {
        Execute request = request("live-labels.xml");
        Geometry map = JTS.toGeometry(
                (ReferencedEnvelope) Objects.requireNonNull(request.inputs().get("outputBBOX")));
        List<Geometry> roofs = SCENE.truth().stream()
                .<Geometry>map(roof -> SCENE.spec().georeference().toWorld(roof.pixels()))
                .toList();

        SimpleFeatureCollection shown =
                (SimpleFeatureCollection) Objects.requireNonNull(run(request).get("result"));

        int features = 0;
        try (SimpleFeatureIterator iterator = shown.features()) {
            while (iterator.hasNext()) {
                SimpleFeature feature = iterator.next();
                assertThat(feature.getAttribute("message")).isNull();
                assertThat(((Geometry) feature.getDefaultGeometry()).intersects(map))
                        .isTrue();
                features++;
            }
        }
        assertThat(features)
                .isBetween((int) roofs.stream().filter(map::contains).count(), (int)
                        roofs.stream().filter(map::intersects).count())
                .isBetween(1, roofs.size() - 1);
    }

    @Test
    void the_request_for_a_file_gives_geojson() throws IOException {
        RawData file = (RawData)
                Objects.requireNonNull(run(request("pre-label-geojson.xml")).get("result"));

        assertThat(file.getMimeType()).isEqualTo("application/geo+json");
        try (InputStream stream = file.getInputStream()) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("{\"type\":\"FeatureCollection\"");
        }
    }

    @Test
    void the_asynchronous_request_is_stored_and_tells_its_status() throws IOException {
        assertThat(request("pre-label-async.xml").isStored()).isTrue();
    }

    @Test
    void requests_in_a_URL_say_what_those_by_POST_say() throws IOException {
        int checked = 0;
        for (String line : Files.readAllLines(ExecuteRequests.FOLDER.resolve("kvp.txt"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = ExecuteRequests.filled(line, VALUES).split("\\s+", 2);
            Execute url = ofUrl(parts[1]);
            Execute post = request(parts[0] + ".xml");
            requireFitting(url);
            assertThat(url.process()).isEqualTo(post.process());
            assertThat(post.inputs()).as(parts[0]).containsAllEntriesOf(url.inputs());
            assertThat(url.outputs()).isEqualTo(post.outputs());
            assertThat(url.isStored()).isEqualTo(post.isStored());
            checked++;
        }
        assertThat(checked).isEqualTo(5);
    }

    @Test
    void the_python_client_compiles_and_names_inputs_and_outputs_that_there_are() throws Exception {
        Path script = ExecuteRequests.FOLDER.resolve("prelabel_owslib.py");
        // Compiled and asked for its request by Python itself, with a stand-in for OWSLib.
        String program = """
                import runpy, sys, types
                for name in ('owslib', 'owslib.util', 'owslib.wps'):
                    sys.modules[name] = types.ModuleType(name)
                sys.modules['owslib.util'].Authentication = None
                for name in ('WebProcessingService', 'monitorExecution'):
                    setattr(sys.modules['owslib.wps'], name, None)
                script = runpy.run_path(sys.argv[1])
                sys.stdout.buffer.write(script['request']('demo:scene', 'roofs-semseg'))
                """;
        Process python = new ProcessBuilder("python3", "-B", "-c", program, script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String xml = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).isZero();

        Execute request = ExecuteRequests.parse(xml);
        requireFitting(request);
        assertThat(request.isStored()).isTrue();
        assertThat(request.inputs()).isEqualTo(request("pre-label-geojson.xml").inputs());
        assertThat(run(request).get("result")).isInstanceOf(RawData.class);
    }

    @Test
    void the_page_beside_them_names_every_request_and_every_value() throws IOException {
        String page = Files.readString(ExecuteRequests.FOLDER.resolve("README.md"));

        assertThat(names()).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        assertThat(VALUES.keySet()).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    private static Execute request(String name) throws IOException {
        return ExecuteRequests.parse(ExecuteRequests.filled(ExecuteRequests.text(name), VALUES));
    }

    private static Execute ofUrl(String url) {
        Map<String, String> query = Pattern.compile("[?&]([^=&]+)=([^&]*)")
                .matcher(url)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (String input : query.getOrDefault("DataInputs", "").split(";")) {
            if (!input.isEmpty()) {
                inputs.put(input.substring(0, input.indexOf('=')), input.substring(input.indexOf('=') + 1));
            }
        }
        String form = query.containsKey("RawDataOutput") ? query.get("RawDataOutput") : query.get("ResponseDocument");
        List<Output> outputs = Pattern.compile(";")
                .splitAsStream(Objects.requireNonNull(form))
                .map(ExecuteRequestsTest::outputOfUrl)
                .toList();
        return new Execute(
                Objects.requireNonNull(query.get("identifier")),
                inputs,
                outputs,
                "true".equals(query.get("storeExecuteResponse")) && "true".equals(query.get("status")));
    }

    /** As GeoServer reads it: what stands before the first equals sign is the name, what stands after an at sign an attribute. */
    private static Output outputOfUrl(String text) {
        String[] nameAndRest = text.split("=", 2);
        String rest = nameAndRest.length == 1 ? "" : nameAndRest[1];
        return new Output(
                nameAndRest[0],
                Pattern.compile("@mimetype=([^@]+)")
                        .matcher(rest)
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElse(""));
    }

    private static void requireFitting(Execute request) {
        Name process = name(request);
        Map<String, Parameter<?>> known = Processors.getParameterInfo(process);
        for (Parameter<?> parameter : known.values()) {
            if (parameter.isRequired()) {
                assertThat(request.inputs()).as("required input").containsKey(parameter.getName());
            }
        }
        request.inputs().forEach((input, value) -> {
            assertThat(known).as("inputs of %s", request.process()).containsKey(input);
            if (value instanceof String text) {
                assertThat(converted(known.get(input), text)).as(input).isNotNull();
            } else if (value instanceof ReferencedEnvelope) {
                assertThat(Objects.requireNonNull(known.get(input)).getType()).isEqualTo(ReferencedEnvelope.class);
            } else if (value instanceof Execute inner) {
                requireFitting(inner);
            }
        });
        Map<String, Parameter<?>> results = Processors.getResultInfo(process, Map.of());
        for (Output output : request.outputs()) {
            assertThat(results).as("outputs of %s", request.process()).containsKey(output.name());
            Parameter<?> result = Objects.requireNonNull(results.get(output.name()));
            if (!output.mimeType().isEmpty()) {
                Set<String> types = result.getType() == RawData.class
                        ? Set.of(Objects.requireNonNull((String) result.metadata.get("mimeTypes"))
                                .split(","))
                        : FEATURE_TYPES;
                assertThat(types).as("MIME types of %s", output.name()).contains(output.mimeType());
            }
        }
    }

    private Map<String, Object> run(Execute request) throws IOException {
        Map<String, Parameter<?>> known = Processors.getParameterInfo(name(request));
        Map<String, Object> inputs = new HashMap<>();
        for (Map.Entry<String, Object> input : request.inputs().entrySet()) {
            inputs.put(input.getKey(), Objects.requireNonNull(value(input.getValue(), known.get(input.getKey()))));
        }
        // GeoServer hands the MIME type that is asked for to the input that a raw output names.
        for (Output output : request.outputs()) {
            Parameter<?> result =
                    Processors.getResultInfo(name(request), Map.of()).get(output.name());
            if (result != null
                    && result.metadata != null
                    && result.metadata.get("chosenMimeType") instanceof String to) {
                inputs.putIfAbsent(to, output.mimeType());
            }
        }
        return Processors.createProcess(name(request)).execute(inputs, new NullProgressListener());
    }

    private @Nullable Object value(Object given, @Nullable Parameter<?> parameter) throws IOException {
        if (given instanceof String text) {
            return converted(parameter, text);
        }
        if (given instanceof ReferencedEnvelope) {
            return given;
        }
        if (given instanceof Execute inner) {
            return run(inner).get(inner.outputs().get(0).name());
        }
        Element body = (Element) given;
        if (body.getLocalName().equals("GetCoverage")) {
            assertThat(ExecuteRequests.children(body).get(0).getTextContent()).isEqualTo("demo__scene");
            return new GeoTiffReader(folder.resolve("scene.tif").toFile()).read(new GeneralParameterValue[0]);
        }
        assertThat(body.getLocalName()).isEqualTo("GetFeature");
        String layer = ExecuteRequests.children(body).get(0).getAttribute("typeName");
        assertThat(layer).startsWith("demo:");
        SimpleFeatureCollection features =
                server.data.getFeatureSource(layer.substring("demo:".length())).getFeatures();
        assertThat(features.size()).isPositive();
        return features;
    }

    private static @Nullable Object converted(@Nullable Parameter<?> parameter, String text) {
        return Converters.convert(text, Objects.requireNonNull(parameter).getType());
    }

    private static Name name(Execute request) {
        String[] parts = request.process().split(":", 2);
        return new NameImpl(parts[0], parts[1]);
    }

    private static ProcessFactory factory(String namespace) {
        return Processors.getProcessFactories().stream()
                .filter(factory ->
                        factory.getNames().stream().anyMatch(name -> namespace.equals(name.getNamespaceURI())))
                .findFirst()
                .orElseThrow();
    }

    /** Kept here so that a look at the test tells what may be filled in. */
    @Test
    void placeholders_are_those_of_the_page() throws IOException {
        Set<String> used = new HashSet<>();
        for (String file : List.of("kvp.txt")) {
            used.addAll(placeholders(ExecuteRequests.text(file)));
        }
        for (String name : names()) {
            used.addAll(placeholders(ExecuteRequests.text(name)));
        }

        assertThat(used).isEqualTo(VALUES.keySet());
    }

    private static List<String> placeholders(String text) {
        return Pattern.compile("\\$\\{(\\w+)}")
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
