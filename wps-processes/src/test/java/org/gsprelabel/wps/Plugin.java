package org.gsprelabel.wps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.NameImpl;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.Safeguards;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The processes as a client meets them: by name, through the GeoTools registry. Coverage names are file names. */
final class Plugin implements AutoCloseable {

    private final EmbeddedPlugin plugin;

    /** @param folder where coverages lie, and where the functional models are unpacked */
    Plugin(Path folder) {
        this(folder, EmbeddingMemory.of(PreLabelSettings.defaults()));
    }

    /** @param embeddings where embeddings are remembered */
    Plugin(Path folder, EmbeddingCache embeddings) {
        this(folder, embeddings, Safeguards.none());
    }

    /** @param safeguards what requests are held against */
    Plugin(Path folder, EmbeddingCache embeddings, Safeguards safeguards) {
        try {
            Path models = folder.resolve("models");
            TestModels.copyTo(models);
            plugin = EmbeddedPlugin.open(models, name -> open(folder.resolve(name)), embeddings, safeguards);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a process gave. */
    record Result(SimpleFeatureCollection features, JsonNode report) {

        List<SimpleFeature> list() {
            List<SimpleFeature> list = new ArrayList<>();
            try (SimpleFeatureIterator iterator = features.features()) {
                while (iterator.hasNext()) {
                    list.add(iterator.next());
                }
            }
            return list;
        }

        List<Geometry> geometries() {
            return list().stream()
                    .map(feature -> (Geometry) feature.getDefaultGeometry())
                    .toList();
        }

        /** How many were rejected, by reason. */
        Map<String, Integer> rejected() {
            Map<String, Integer> rejected = new TreeMap<>();
            report.path("rejected")
                    .properties()
                    .forEach(entry ->
                            rejected.put(entry.getKey(), entry.getValue().asInt()));
            return rejected;
        }

        List<String> notes() {
            return report.path("notes").valueStream().map(JsonNode::asString).toList();
        }

        /** Every attribute of every feature and its id, exactly. */
        List<String> texts() {
            return list().stream()
                    .map(feature -> feature.getID() + " " + feature.getAttributes())
                    .toList();
        }
    }

    static Map<String, Object> inputs(Object... namesAndValues) {
        Map<String, Object> inputs = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            inputs.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return inputs;
    }

    Result preLabel(Object... namesAndValues) {
        return preLabelled(namesAndValues);
    }

    /** By whichever factory is registered. */
    static Result preLabelled(Object... namesAndValues) {
        Map<String, Object> inputs = inputs(namesAndValues);
        inputs.putIfAbsent("timestamp", "2026-01-02T03:04:05Z");
        return executed("PreLabelCoverage", inputs);
    }

    /** What is told of a request by whichever factory is registered. */
    static JsonNode estimated(Map<String, Object> inputs) {
        Map<String, Object> outputs = Processors.createProcess(new NameImpl("prelabel", "EstimatePreLabel"))
                .execute(inputs, null);
        return JsonMapper.shared().readTree((String) Objects.requireNonNull(outputs.get("result")));
    }

    Result execute(String process, Map<String, Object> inputs) {
        return executed(process, inputs);
    }

    private static Result executed(String process, Map<String, Object> inputs) {
        Map<String, Object> outputs =
                Processors.createProcess(new NameImpl("prelabel", process)).execute(inputs, null);
        return new Result(
                (SimpleFeatureCollection) Objects.requireNonNull(outputs.get("result")),
                JsonMapper.shared().readTree((String) Objects.requireNonNull(outputs.get("report"))));
    }

    ModelRepository models() {
        return plugin.models();
    }

    @Override
    public void close() {
        plugin.close();
    }

    static GridCoverage2DReader open(Path file) {
        try {
            return new GeoTiffReader(file.toFile());
        } catch (IOException e) {
            throw new ProcessException(e.getMessage(), e);
        }
    }
}
