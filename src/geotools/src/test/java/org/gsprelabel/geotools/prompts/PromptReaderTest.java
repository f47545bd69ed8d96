package org.gsprelabel.geotools.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.prompt.GivenPrompts;
import org.gsprelabel.prompt.ObjectPrompt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class PromptReaderTest {

    /** Half a metre a pixel, upper left corner at 391000, 5820000. */
    private static final GridToWorld UTM = GridToWorld.northUp(391_000, 5_820_000, 0.5, 0.5);

    @Test
    void pointsAreBroughtToPixelsAndCarryWhatTheirFeaturesSay() {
        ObjectPrompt prompt = read(row("POINT (391010 5819995)", "7", "roof", "shed", null, null))
                .prompts()
                .get(0);

        assertThat(prompt)
                .isEqualTo(new ObjectPrompt(
                        "7",
                        "roof",
                        Optional.of("shed"),
                        List.of(new ObjectPrompt.Point(20, 10, true)),
                        Optional.empty()));
    }

    @Test
    void whatIsNotSaidHasDefaults() {
        List<ObjectPrompt> prompts = read(
                        row("POINT (391010 5819995)", null, null, null, null, null),
                        row("POINT (391011 5819995)", "x", " ", "", null, null),
                        row("POINT (391012 5819995)", null, null, null, null, null))
                .prompts();

        assertThat(prompts).extracting(ObjectPrompt::id).containsExactly("#1", "x", "#3");
        assertThat(prompts).allSatisfy(prompt -> {
            assertThat(prompt.className()).isEqualTo("object");
            assertThat(prompt.label()).isEmpty();
        });
    }

    @Test
    void aFeatureWithoutAnIdIsNeverPartOfAPromptThatIsCalledAfterItsPlace() {
        List<ObjectPrompt> prompts = read(
                        row("POINT (391010 5819995)", "#2", "roof", null, null, null),
                        row("POINT (391011 5819995)", null, "tree", null, null, null),
                        row("POINT (391012 5819995)", null, "car", null, null, null),
                        row("POINT (391013 5819995)", "#3", "roof", null, null, null),
                        row("POINT (391014 5819995)", "##3", "roof", null, null, null),
                        row("POINT (391015 5819995)", "#2", null, null, false, null))
                .prompts();

        assertThat(prompts)
                .extracting(prompt -> prompt.id() + " " + prompt.className() + " "
                        + prompt.points().size())
                .containsExactly("#2 roof 2", "##2 tree 1", "###3 car 1", "#3 roof 1", "##3 roof 1");
    }

    @Test
    void featuresOfEqualIdAreOnePromptWhateverTheTypeOfTheId() {
        List<ObjectPrompt> prompts = read(
                        row("POINT (391010 5819995)", 7, "roof", null, true, null),
                        row("POINT (391050 5819995)", "8", "tree", null, null, 1),
                        row("MULTIPOINT ((391020 5819995), (391020 5819990))", 7.0, null, "shed", "FALSE", null),
                        row(
                                "POLYGON ((391005 5819999, 391005 5819990, 391030 5819990, 391030 5819999, 391005 5819999))",
                                7L,
                                null,
                                null,
                                null,
                                null))
                .prompts();

        assertThat(prompts).extracting(ObjectPrompt::id).containsExactly("7", "8");
        assertThat(prompts.get(0).className()).isEqualTo("roof");
        assertThat(prompts.get(0).label()).contains("shed");
        assertThat(prompts.get(0).points())
                .containsExactly(
                        new ObjectPrompt.Point(20, 10, true),
                        new ObjectPrompt.Point(40, 10, false),
                        new ObjectPrompt.Point(40, 20, false));
        ObjectPrompt.Outline box = prompts.get(0).outline().orElseThrow();
        assertThat(box.isBox()).isTrue();
        assertThat((Object) box.shape().getEnvelopeInternal()).isEqualTo(new Envelope(10, 60, 2, 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POLYGON ((391005 5819999, 391005 5819990, 391030 5819990, 391030 5819999, 391005 5819999)) | true",
                "MULTIPOLYGON (((391005 5819999, 391005 5819990, 391030 5819990, 391030 5819999, 391005 5819999))) | true",
                "POLYGON ((391005 5819999, 391005 5819990, 391030 5819990, 391005 5819999)) | false",
                "POLYGON ((391005 5819999, 391010 5819990, 391030 5819990, 391025 5819999, 391005 5819999)) | false"
            })
    void rectanglesAlongTheAxesAreBoxes(String wkt, boolean isBox) {
        assertThat(read(row(wkt, null, null, null, null, null))
                        .prompts()
                        .get(0)
                        .outline()
                        .orElseThrow()
                        .isBox())
                .isEqualTo(isBox);
    }

    @ParameterizedTest
    @CsvSource({"point_label, 1, true", "point_label, 0, false", "foreground, true, true", "foreground, 0, false"})
    void aPointSaysOnWhichSideItIs(String attribute, String value, boolean foreground) {
        boolean byNumber = attribute.equals("point_label");
        List<ObjectPrompt> prompts = read(
                        row("POINT (391010 5819995)", "a", null, null, null, null),
                        row(
                                "POINT (391010 5819990)",
                                "a",
                                null,
                                null,
                                byNumber ? null : value,
                                byNumber ? value : null))
                .prompts();

        assertThat(prompts.get(0).points())
                .extracting(ObjectPrompt.Point::foreground)
                .containsExactly(true, foreground);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPSG:4326", "EPSG:3857", "EPSG:3395"})
    void otherReferenceSystemsLandOnTheSamePixel(String code)
            throws FactoryException, TransformException, ParseException {
        CoordinateReferenceSystem other = CRS.decode(code);
        Geometry utm = new WKTReader().read("POINT (391123.25 5819321.75)");
        Geometry moved = JTS.transform(utm, CRS.findMathTransform(utm(), other, true));

        ObjectPrompt.Point point = PromptReader.read(
                        features(other, List.<@Nullable Object[]>of(row(moved.toText(), null, null, null, null, null))),
                        utm(),
                        UTM)
                .prompts()
                .get(0)
                .points()
                .get(0);

        assertThat(point.x()).isCloseTo(246.5, within(1e-3));
        assertThat(point.y()).isCloseTo(1356.5, within(1e-3));
    }

    @Test
    void edgesOfALargeBoxBendAsTheProjectionDoes() throws FactoryException, TransformException {
        // Half a degree of longitude at 52.5 degrees north, far from the central meridian: the parallels bulge.
        CoordinateReferenceSystem degrees = CRS.decode("EPSG:4326", true);
        String wkt = "POLYGON ((12.5 52.4, 12.5 52.5, 13 52.5, 13 52.4, 12.5 52.4))";

        ObjectPrompt.Outline outline = PromptReader.read(
                        features(degrees, List.<@Nullable Object[]>of(row(wkt, null, null, null, null, null))),
                        utm(),
                        UTM)
                .prompts()
                .get(0)
                .outline()
                .orElseThrow();

        assertThat(outline.isBox()).isTrue();
        // Every point of the edges in fine steps lies on the outline that was read.
        var toUtm = CRS.findMathTransform(degrees, utm(), true);
        for (int i = 0; i <= 1000; i++) {
            for (Coordinate edge : List.of(
                    new Coordinate(12.5 + i * 0.0005, 52.4),
                    new Coordinate(12.5 + i * 0.0005, 52.5),
                    new Coordinate(12.5, 52.4 + i * 0.0001),
                    new Coordinate(13, 52.4 + i * 0.0001))) {
                Coordinate world = JTS.transform(edge, new Coordinate(), toUtm);
                Geometry pixel = outline.shape()
                        .getFactory()
                        .createPoint(new Coordinate((world.x - 391_000) / 0.5, (5_820_000 - world.y) / 0.5));
                assertThat(outline.shape().getBoundary().distance(pixel)).isLessThan(0.1);
            }
        }
        // Against the straight line between its corners, the upper edge is more than a hundred pixels off.
        Coordinate left = JTS.transform(new Coordinate(12.5, 52.5), new Coordinate(), toUtm);
        Coordinate middle = JTS.transform(new Coordinate(12.75, 52.5), new Coordinate(), toUtm);
        Coordinate right = JTS.transform(new Coordinate(13, 52.5), new Coordinate(), toUtm);
        assertThat(Math.abs(middle.y - (left.y + right.y) / 2) / 0.5).isGreaterThan(50);
    }

    @Test
    void featuresWithoutAUsableShapeAreCounted() {
        GivenPrompts read = read(
                row(null, null, null, null, null, null),
                row("POINT EMPTY", null, null, null, null, null),
                row(
                        "POLYGON ((391005 5819999, 391010 5819990, 391005 5819999, 391005 5819999))",
                        null,
                        null,
                        null,
                        null,
                        null),
                row("POINT (391010 5819995)", null, null, null, null, null));

        assertThat(read.prompts()).hasSize(1);
        assertThat(read.rejections().get(Rejection.BAD_GEOMETRY)).isEqualTo(3);
    }

    /** At 100 degrees north there is nothing: such a point has no pixel. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // id, what is left of it: points, outline; what is left out of it; why it is no prompt
                "one of two points    | POINT (12 100), POINT (13 52)       | 1 | false | OUTSIDE_RASTER |",
                "the point of a box   | POINT (12 100), BOX                 | 0 | true  | OUTSIDE_RASTER |",
                "the box of a point   | FARBOX, POINT (13 52)               | 1 | false | OUTSIDE_RASTER |",
                "a shape that is none | NULL, POINT (13 52)                 | 1 | false | BAD_GEOMETRY   |",
                "a background point   | -POINT (12 100), POINT (13 52)      | 1 | false | OUTSIDE_RASTER |",
                "its only point       | POINT (12 100)                      | 0 | false |                | OUTSIDE_RASTER",
                "all of three         | FARBOX, POINT (12 100), NULL        | 0 | false |                | OUTSIDE_RASTER",
                "background is left   | POINT (12 100), -POINT (13 52)      | 0 | false |                | OUTSIDE_RASTER",
                "background first     | -POINT (12 100), NULL               | 0 | false |                | BAD_GEOMETRY",
                "background alone     | -POINT (12 100), -POINT (13 52)     | 0 | false |                | OUTSIDE_RASTER"
            })
    void whatCannotBeUsedIsLeftOutOrRejectsItsPromptOnceAndNoOther(
            String id,
            String parts,
            int points,
            boolean outline,
            @Nullable Rejection leftOut,
            @Nullable Rejection rejected)
            throws FactoryException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(row("POINT (13.01 52)", "good", "tree", null, null, null));
        for (String part : parts.split(", ")) {
            boolean background = part.startsWith("-");
            String wkt = switch (part) {
                case "NULL" -> null;
                case "BOX" -> "POLYGON ((13 52, 13 52.001, 13.001 52.001, 13.001 52, 13 52))";
                case "FARBOX" -> "POLYGON ((13 99, 13 100, 13.001 100, 13.001 99, 13 99))";
                default -> background ? part.substring(1) : part;
            };
            rows.add(row(wkt, id, "roof", null, !background, null));
        }

        GivenPrompts read = PromptReader.read(features(CRS.decode("EPSG:4326", true), rows), utm(), UTM);

        assertThat(read.given()).isEqualTo(2);
        assertThat(read.classNames()).containsExactly("tree", "roof");
        assertThat(read.prompts().get(0).id()).isEqualTo("good");
        if (rejected != null) {
            assertThat(read.prompts()).hasSize(1);
            assertThat(read.rejections().asMap()).isEqualTo(Map.of(rejected, 1L));
            assertThat(read.leftOut().total()).isZero();
        } else {
            ObjectPrompt prompt = read.prompts().get(1);
            assertThat(prompt.points()).hasSize(points).allMatch(ObjectPrompt.Point::foreground);
            assertThat(prompt.outline().isPresent()).isEqualTo(outline);
            assertThat(read.rejections().total()).isZero();
            assertThat(read.leftOut().asMap()).isEqualTo(Map.of(Objects.requireNonNull(leftOut), 1L));
        }
    }

    @Test
    void anEmptyCollectionIsRefused() {
        assertThatThrownBy(() -> read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prompts must have at least one feature, got an empty collection");
    }

    @Test
    void aCollectionWithoutReferenceSystemIsRefused() {
        assertThatThrownBy(() -> PromptReader.read(
                        features(null, List.<@Nullable Object[]>of(row("POINT (1 2)", null, null, null, null, null))),
                        utm(),
                        UTM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no coordinate reference system");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LINESTRING (391005 5819999, 391010 5819990) | | | "
                        + "prompts must be points, multipoints, boxes or polygons, got a LineString in prompt 'a'",
                "GEOMETRYCOLLECTION (POINT (391005 5819999)) | | | "
                        + "prompts must be points, multipoints, boxes or polygons, got a GeometryCollection in prompt 'a'",
                "POINT (391005 5819999) | maybe | | foreground of a point must be true or false, got 'maybe' in prompt 'a'",
                "POINT (391005 5819999) | | 2 | "
                        + "point_label of a point must be 1 (on the object) or 0 (not on it), got '2' in prompt 'a'",
                "POINT (391005 5819999) | false | | "
                        + "prompt 'a' must have a point on the object, a box or a polygon, got background points only"
            })
    void whatNoPromptCanSayIsRefused(
            String wkt, @Nullable String foreground, @Nullable String pointLabel, String message) {
        assertThatThrownBy(() -> read(row(wkt, "a", null, null, foreground, pointLabel)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void contradictionsWithinAPromptAreRefused() {
        String box = "POLYGON ((391005 5819999, 391005 5819990, 391030 5819990, 391030 5819999, 391005 5819999))";

        assertThatThrownBy(() -> read(
                        row("POINT (391005 5819999)", "a", "roof", null, null, null),
                        row("POINT (391005 5819990)", "a", "tree", null, null, null)))
                .hasMessage("prompt 'a' must have one class_name, got 'roof' and 'tree'");
        assertThatThrownBy(() -> read(row(box, "a", null, null, null, null), row(box, "a", null, null, null, null)))
                .hasMessageStartingWith("prompt 'a' must have at most one box or polygon");
    }

    private static @Nullable Object[] row(
            @Nullable String wkt,
            @Nullable Object id,
            @Nullable String className,
            @Nullable String label,
            @Nullable Object foreground,
            @Nullable Object pointLabel) {
        return new @Nullable Object[] {wkt, id, className, label, foreground, pointLabel};
    }

    private static GivenPrompts read(@Nullable Object[]... rows) {
        return PromptReader.read(features(utm(), List.of(rows)), utm(), UTM);
    }

    private static ListFeatureCollection features(
            @Nullable CoordinateReferenceSystem crs, List<@Nullable Object[]> rows) {
        SimpleFeatureTypeBuilder type = new SimpleFeatureTypeBuilder();
        type.setName("prompts");
        type.setCRS(crs);
        type.add("geometry", Geometry.class);
        type.add("id", Object.class);
        type.add("class_name", String.class);
        type.add("label", String.class);
        type.add("foreground", Object.class);
        type.add("point_label", Object.class);
        SimpleFeatureType schema = type.buildFeatureType();
        List<SimpleFeature> features = new ArrayList<>();
        for (@Nullable Object[] row : rows) {
            SimpleFeatureBuilder builder = new SimpleFeatureBuilder(schema);
            builder.add(row[0] == null ? null : geometry((String) row[0]));
            for (int i = 1; i < row.length; i++) {
                builder.add(row[i]);
            }
            features.add(builder.buildFeature("f" + features.size()));
        }
        return new ListFeatureCollection(schema, features);
    }

    private static Geometry geometry(String wkt) {
        try {
            return new WKTReader().read(wkt);
        } catch (ParseException e) {
            throw new IllegalArgumentException(wkt, e);
        }
    }

    private static CoordinateReferenceSystem utm() {
        try {
            return CRS.decode("EPSG:32633", true);
        } catch (FactoryException e) {
            throw new IllegalStateException(e);
        }
    }
}
