package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.geoserver.wps.process.RawData;
import org.geotools.api.data.Parameter;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.feature.type.Name;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.util.NullProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.geotools.referencing.CRS;
import org.gsprelabel.export.FeatureFormats;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.RequestLimits;
import org.gsprelabel.wps.limits.Safeguards;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportPredictionsTest {

    private static final Name EXPORT = new NameImpl("prelabel", "ExportPredictions");
    /** More digits than GeoServer's own output keeps. */
    private static final double X = 391_000.123456789;

    private final PreLabelProcessFactory factory =
            new PreLabelProcessFactory(List.of(new ExportPredictions(Safeguards.none())));
    private List<Path> before = List.of();

    @BeforeEach
    void open() throws IOException {
        factory.register();
        before = temporaryFiles();
    }

    @AfterEach
    void close() {
        factory.unregister();
    }

    @Test
    void coordinates_keep_all_digits_and_the_CRS_of_the_features() throws Exception {
        JsonNode json = json(export("features", point("EPSG:32633", X, 5_820_000)));

        assertThat(json.at("/features/0/geometry/coordinates/0").asDouble()).isEqualTo(X);
        assertThat(json.at("/features/0/id").asString()).isEqualTo("one");
        assertThat(json.at("/crs/properties/name").asString()).isEqualTo("urn:ogc:def:crs:EPSG::32633");
    }

    @Test
    void another_CRS_is_reached_by_every_coordinate() throws Exception {
        // The meridian of UTM zone 33 is 15 degrees east, where x is 500 km.
        JsonNode json =
                json(export("features", point("EPSG:32633", 500_000, 0), "targetCRS", CRS.decode("EPSG:4326", true)));

        assertThat(json.at("/features/0/geometry/coordinates/0").asDouble()).isCloseTo(15, within(1e-12));
        assertThat(json.has("crs")).isFalse();
    }

    @Test
    void the_MIME_type_is_the_one_that_was_asked_for_and_else_that_of_the_format() throws Exception {
        SimpleFeatureCollection features = point("EPSG:32633", X, 0);

        assertThat(export("features", features).getMimeType()).isEqualTo("application/geo+json");
        assertThat(export("features", features, "format", "geojson").getMimeType())
                .isEqualTo("application/geo+json");
        assertThat(export("features", features, "format", "application/json").getMimeType())
                .isEqualTo("application/json");
        assertThat(export("features", features).getFileExtension()).isEqualTo("geojson");
        assertThatThrownBy(() -> export("features", features, "format", "image/png"))
                .isInstanceOf(ProcessException.class)
                .hasMessageEndingWith("got 'image/png'");
    }

    @Test
    void the_description_offers_every_MIME_type_of_every_format_and_says_where_the_choice_goes() {
        Parameter<?> result = Objects.requireNonNull(
                Processors.getResultInfo(EXPORT, Map.of()).get("result"));

        String offered = (String) Objects.requireNonNull(result.metadata.get("mimeTypes"));
        assertThat(offered.split(","))
                .containsExactlyElementsOf(FeatureFormats.all().stream()
                        .flatMap(format -> format.mimeTypes().stream())
                        .toList());
        assertThat(Processors.getParameterInfo(EXPORT)).containsKey((String) result.metadata.get("chosenMimeType"));
    }

    @Test
    void the_file_can_be_read_once_and_is_gone_after() throws Exception {
        RawData file = export("features", point("EPSG:32633", X, 0));
        try (InputStream stream = file.getInputStream()) {
            assertThat(stream.readAllBytes()).isNotEmpty();
        }

        assertThat(temporaryFiles()).isEqualTo(before);
        assertThatThrownBy(file::getInputStream).isInstanceOf(IOException.class);
    }

    @Test
    void a_dismissed_request_leaves_no_file() throws Exception {
        NullProgressListener dismissed = new NullProgressListener();
        dismissed.setCanceled(true);
        SimpleFeatureCollection features = point("EPSG:32633", X, 0);

        assertThatThrownBy(() -> export(dismissed, "features", features))
                .isInstanceOf(ProcessException.class)
                .hasMessage("cancelled after 0 features were written");
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().contains(".geojson"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void more_features_than_the_server_allows_are_refused() throws Exception {
        factory.unregister();
        Safeguards one =
                new Safeguards(LoadedSettings.of(PreLabelSettings.defaults().with(new RequestLimits(1, 1, 1))));
        PreLabelProcessFactory limited = new PreLabelProcessFactory(List.of(new ExportPredictions(one)));
        limited.register();
        try {
            SimpleFeatureCollection first = point("EPSG:32633", X, 0);
            assertThat(json(export("features", first)).path("features").size()).isEqualTo(1);
            SimpleFeatureCollection two = new ListFeatureCollection(
                    first.getSchema(),
                    List.of(first.features().next(), first.features().next()));
            assertThatThrownBy(() -> export("features", two))
                    .isInstanceOf(ProcessException.class)
                    .hasMessage("features must be at most 1, which is what prelabel.maxFeatures allows; give them in"
                            + " parts");
        } finally {
            limited.unregister();
        }
    }

    private static RawData export(Object... inputs) {
        return export(null, inputs);
    }

    private static RawData export(@Nullable ProgressListener listener, Object... inputs) {
        return (RawData) Objects.requireNonNull(Processors.createProcess(EXPORT)
                .execute(Plugin.inputs(inputs), listener)
                .get("result"));
    }

    private static JsonNode json(RawData file) throws IOException {
        try (InputStream stream = file.getInputStream()) {
            return JsonMapper.shared().readTree(stream);
        }
    }

    private static SimpleFeatureCollection point(String crs, double x, double y) throws FactoryException {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("points");
        builder.add("place", Point.class, CRS.decode(crs, true));
        SimpleFeatureType type = builder.buildFeatureType();
        Point point = new GeometryFactory().createPoint(new Coordinate(x, y));
        return new ListFeatureCollection(type, List.of(SimpleFeatureBuilder.build(type, List.of(point), "one")));
    }
}
