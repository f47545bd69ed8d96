package org.gsprelabel.wps.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.geotools.api.data.Query;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.filter.FilterFactory;
import org.geotools.api.filter.expression.Expression;
import org.geotools.api.filter.expression.Function;
import org.geotools.api.parameter.GeneralParameterValue;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.coverage.grid.GridEnvelope2D;
import org.geotools.coverage.grid.GridGeometry2D;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.factory.CommonFactoryFinder;
import org.geotools.feature.NameImpl;
import org.geotools.filter.function.EnvFunction;
import org.geotools.filter.function.RenderingTransformation;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.process.function.ProcessFunctionFactory;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.testdata.TruthObject;
import org.gsprelabel.wps.limits.LiveLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/** Live labels over a scene of known roofs, in tiles of 256 pixels. */
class LiveLabelsTest extends LiveFixture {

    @ParameterizedTest
    @ValueSource(strings = {"roofs-semseg", "roofs-yolo-seg"})
    void a_map_shows_exactly_the_objects_of_the_whole_run_that_it_touches(String model) throws Exception {
        register(models, new LiveLimits(64, 600), 1 << 20);
        ReferencedEnvelope map = map(300, 200, 420, 380);
        Geometry window = polygon(map);
        Map<String, Geometry> whole = byId(preLabel(model));
        Set<String> expected = whole.entrySet().stream()
                .filter(object -> object.getValue().intersects(window))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));

        List<SimpleFeature> live = live("model", model, "outputBBOX", map, "maxSeconds", 600.0);

        assertThat(expected).hasSizeGreaterThan(4);
        assertThat(live)
                .allSatisfy(feature ->
                        assertThat(feature.getAttribute(LiveFeatures.MESSAGE)).isNull());
        assertThat(byId(live).keySet()).isEqualTo(expected);
        assertThat(live)
                .allSatisfy(feature -> assertThat(
                                ((Geometry) feature.getDefaultGeometry()).equalsExact(whole.get(feature.getID())))
                        .isTrue());
        int inside = 0;
        for (TruthObject roof : SCENE.truth()) {
            Geometry truth = SCENE.spec().georeference().toWorld(roof.pixels());
            if (window.contains(truth)) {
                inside++;
                assertThat(live).anySatisfy(feature -> {
                    assertThat(feature.getAttribute("class_name")).isEqualTo(roof.className());
                    assertThat(iou((Geometry) feature.getDefaultGeometry(), truth))
                            .isGreaterThan(0.8);
                });
            }
        }
        assertThat(inside).isGreaterThan(3);
    }

    @Test
    void what_is_not_ready_in_time_is_shown_as_such_goes_on_and_is_there_on_the_next_map() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Waiting waiting = new Waiting(models, goOn);
        register(waiting, new LiveLimits(64, 600), 1 << 20);
        ReferencedEnvelope map = map(0, 0, 440, 440);

        List<SimpleFeature> first = live("outputBBOX", map, "maxSeconds", 1.0);

        assertThat(first).isNotEmpty().allSatisfy(feature -> {
            assertThat(feature.getAttribute(LiveFeatures.MESSAGE))
                    .isEqualTo("not looked at yet, ask for the map again");
            assertThat(feature.getAttribute("class_name")).isNull();
        });
        assertThat(UnaryUnionOp.union(geometries(first))
                        .symDifference(polygon(map))
                        .getArea())
                .as("pending tiles cover the map")
                .isLessThan(1e-3 * polygon(map).getArea());
        // On a busy machine the time may be up before any tile is begun.
        if (waiting.begun.get() > 0) {
            assertThat(waiting.ended.get()).as("tiles in work need the model").isZero();
        }
        goOn.countDown();
        List<SimpleFeature> second = live("outputBBOX", map, "maxSeconds", 600.0);
        assertThat(byId(second).keySet())
                .isEqualTo(byId(preLabel("roofs-semseg")).entrySet().stream()
                        .filter(object -> object.getValue().intersects(polygon(map)))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
        int windows = waiting.windows.get();

        assertThat(byId(live("outputBBOX", map, "maxSeconds", 600.0)).keySet())
                .isEqualTo(byId(second).keySet());

        assertThat(waiting.windows.get()).as("all is remembered").isEqualTo(windows);
        assertThat(waiting.distinct()).as("none was asked twice").isEqualTo(windows);
    }

    @Test
    @Timeout(120)
    void no_map_waits_longer_than_the_server_allows() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        register(new Waiting(models, goOn), new LiveLimits(64, 1), 1 << 20);

        assertThat(live("outputBBOX", map(0, 0, 440, 440), "maxSeconds", 600.0))
                .isNotEmpty()
                .allSatisfy(feature ->
                        assertThat(feature.getAttribute(LiveFeatures.MESSAGE)).isNotNull());
        goOn.countDown();
    }

    @Test
    void panning_asks_the_model_for_new_tiles_only_and_changes_no_object() throws Exception {
        Waiting counting = new Waiting(models, new CountDownLatch(0));
        register(counting, new LiveLimits(64, 600), 1 << 20);
        List<SimpleFeature> before = live("outputBBOX", map(10, 10, 400, 400), "maxSeconds", 600.0);
        int windows = counting.windows.get();

        List<SimpleFeature> after = live("outputBBOX", map(23, 17, 400, 400), "maxSeconds", 600.0);

        assertThat(counting.windows.get()).isEqualTo(windows);
        Map<String, Geometry> then = byId(before);
        Map<String, Geometry> now = byId(after);
        Set<String> both = new TreeSet<>(then.keySet());
        both.retainAll(now.keySet());
        assertThat(both).hasSizeGreaterThan(4);
        assertThat(both)
                .allSatisfy(
                        id -> assertThat(Objects.requireNonNull(then.get(id)).equalsExact(now.get(id)))
                                .isTrue());
        // A pixel less, since the outlines of objects lie on the grid, as the border of the map does.
        Geometry shared = polygon(map(24, 18, 385, 391));
        assertThat(both)
                .containsAll(then.entrySet().stream()
                        .filter(object -> object.getValue().intersects(shared))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    /** Of a file that ends after two thirds, everything is there for a map of its upper part, and nothing else is asked for. */
    @Test
    void a_map_reads_no_more_than_its_tiles() throws Exception {
        register(models, new LiveLimits(64, 600), 1 << 20);
        byte[] scene = Files.readAllBytes(folder.resolve("scene.tif"));
        Files.write(folder.resolve("cut.tif"), Arrays.copyOf(scene, scene.length * 2 / 3));
        Object[] upper = {"model", "roofs-yolo-seg", "outputBBOX", map(100, 20, 700, 180), "maxSeconds", 600.0};
        Set<String> expected = byId(live(upper)).keySet();

        List<SimpleFeature> found = live(Stream.concat(Stream.of("coverageName", "cut.tif"), Stream.of(upper))
                .toArray());

        assertThat(expected).hasSizeGreaterThan(4);
        assertThat(byId(found).keySet()).isEqualTo(expected);
        assertThatThrownBy(() -> live(
                        "coverageName",
                        "cut.tif",
                        "model",
                        "roofs-yolo-seg",
                        "outputBBOX",
                        map(100, 700, 700, 180),
                        "maxSeconds",
                        600.0))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void a_style_calls_it_as_a_rendering_transformation() throws Exception {
        register(models, new LiveLimits(64, 600), 1 << 20);
        ReferencedEnvelope map = map(300, 200, 420, 380);
        FilterFactory filters = CommonFactoryFinder.getFilterFactory();
        Function style = new ProcessFunctionFactory()
                .function(
                        new NameImpl("prelabel", "LiveLabels"),
                        List.of(
                                parameter("data"),
                                parameter("coverageName", filters.literal("scene.tif")),
                                parameter("model", filters.literal("roofs-semseg")),
                                parameter("tileSize", filters.literal(256)),
                                parameter("maxSeconds", filters.literal(600)),
                                parameter("outputBBOX", filters.function("env", filters.literal("wms_bbox")))),
                        null);
        assertThat(style).isInstanceOf(RenderingTransformation.class);
        GridGeometry2D screen = new GridGeometry2D(new GridEnvelope2D(new Rectangle(0, 0, 1200, 1000)), map);
        EnvFunction.setLocalValues(Map.of("wms_bbox", map));
        try {
            GridGeometry2D read =
                    (GridGeometry2D) ((RenderingTransformation) style).invertGridGeometry(new Query(), screen);
            assertThat(read.getGridRange2D().getSize()).isEqualTo(new java.awt.Dimension(256, 256));
            assertThat(read.getEnvelope2D().equals(map)).isTrue();

            GridCoverage2D data =
                    new GeoTiffReader(folder.resolve("scene.tif").toFile()).read(new GeneralParameterValue[0]);
            SimpleFeatureCollection drawn = (SimpleFeatureCollection) style.evaluate(data);

            assertThat(byId(list(drawn)).keySet())
                    .isEqualTo(
                            byId(live("outputBBOX", map, "maxSeconds", 600.0)).keySet())
                    .hasSizeGreaterThan(4);
        } finally {
            EnvFunction.clearLocalValues();
        }
    }

    private static Expression parameter(String name, Expression... values) {
        FilterFactory filters = CommonFactoryFinder.getFilterFactory();
        List<Expression> arguments = new ArrayList<>(List.of(filters.literal(name)));
        arguments.addAll(List.of(values));
        return new ProcessFunctionFactory().function(new NameImpl("parameter"), arguments, null);
    }

    /** The same models, which wait until they may go on, and count windows. */
    private static final class Waiting implements ModelRepository {

        private final ModelRepository models;
        private final CountDownLatch goOn;
        private final AtomicInteger windows = new AtomicInteger();
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final Set<Integer> seen = java.util.concurrent.ConcurrentHashMap.newKeySet();

        Waiting(ModelRepository models, CountDownLatch goOn) {
            this.models = models;
            this.goOn = goOn;
        }

        int distinct() {
            return seen.size();
        }

        @Override
        public List<ModelEntry> list() {
            return models.list();
        }

        @Override
        public ModelDescriptor descriptor(String id) {
            return models.descriptor(id);
        }

        @Override
        public Reload reload() {
            return models.reload();
        }

        @Override
        public ModelLease lease(Collection<String> ids, Caller caller) {
            Map<String, Model> leased = new HashMap<>();
            ids.forEach(id -> leased.put(id, get(id)));
            return new ModelLease(leased, ended::incrementAndGet);
        }

        @Override
        public Model get(String id) {
            Model model = models.get(id);
            return new Model(model.descriptor(), model.sha256(), new Predictor() {
                @Override
                public Map<String, Tensor> predict(Map<String, Tensor> inputs) {
                    begun.incrementAndGet();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    Tensor image = inputs.values().iterator().next();
                    windows.addAndGet(image.size(0));
                    seen.add(image.data().hashCode());
                    return model.graph(Role.MODEL).predict(inputs);
                }

                @Override
                public int maxBatch() {
                    return model.graph(Role.MODEL).maxBatch();
                }

                @Override
                public String device() {
                    return "CPU";
                }

                @Override
                public void close() {}
            });
        }

        @Override
        public void close() {}
    }
}
