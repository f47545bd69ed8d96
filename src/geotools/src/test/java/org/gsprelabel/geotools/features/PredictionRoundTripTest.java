package org.gsprelabel.geotools.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.feature.type.AttributeDescriptor;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultEngineeringCRS;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Origin;
import org.gsprelabel.candidate.Provenance;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.geotools.referencing.GroundArea;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class PredictionRoundTripTest {

    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final TileGrid GRID = new TileGrid(9000, 7000, 256, 32);
    private static final GridToWorld UTM = GridToWorld.northUp(391_000.25, 5_820_000.5, 0.3, 0.3);
    private static final Instant RUN = Instant.parse("2026-01-31T12:34:56.789Z");
    private static final Provenance PROVENANCE = new Provenance("unet@0123abcd", "city:ortho", "", RUN);

    @ParameterizedTest
    @CsvSource({
        "EPSG:32633, EPSG:32633, false",
        "EPSG:32633, EPSG:4326, false",
        "EPSG:32633, EPSG:3857, true",
        "EPSG:4326, EPSG:4326, true",
        "EPSG:4326, EPSG:32633, false",
        "EPSG:3857, EPSG:3857, false"
    })
    void whatWasWrittenIsReadBackBitForBit(String code, String target, boolean rotated) {
        GridToWorld world = switch (code) {
            case "EPSG:4326" ->
                rotated
                        ? new GridToWorld(3e-7, 1e-7, 2e-7, -4e-7, 13.4, 52.5)
                        : GridToWorld.northUp(13.4, 52.5, 3e-7, 3e-7);
            case "EPSG:3857" -> GridToWorld.northUp(1_491_000, 6_894_000, 0.02, 0.02);
            default -> rotated ? new GridToWorld(0.24, 0.18, 0.18, -0.24, 391_000.1, 5_820_000.7) : UTM;
        };
        PredictionWriter writer = writer(crs(code), world, Optional.of(crs(target)));
        PredictionReader reader = new PredictionReader(writer.schema());
        RejectionCounts rejections = new RejectionCounts();

        for (Candidate candidate : randomCandidates(300, 5)) {
            Prediction read = reader.read(writer.feature(candidate), rejections).orElseThrow();

            assertThat(read.candidate()).isEqualTo(candidate);
            assertThat(bits(read.candidate().geometry())).isEqualTo(bits(candidate.geometry()));
            assertThat(read.provenance()).isEqualTo(PROVENANCE);
            assertThat(read.grid()).contains(new TileGridText(Optional.of(code), GRID, world));
        }
        assertThat(rejections).isEqualTo(new RejectionCounts());
    }

    @Test
    void aHoleThatTouchesItsShellBetweenCornersComesBackAsItWas() throws ParseException {
        Geometry touching = new WKTReader().read("POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0), (3 0, 5 2, 3 4, 1 2, 3 0))");
        assertThat(touching.isValid()).isTrue();
        Candidate candidate = new Candidate(touching, "roof", 0.5, new TileId(0, 0), Set.of(), 1);
        GridToWorld rotated = new GridToWorld(0.24, 0.18, 0.18, -0.24, 391_000.1, 5_820_000.7);
        PredictionWriter writer = writer(crs("EPSG:32633"), rotated, Optional.of(crs("EPSG:4326")));

        Prediction read = new PredictionReader(writer.schema())
                .read(writer.feature(candidate), new RejectionCounts())
                .orElseThrow();

        assertThat(read.candidate()).isEqualTo(candidate);
    }

    @Test
    void aFeatureHasTheCoordinatesAttributesAndAreaOfItsCandidate() {
        Candidate candidate =
                new Candidate(box(10, 20, 30), "tree", 0.75, new TileId(12, 7), EnumSet.of(Side.W, Side.N), 3);

        SimpleFeature feature = writer(crs("EPSG:32633"), UTM, Optional.empty()).feature(candidate);

        Envelope extent = ((Geometry) feature.getDefaultGeometry()).getEnvelopeInternal();
        assertThat(extent.getMinX()).isEqualTo(391_003.25, within(1e-9));
        assertThat(extent.getMaxX()).isEqualTo(391_012.25, within(1e-9));
        assertThat(extent.getMaxY()).isEqualTo(5_819_994.5, within(1e-9));
        assertThat(extent.getMinY()).isEqualTo(5_819_985.5, within(1e-9));
        assertThat(feature.getAttribute("confidence")).isEqualTo(0.75);
        assertThat(feature.getAttribute("class_name")).isEqualTo("tree");
        assertThat(feature.getAttribute("tile_id")).isEqualTo("r12_c7");
        assertThat(feature.getAttribute("timestamp")).isEqualTo(Date.from(RUN));
        assertThat(feature.getAttribute("model")).isEqualTo("unet@0123abcd");
        assertThat(feature.getAttribute("source")).isEqualTo("city:ortho");
        assertThat(feature.getAttribute("tile_edge")).isEqualTo("NW");
        assertThat(feature.getAttribute("pieces")).isEqualTo(3);
        // 9 m by 9 m on a map whose scale there, 109 km west of the central meridian, is 0.9996 * (1 + 146e-6).
        assertThat((double) feature.getAttribute("area_m2"))
                .isEqualTo(81 / Math.pow(0.9996 * 1.000146, 2), within(0.001));
    }

    @Test
    void namesFitAShapefileAndTheGeometryIsOfOneType() {
        SimpleFeatureType schema = PredictionSchema.in(crs("EPSG:32633"));

        assertThat(schema.getAttributeDescriptors())
                .extracting(AttributeDescriptor::getLocalName)
                .allSatisfy(name -> assertThat(name.length()).isLessThanOrEqualTo(10))
                .startsWith("geometry", "confidence", "class_name", "tile_id", "timestamp");
        assertThat(schema.getGeometryDescriptor().getType().getBinding()).isEqualTo(MultiPolygon.class);
        assertThat(schema.getGeometryDescriptor().getCoordinateReferenceSystem())
                .isEqualTo(crs("EPSG:32633"));
    }

    @Test
    void anIdFollowsFromContentAlone() {
        List<Candidate> candidates = randomCandidates(500, 9);
        PredictionWriter plain = writer(crs("EPSG:32633"), UTM, Optional.empty());
        PredictionWriter reprojected = writer(crs("EPSG:32633"), UTM, Optional.of(crs("EPSG:4326")));
        Set<String> ids = new HashSet<>();

        for (Candidate candidate : candidates) {
            String id = plain.feature(candidate).getID();
            assertThat(id).matches("prelabel\\.[0-9a-f]{16}");
            assertThat(reprojected.feature(candidate).getID()).isEqualTo(id);
            ids.add(id);
        }

        assertThat(ids).hasSameSizeAs(candidates);
        Candidate first = candidates.get(0);
        Candidate other = new Candidate(
                first.geometry(), "another", first.confidence(), first.tile(), first.cutSides(), first.pieces());
        assertThat(plain.feature(other).getID())
                .isNotEqualTo(plain.feature(first).getID());
    }

    @Test
    void twoPromptsOnOneObjectGiveTwoFeaturesWithIdsOfTheirOwn() {
        PredictionWriter writer = writer(crs("EPSG:32633"), UTM, Optional.empty());
        Set<String> ids = new HashSet<>();
        for (String prompt : List.of("a", "b")) {
            Origin origin = new Origin(Optional.of("north wing"), Optional.of(prompt), OptionalDouble.of(0.875));
            SimpleFeature feature =
                    writer.feature(new Candidate(box(10, 20, 30), "roof", 0.75, new TileId(0, 0), Set.of(), 1, origin));
            ids.add(feature.getID());

            assertThat(feature.getAttribute("label")).isEqualTo("north wing");
            assertThat(feature.getAttribute("prompt_id")).isEqualTo(prompt);
            assertThat(feature.getAttribute("mask_iou")).isEqualTo(0.875);
        }

        assertThat(ids).hasSize(2);
    }

    @Test
    void whatNobodyAskedForHasTheSameSchemaAndNullThere() {
        SimpleFeature feature = writer(crs("EPSG:32633"), UTM, Optional.empty())
                .feature(new Candidate(box(10, 20, 30), "roof", 0.75, new TileId(0, 0), Set.of(), 1));

        for (String attribute : List.of("label", "prompt_id", "mask_iou")) {
            assertThat(feature.getFeatureType().getDescriptor(attribute)).isNotNull();
            assertThat(feature.getAttribute(attribute)).isNull();
        }
    }

    @Test
    void featuresFromElsewhereHaveNoGrid() {
        SimpleFeature feature = writer(crs("EPSG:32633"), UTM, Optional.empty())
                .feature(randomCandidates(1, 1).get(0));
        feature.setAttribute("tile_grid", null);

        Prediction read = new PredictionReader(feature.getFeatureType())
                .read(feature, new RejectionCounts())
                .orElseThrow();

        assertThat(read.grid()).isEmpty();
        assertThat((Object) read.candidate().geometry().getEnvelopeInternal())
                .isEqualTo(((Geometry) feature.getDefaultGeometry()).getEnvelopeInternal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POINT (1 2)",
                "POLYGON EMPTY",
                "LINESTRING (0 0, 1 1)",
                "POLYGON ((391000 5820000, 391001 5820000, 391002 5820000, 391000 5820000))",
                "POLYGON ((391000 5820000, 391001 NaN, 391002 5820001, 391000 5820000))"
            })
    void aFeatureWithoutAUsableShapeIsCounted(String wkt) throws ParseException {
        assertThat(rejectionOf("geometry", new WKTReader().read(wkt))).isEqualTo(Rejection.BAD_GEOMETRY);
    }

    @Test
    void aMissingShapeIsCounted() {
        assertThat(rejectionOf("geometry", null)).isEqualTo(Rejection.BAD_GEOMETRY);
    }

    @ParameterizedTest
    @CsvSource({
        "confidence, ",
        "confidence, high",
        "class_name, ",
        "class_name, ' '",
        "tile_id, seven",
        "tile_id, r900_c0",
        "tile_edge, NX",
        "tile_grid, somewhere"
    })
    void aFeatureWithoutAUsableAttributeIsCounted(String attribute, @Nullable String value) {
        assertThat(rejectionOf(attribute, value)).isEqualTo(Rejection.BAD_ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aPredictedIouOutOfRangeIsCounted(double iou) {
        assertThat(rejectionOf("mask_iou", iou)).isEqualTo(Rejection.BAD_ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aConfidenceOutOfRangeIsCounted(double confidence) {
        assertThat(rejectionOf("confidence", confidence)).isEqualTo(Rejection.BAD_ATTRIBUTE);
    }

    @Test
    void aBowTieIsRepaired() throws ParseException {
        SimpleFeature feature = writer(crs("EPSG:32633"), GridToWorld.northUp(0, 100, 1, 1), Optional.empty())
                .feature(randomCandidates(1, 1).get(0));
        feature.setDefaultGeometry(new WKTReader().read("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))"));

        Prediction read = new PredictionReader(feature.getFeatureType())
                .read(feature, new RejectionCounts())
                .orElseThrow();

        assertThat(read.candidate().geometry().isValid()).isTrue();
        assertThat(read.candidate().geometry().getArea()).isEqualTo(50);
    }

    @Test
    void aWayThatDoesNotExistIsReportedBeforeAnyFeature() {
        assertThatThrownBy(() -> writer(crs("EPSG:32633"), UTM, Optional.of(DefaultEngineeringCRS.CARTESIAN_2D)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("targetCRS 'Cartesian 2D' cannot be reached");
    }

    private static Rejection rejectionOf(String attribute, @Nullable Object value) {
        PredictionWriter writer = writer(crs("EPSG:32633"), UTM, Optional.empty());
        SimpleFeatureType schema = writer.schema();
        SimpleFeature good = writer.feature(randomCandidates(1, 1).get(0));
        SimpleFeatureTypeBuilder loose = new SimpleFeatureTypeBuilder();
        loose.setName("loose");
        loose.setCRS(schema.getCoordinateReferenceSystem());
        for (AttributeDescriptor descriptor : schema.getAttributeDescriptors()) {
            // Collections from elsewhere may have any types; only the geometry has to be one.
            loose.add(
                    descriptor.getLocalName(),
                    descriptor.getLocalName().equals("geometry") ? Geometry.class : Object.class);
        }
        SimpleFeatureBuilder builder = new SimpleFeatureBuilder(loose.buildFeatureType());
        builder.addAll(good.getAttributes());
        builder.set(attribute, value);
        SimpleFeature bad = builder.buildFeature("bad");
        RejectionCounts rejections = new RejectionCounts();

        assertThat(new PredictionReader(bad.getFeatureType()).read(bad, rejections))
                .isEmpty();

        assertThat(rejections.asMap()).hasSize(1).containsValue(1L);
        return rejections.asMap().keySet().iterator().next();
    }

    static PredictionWriter writer(
            CoordinateReferenceSystem crs, GridToWorld world, Optional<CoordinateReferenceSystem> target) {
        return new PredictionWriter(crs, GRID, world, target, new GroundArea(crs, world), candidate -> PROVENANCE);
    }

    /** Shapes as decoders make them: of whole pixels, or of fractions, with holes and several parts. */
    static List<Candidate> randomCandidates(int count, long seed) {
        Random random = new Random(seed);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double fraction = random.nextBoolean() ? 1 : 1.0 / Candidate.FRACTIONS;
            double x = Math.floor(random.nextInt(8000) / fraction) * fraction + random.nextInt(7) * fraction;
            double y = random.nextInt(6000) + random.nextInt(200) * fraction;
            Polygon outer = box(x, y, 50 + random.nextInt(99) * fraction);
            LinearRing hole = box(x + 5, y + 5, 9 + fraction).getExteriorRing();
            Polygon first = random.nextBoolean()
                    ? FACTORY.createPolygon(outer.getExteriorRing(), new LinearRing[] {hole})
                    : outer;
            Geometry geometry = random.nextInt(4) == 0
                    ? FACTORY.createMultiPolygon(new Polygon[] {first, box(x + 200, y, 3)})
                    : first;
            EnumSet<Side> sides = EnumSet.noneOf(Side.class);
            for (Side side : Side.values()) {
                if (random.nextInt(3) == 0) {
                    sides.add(side);
                }
            }
            candidates.add(new Candidate(
                    geometry,
                    random.nextBoolean() ? "building" : "Straße",
                    random.nextDouble(),
                    new TileId(random.nextInt(GRID.rows()), random.nextInt(GRID.columns())),
                    sides,
                    1 + random.nextInt(5),
                    origin(random)));
        }
        return candidates;
    }

    private static Origin origin(Random random) {
        return new Origin(
                random.nextBoolean() ? Optional.of("Dach") : Optional.empty(),
                random.nextBoolean() ? Optional.of("p" + random.nextInt(9)) : Optional.empty(),
                random.nextBoolean() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty());
    }

    private static Polygon box(double x, double y, double side) {
        return FACTORY.createPolygon(new Coordinate[] {
            new Coordinate(x, y),
            new Coordinate(x, y + side),
            new Coordinate(x + side, y + side),
            new Coordinate(x + side, y),
            new Coordinate(x, y)
        });
    }

    private static List<Long> bits(Geometry geometry) {
        List<Long> bits = new ArrayList<>();
        for (Coordinate coordinate : geometry.getCoordinates()) {
            bits.add(Double.doubleToRawLongBits(coordinate.x));
            bits.add(Double.doubleToRawLongBits(coordinate.y));
        }
        return bits;
    }

    static CoordinateReferenceSystem crs(String code) {
        try {
            return CRS.decode(code, true);
        } catch (FactoryException e) {
            throw new IllegalStateException(code.toLowerCase(Locale.ROOT), e);
        }
    }
}
