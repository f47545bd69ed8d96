package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.geotools.process.ProcessException;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** Prompts on a scene whose truth is known: four windows of 1024 pixels over 1400 x 1400. */
abstract class PromptFixture {

    static final int SIZE = 1400;
    static final SceneSpec SPEC = SceneSpec.of(11, SIZE);
    static final String UTM = "EPSG:32633";
    static final GeometryFactory GEOMETRIES = new GeometryFactory();

    @TempDir
    static Path folder;

    static Plugin plugin;
    static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        plugin = new Plugin(folder);
        TestModels.copyPromptableTo(folder.resolve("models"));
        scene = Scene.of(SPEC);
        scene.writeGeoTiff(folder.resolve("scene.tif"));
    }

    @AfterAll
    static void close() {
        plugin.close();
    }

    static void assertRefused(Map<String, Object> inputs, String message) {
        assertThatThrownBy(() -> plugin.execute("PreLabelCoverage", inputs))
                .isInstanceOf(ProcessException.class)
                .hasMessage(message);
    }

    static Plugin.Result run(String model, Prompts prompts, Object... more) {
        Map<String, Object> inputs = inputs(model, prompts);
        inputs.putAll(Plugin.inputs(more));
        return plugin.execute("PreLabelCoverage", inputs);
    }

    static Map<String, Object> inputs(String model, Prompts prompts) {
        Map<String, Object> inputs = new HashMap<>(Plugin.inputs("coverageName", "scene.tif", "model", model));
        inputs.put("prompts", prompts.collection());
        inputs.put("timestamp", "2026-01-02T03:04:05Z");
        return inputs;
    }

    static List<Geometry> truth() {
        return scene.truth().stream().map(roof -> world(roof.pixels())).toList();
    }

    /** Roofs of one class that the first window alone sees. */
    static List<Geometry> inOneWindow() {
        Envelope first = new Envelope(10, 800, 10, 800);
        return scene.truth().stream()
                .filter(roof -> first.contains(roof.pixels().getEnvelopeInternal()))
                .map(roof -> world(roof.pixels()))
                .toList();
    }

    static double iou(Geometry a, Geometry b) {
        double shared = a.intersection(b).getArea();
        return shared / (a.getArea() + b.getArea() - shared);
    }

    static Geometry at(double column, double row) {
        return GEOMETRIES.createPoint(new Coordinate(
                SPEC.georeference().worldX(column, row), SPEC.georeference().worldY(column, row)));
    }

    static Geometry box(double minX, double minY, double maxX, double maxY) {
        return world((Polygon) GEOMETRIES.toGeometry(new Envelope(minX, maxX, minY, maxY)));
    }

    static Geometry world(Polygon pixels) {
        return SPEC.georeference().toWorld(pixels);
    }
}
