package org.gsprelabel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.collection.AbstractFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class GeoJsonWriterTest {

    @TempDir
    Path folder;

    @Test
    void writesOneFeatureALine() throws Exception {
        SimpleFeatureType type = type(CRS.decode("EPSG:32616", true));
        assertThat(written(
                        type,
                        feature(type, "p.1", "POLYGON ((0 0, 0 2, 2.5 2, 2.5 0, 0 0))", 0.25, "roof"),
                        feature(type, "p.2", "POLYGON ((0 0, 1 0, 1 1, 0 0))", Double.NaN, null)))
                .isEqualTo("""
                        {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32616"}},"features":[
                        {"type":"Feature","id":"p.1","properties":{"confidence":0.25,"class_name":"roof","timestamp":"2026-01-02T03:04:05Z"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2.5,0],[2.5,2],[0,2],[0,0]]]}},
                        {"type":"Feature","id":"p.2","properties":{"confidence":null,"class_name":null,"timestamp":"2026-01-02T03:04:05Z"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}
                        ]}
                        """);
    }

    @Test
    void noFeaturesAreAnEmptyArray() throws Exception {
        assertThat(written(type(DefaultGeographicCRS.WGS84)))
                .isEqualTo("{\"type\":\"FeatureCollection\",\"features\":[]}\n");
    }

    @ParameterizedTest
    @CsvSource({"EPSG:4326, true", "EPSG:4326, false"})
    void wgs84NeedsNoCrsMember(String code, boolean longitudeFirst) throws Exception {
        assertThat(written(type(CRS.decode(code, longitudeFirst)))).doesNotContain("crs");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void epsgCodeIsFoundHoweverTheCrsWasMade(boolean longitudeFirst) throws Exception {
        assertThat(written(type(CRS.decode("EPSG:32616", longitudeFirst))))
                .contains("\"name\":\"urn:ogc:def:crs:EPSG::32616\"");
    }

    @Test
    void latitudeFirstIsTurnedIntoLongitudeFirstAndStillWindsCounterClockwise() throws Exception {
        SimpleFeatureType type = type(CRS.decode("EPSG:4326", false));
        assertThat(written(type, feature(type, "a", "POLYGON ((48 9, 48 10, 49 10, 48 9))", 1.0, "x")))
                .contains("\"coordinates\":[[[9,48],[10,48],[10,49],[9,48]]]");
    }

    @Test
    void crsWithoutACodeIsWrittenAsWellKnownText() throws Exception {
        String wkt = "PROJCS[\"local\", GEOGCS[\"g\", DATUM[\"d\", SPHEROID[\"s\", 6378137.0, 298.25]], "
                + "PRIMEM[\"Greenwich\", 0.0], UNIT[\"degree\", 0.017453292519943295], "
                + "AXIS[\"Longitude\", EAST], AXIS[\"Latitude\", NORTH]], PROJECTION[\"Albers_Conic_Equal_Area\"], "
                + "PARAMETER[\"central_meridian\", -96.0], PARAMETER[\"latitude_of_origin\", 23.0], "
                + "PARAMETER[\"standard_parallel_1\", 29.5], PARAMETER[\"false_easting\", 0.0], "
                + "PARAMETER[\"false_northing\", 0.0], PARAMETER[\"standard_parallel_2\", 45.5], "
                + "UNIT[\"m\", 1.0], AXIS[\"Easting\", EAST], AXIS[\"Northing\", NORTH]]";
        String json = written(type(CRS.parseWKT(wkt)));
        assertThat(json).contains("\"name\":\"PROJCS[\\\"local\\\",GEOGCS[").contains("\"central_meridian\\\", -96.0");
        assertThat(json.lines()).hasSize(1);
    }

    @Test
    void featuresWithoutACrsSaySo() throws Exception {
        assertThat(written(type(null))).startsWith("{\"type\":\"FeatureCollection\",\"crs\":null,");
    }

    @Test
    void holesWindClockwise() throws Exception {
        SimpleFeatureType type = type(DefaultGeographicCRS.WGS84);
        assertThat(written(
                        type,
                        feature(
                                type,
                                "a",
                                "MULTIPOLYGON (((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 2 1, 2 2, 1 1)), ((20 0, 21 0, 21 1, 20 0)))",
                                1.0,
                                "x")))
                .contains("{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[9,0],[9,9],[0,9],[0,0]],"
                        + "[[1,1],[2,2],[2,1],[1,1]]],[[[20,0],[21,0],[21,1],[20,0]]]]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POINT (1 2)|{\"type\":\"Point\",\"coordinates\":[1,2]}",
                "LINESTRING (1 2, 3 4)|{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}",
                "MULTIPOINT ((1 2), (3 4))|{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}",
                "POLYGON EMPTY|{\"type\":\"Polygon\",\"coordinates\":[]}",
                "GEOMETRYCOLLECTION (POINT (1 2))|{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]}]}"
            })
    void writesEveryKindOfGeometry(String wkt, String json) throws Exception {
        SimpleFeatureType type = type(DefaultGeographicCRS.WGS84);
        assertThat(written(type, feature(type, "a", wkt, 1.0, "x"))).contains("\"geometry\":" + json + "}");
    }

    @Test
    void textIsEscapedAndWrittenInUtf8() throws Exception {
        SimpleFeatureType type = type(DefaultGeographicCRS.WGS84);
        assertThat(written(type, feature(type, "a", "POINT (1 2)", 1.0, "\"Dächer\"\n")))
                .contains("\"class_name\":\"\\\"Dächer\\\"\\n\"");
    }

    @Test
    void otherValueTypesKeepTheirKind() throws Exception {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("kinds");
        builder.add("int", Integer.class);
        builder.add("float", Float.class);
        builder.add("flag", Boolean.class);
        builder.add("instant", Instant.class);
        builder.add("infinite", Double.class);
        SimpleFeatureType type = builder.buildFeatureType();
        assertThat(written(
                        type,
                        SimpleFeatureBuilder.build(
                                type,
                                List.of(
                                        7,
                                        0.1f,
                                        true,
                                        Instant.parse("2026-01-02T03:04:05.678Z"),
                                        Double.POSITIVE_INFINITY),
                                "k")))
                .contains("\"properties\":{\"int\":7,\"float\":0.1,\"flag\":true,"
                        + "\"instant\":\"2026-01-02T03:04:05.678Z\",\"infinite\":null},\"geometry\":null}");
    }

    @Test
    void failureInTheMiddleOfTheFeaturesLeavesNoFile() throws Exception {
        SimpleFeatureType type = type(DefaultGeographicCRS.WGS84);
        SimpleFeature first = feature(type, "a", "POINT (1 2)", 1.0, "x");
        SimpleFeatureCollection breaking = new BreakingCollection(type, first);
        Path target = folder.resolve("out.geojson");
        assertThatThrownBy(() -> new GeoJsonWriter().write(breaking, target)).hasMessage("second feature is broken");
        assertThat(folder).isEmptyDirectory();
    }

    private static String written(SimpleFeatureType type, SimpleFeature... features) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new GeoJsonWriter().write(new ListFeatureCollection(type, Arrays.asList(features)), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static SimpleFeatureType type(@Nullable CoordinateReferenceSystem crs) throws FactoryException {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("predictions");
        builder.setCRS(crs);
        builder.add("geometry", Geometry.class);
        builder.add("confidence", Double.class);
        builder.add("class_name", String.class);
        builder.add("timestamp", Date.class);
        return builder.buildFeatureType();
    }

    private static SimpleFeature feature(
            SimpleFeatureType type, String id, String wkt, double confidence, @Nullable String className)
            throws ParseException {
        return SimpleFeatureBuilder.build(
                type,
                Arrays.asList(
                        new WKTReader().read(wkt),
                        confidence,
                        className,
                        Date.from(Instant.parse("2026-01-02T03:04:05Z"))),
                id);
    }

    private static final class BreakingCollection extends AbstractFeatureCollection {

        private final SimpleFeature first;

        BreakingCollection(SimpleFeatureType type, SimpleFeature first) {
            super(type);
            this.first = first;
        }

        @Override
        protected Iterator<SimpleFeature> openIterator() {
            return new Iterator<>() {
                private int served;

                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public SimpleFeature next() {
                    if (served++ > 0) {
                        throw new IllegalStateException("second feature is broken");
                    }
                    return first;
                }
            };
        }

        @Override
        public int size() {
            return 2;
        }

        @Override
        public ReferencedEnvelope getBounds() {
            return new ReferencedEnvelope(getSchema().getCoordinateReferenceSystem());
        }
    }
}
