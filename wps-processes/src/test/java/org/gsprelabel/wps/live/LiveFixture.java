package org.gsprelabel.wps.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.NameImpl;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.process.Processors;
import org.geotools.referencing.CRS;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.onnx.OnnxModelRepository;
import org.gsprelabel.pipeline.TileCache;
import org.gsprelabel.pipeline.TilePool;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Georeference;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.PreLabelCoverage;
import org.gsprelabel.wps.PreLabelProcessFactory;
import org.gsprelabel.wps.limits.LiveLimits;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.ModelLimits;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.RequestLimits;
import org.gsprelabel.wps.limits.Safeguards;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** A scene of known roofs, models, and the process over them; tiles of 256 pixels. */
abstract class LiveFixture {

    static final int SIZE = 900;
    static final Scene SCENE = Scene.of(SceneSpec.of(21, SIZE).withoutNodata());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    static ModelRepository models;

    final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void writeScene() throws IOException {
        SCENE.writeGeoTiff(folder.resolve("scene.tif"));
        TestModels.copyTo(Files.createDirectories(folder.resolve("models")));
        models = new OnnxModelRepository(folder.resolve("models"));
    }

    @AfterAll
    static void closeModels() {
        models.close();
    }

    @AfterEach
    void unregister() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    void register(ModelRepository repository, LiveLimits limits, long memoryBytes) {
        register(repository, limits, RequestLimits.NONE, memoryBytes);
    }

    void register(ModelRepository repository, LiveLimits limits, RequestLimits requests, long memoryBytes) {
        TileCache tiles = TileCache.inMemory(memoryBytes);
        PreLabelSettings settings = PreLabelSettings.unlimited()
                .with(limits)
                .with(new ModelLimits(1, 2, 1000))
                .with(requests);
        TilePool pool = new TilePool(2);
        LiveLabels live = new LiveLabels(
                repository,
                LiveLabelsTest::reader,
                new EmbeddingCache(0),
                tiles,
                new Safeguards(LoadedSettings.of(settings)),
                pool);
        PreLabelProcessFactory factory = new PreLabelProcessFactory(List.of(
                live, new PreLabelCoverage(models, LiveLabelsTest::reader, new EmbeddingCache(0), Safeguards.none())));
        factory.register();
        open.add(pool);
        open.add(factory::unregister);
    }

    static GridCoverage2DReader reader(String name) {
        try {
            return new GeoTiffReader(folder.resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<SimpleFeature> live(Object... namesAndValues) {
        Map<String, Object> inputs =
                new HashMap<>(Map.of("coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", 256));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            inputs.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return run("LiveLabels", inputs);
    }

    static List<SimpleFeature> preLabel(String model) {
        return run("PreLabelCoverage", Map.of("coverageName", "scene.tif", "model", model, "tileSize", 256));
    }

    static List<SimpleFeature> run(String process, Map<String, Object> inputs) {
        Map<String, Object> outputs =
                Processors.createProcess(new NameImpl("prelabel", process)).execute(inputs, null);
        return list((SimpleFeatureCollection) Objects.requireNonNull(outputs.get("result")));
    }

    static List<SimpleFeature> list(SimpleFeatureCollection collection) {
        List<SimpleFeature> features = new ArrayList<>();
        try (SimpleFeatureIterator iterator = collection.features()) {
            while (iterator.hasNext()) {
                features.add(iterator.next());
            }
        }
        return features;
    }

    static Map<String, Geometry> byId(List<SimpleFeature> features) {
        Map<String, Geometry> byId = new HashMap<>();
        features.forEach(feature -> byId.put(feature.getID(), (Geometry) feature.getDefaultGeometry()));
        return byId;
    }

    static List<Geometry> geometries(List<SimpleFeature> features) {
        return features.stream()
                .map(feature -> (Geometry) feature.getDefaultGeometry())
                .toList();
    }

    static double iou(Geometry a, Geometry b) {
        double shared = a.intersection(b).getArea();
        return shared / (a.getArea() + b.getArea() - shared);
    }

    /** The map that shows some pixels of the scene. */
    static ReferencedEnvelope map(int x, int y, int width, int height) {
        Georeference grid = SCENE.spec().georeference();
        return new ReferencedEnvelope(
                new Envelope(
                        new Coordinate(grid.worldX(x, y), grid.worldY(x, y)),
                        new Coordinate(grid.worldX(x + width, y + height), grid.worldY(x + width, y + height))),
                crs());
    }

    static CoordinateReferenceSystem crs() {
        try {
            return CRS.decode(SCENE.spec().georeference().crsCode(), true);
        } catch (FactoryException e) {
            throw new IllegalStateException(e);
        }
    }

    static Geometry polygon(Envelope envelope) {
        return new GeometryFactory().toGeometry(envelope);
    }
}
