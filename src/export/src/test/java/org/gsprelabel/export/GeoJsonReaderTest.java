package org.gsprelabel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;

class GeoJsonReaderTest {

    private static final String TWO_ROOFS = """
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32616"}},"features":[
            {"type":"Feature","id":"p.1","properties":{"confidence":0.25,"class_name":"roof","timestamp":"2026-01-02T03:04:05Z"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]}},
            {"type":"Feature","id":"p.2","properties":{"confidence":1,"class_name":null,"timestamp":"2026-01-02T03:04:05Z"},"geometry":{"type":"MultiPolygon","coordinates":[[[[10,0],[11,0],[11,1],[10,0]]]]}}
            ]}
            """;

    @TempDir
    Path folder;

    @Test
    void attributesHaveTheTypesOfTheirValues() throws Exception {
        SimpleFeatureCollection features = read(TWO_ROOFS);
        assertThat(features.getSchema().getAttributeDescriptors().stream()
                        .map(a -> a.getLocalName() + ":"
                                + a.getType().getBinding().getSimpleName()))
                .containsExactly("geometry:Geometry", "confidence:Double", "class_name:String", "timestamp:Date");
        SimpleFeature first = list(features).get(0);
        assertThat(first.getID()).isEqualTo("p.1");
        assertThat(first.getDefaultGeometry()).hasToString("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 2, 2 1, 1 1))");
        assertThat(first.getAttribute("confidence")).isEqualTo(0.25);
        assertThat(first.getAttribute("timestamp")).isEqualTo(Date.from(Instant.parse("2026-01-02T03:04:05Z")));
        assertThat(list(features).get(1).getAttribute("class_name")).isNull();
    }

    @Test
    void sizeBoundsAndCrsAreKnown() throws Exception {
        SimpleFeatureCollection features = read(TWO_ROOFS);
        assertThat(features.size()).isEqualTo(2);
        assertThat(new Envelope(features.getBounds()).equals(new Envelope(0, 11, 0, 9)))
                .isTrue();
        assertThat(CRS.equalsIgnoreMetadata(
                        features.getSchema().getCoordinateReferenceSystem(), CRS.decode("EPSG:32616", true)))
                .isTrue();
    }

    @Test
    void whatWasReadIsWrittenBackByteForByte() throws Exception {
        Path again = folder.resolve("again.geojson");
        new GeoJsonWriter().write(read(TWO_ROOFS), again);
        assertThat(again).hasContent(TWO_ROOFS);
    }

    @Test
    void canBeGoneThroughTwice() throws Exception {
        SimpleFeatureCollection features = read(TWO_ROOFS);
        assertThat(list(features)).hasSize(2);
        assertThat(list(features)).hasSize(2);
    }

    @Test
    void withoutACrsMemberCoordinatesAreLongitudeAndLatitude() throws Exception {
        SimpleFeatureCollection features = read("{\"type\":\"FeatureCollection\",\"features\":[]}");
        assertThat(features.getSchema().getCoordinateReferenceSystem()).isEqualTo(DefaultGeographicCRS.WGS84);
        assertThat(features.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ogc:def:crs:EPSG::3035",
                "urn:ogc:def:crs:EPSG:6.9:3035",
                "EPSG:3035",
                "http://www.opengis.net/def/crs/EPSG/0/3035"
            })
    void crsMayFollowTheFeaturesAndKeepsXBeforeY(String name) throws Exception {
        SimpleFeatureCollection features = read("""
                {"features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}],
                 "type":"FeatureCollection","crs":{"type":"name","properties":{"name":"%s"}}}
                """.formatted(name));
        assertThat(CRS.equalsIgnoreMetadata(
                        features.getSchema().getCoordinateReferenceSystem(), CRS.decode("EPSG:3035", true)))
                .isTrue();
        assertThat(list(features).get(0).getDefaultGeometry()).hasToString("POINT (1 2)");
    }

    @Test
    void anAttributeWithoutAnyValueIsWhatPredictionsHaveUnderItsName() throws Exception {
        SimpleFeatureType schema = read("""
                        {"type":"FeatureCollection","features":[
                        {"type":"Feature","properties":{"mask_iou":null,"label":null,"mine":null},"geometry":null}]}
                        """).getSchema();
        assertThat(schema.getDescriptor("mask_iou").getType().getBinding()).isEqualTo(Double.class);
        assertThat(schema.getDescriptor("label").getType().getBinding()).isEqualTo(String.class);
        assertThat(schema.getDescriptor("mine").getType().getBinding()).isEqualTo(String.class);
    }

    @Test
    void nullCrsIsNone() throws Exception {
        assertThat(read("{\"type\":\"FeatureCollection\",\"crs\":null,\"features\":[]}")
                        .getSchema()
                        .getCoordinateReferenceSystem())
                .isNull();
    }

    @Test
    void wellKnownTextThatTheWriterPutThereIsUnderstood() throws Exception {
        Path file = folder.resolve("wkt.geojson");
        String wkt = CRS.decode("EPSG:32616", true).toWKT().replaceAll(", AUTHORITY\\[[^]]*\\]", "");
        SimpleFeatureCollection features = read(
                "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"%s\"}},\"features\":[]}"
                        .formatted(wkt.replace("\"", "\\\"").replaceAll("\\s*\\R\\s*", "")));
        new GeoJsonWriter().write(features, file);
        assertThat(CRS.equalsIgnoreMetadata(
                        new GeoJsonReader().read(file).getSchema().getCoordinateReferenceSystem(),
                        CRS.decode("EPSG:32616", true)))
                .isTrue();
    }

    @Test
    void mixedAndNestedValuesBecomeText() throws Exception {
        SimpleFeatureCollection features = read("""
                {"type":"FeatureCollection","name":"x","bbox":[0,0,1,1],"features":[
                {"type":"Feature","properties":{"a":1,"b":true,"c":{"k":[1,2]}},"geometry":null},
                {"type":"Feature","id":7,"properties":{"a":"x","b":null,"d":2.5},"geometry":null}]}
                """);
        List<SimpleFeature> list = list(features);
        assertThat(list.get(0).getAttributes()).isEqualTo(Arrays.asList(null, "1", true, "{\"k\":[1,2]}", null));
        assertThat(list.get(1).getAttributes()).isEqualTo(Arrays.asList(null, "x", null, null, 2.5));
        assertThat(list).extracting(SimpleFeature::getID).containsExactly("feature.1", "7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"Feature\",\"properties\":null,\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}",
                "{\"type\":\"Point\",\"coordinates\":[1,2]}"
            })
    void singleFeatureOrGeometryIsOneFeature(String json) throws Exception {
        assertThat(list(read(json)))
                .singleElement()
                .extracting(SimpleFeature::getDefaultGeometry)
                .hasToString("POINT (1 2)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"Point\"}|feature 1 (line 1, column 1): a position must be an array of two numbers or more, got nothing.",
                "[1]|it holds no GeoJSON object.",
                "{\"type\":\"Topology\"}|it is no GeoJSON FeatureCollection, Feature or geometry.",
                "{\"type\":\"FeatureCollection\",\"features\":[|line 1, column 41: the file ends too early.",
                "{\"type\":\"FeatureCollection\",\"features\":[{\"a\":1]]}|line 1, column 47: Unexpected close marker ']': expected '}'.",
                "{\"type\":\"FeatureCollection\",\"features\":[{}]}|feature 1 (line 1, column 41): it must be an object of type \"Feature\".",
                "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}|a ring must end where it begins, got [0.0, 0.0] and [0.0, 1.0].",
                "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[0,0]]]}|a ring must have 4 positions or more, got 3.",
                "{\"type\":\"LineString\",\"coordinates\":[[0,\"x\"]]}|a position must be an array of two numbers or more, got [0,\"x\"].",
                "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Circle\"}}|geometry must have a type of GeoJSON, got \"Circle\".",
                "{\"type\":\"Feature\",\"properties\":{\"timestamp\":\"noon\"}}|timestamp must be an ISO 8601 instant like 2026-01-02T03:04:05Z, got \"noon\".",
                "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"mars\"}},\"features\":[]}|the CRS \"mars\" is not understood"
            })
    void malformedFileIsRefusedWithAReason(String json, String reason) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(ExportException.class)
                .hasMessageStartingWith("Cannot read " + folder.resolve("in.geojson") + ": ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    @Test
    void secondFeatureIsNamedByItsPlace() {
        assertThatThrownBy(() -> read("""
                        {"type":"FeatureCollection","features":[
                        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}},
                          {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1]}}]}
                        """)).hasMessageContaining("feature 2 (line 3, column 3): a position must be");
    }

    @Test
    void missingFileIsNamed() {
        Path none = folder.resolve("none.geojson");
        assertThatThrownBy(() -> new GeoJsonReader().read(none))
                .isInstanceOf(ExportException.class)
                .hasMessage("Cannot read " + none + ": there is no such file.");
    }

    private SimpleFeatureCollection read(String json) throws IOException {
        return new GeoJsonReader().read(Files.writeString(folder.resolve("in.geojson"), json));
    }

    private static List<SimpleFeature> list(SimpleFeatureCollection features) {
        List<SimpleFeature> list = new ArrayList<>();
        try (SimpleFeatureIterator iterator = features.features()) {
            while (iterator.hasNext()) {
                list.add(iterator.next());
            }
        }
        return list;
    }
}
