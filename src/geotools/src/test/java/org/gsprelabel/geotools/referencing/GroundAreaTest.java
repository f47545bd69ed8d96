package org.gsprelabel.geotools.referencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.PolygonArea;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultEngineeringCRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.gsprelabel.georef.GridToWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.densify.Densifier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.WKTReader;

class GroundAreaTest {

    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final GridToWorld IDENTITY = new GridToWorld(1, 0, 0, 1, 0, 0);

    /** Albers with standard parallels 29.5 and 45.5, without a code: true to area. */
    private static final String ALBERS = """
            PROJCS["my own Albers", GEOGCS["NAD83", DATUM["North_American_Datum_1983",
              SPHEROID["GRS 1980", 6378137, 298.257222101]], PRIMEM["Greenwich", 0],
              UNIT["degree", 0.0174532925199433]],
              PROJECTION["Albers_Conic_Equal_Area"], PARAMETER["standard_parallel_1", 29.5],
              PARAMETER["standard_parallel_2", 45.5], PARAMETER["latitude_of_center", 23],
              PARAMETER["longitude_of_center", -96], PARAMETER["false_easting", 0], PARAMETER["false_northing", 0],
              UNIT["metre", 1], AXIS["x", EAST], AXIS["y", NORTH]]
            """;

    @ParameterizedTest
    @CsvSource({"0, 1", "60, 61", "-61, -60", "-0.5, 0.5", "79, 80"})
    void aCellOfDegreesHasTheAreaOfItsZone(double south, double north) {
        GroundArea area = new GroundArea(crs("EPSG:4326"), IDENTITY);

        assertThat(area.squareMetresOfWorld(box(10, south, 11, north)))
                .isCloseTo(zone(north) - zone(south), withinPercentage(1e-8));
    }

    @ParameterizedTest
    // Central meridian: 0.9996 exactly. Edge of the zone at the equator, A = 3 degrees in radians and e'2 = 0.00673950:
    // 0.9996 * (1 + (1 + e'2) A^2 / 2 + (5 + 42 e'2 + 13 e'4 - 28 e'2) A^4 / 24) = 1.00098106 (Snyder 1987, 8-11).
    @CsvSource({"500000, 1000, 0.9996", "833978.6, 0, 1.00098106"})
    void utmIsCorrectedByTheScaleOfTheMap(double easting, double northing, double scale) {
        GroundArea area = new GroundArea(crs("EPSG:32633"), new GridToWorld(2, 0, 0, -2, easting - 20, northing + 20));

        assertThat(area.squareMetres(box(0, 0, 20, 20))).isCloseTo(40 * 40 / (scale * scale), withinPercentage(1e-4));
    }

    @Test
    void webMercatorAtSixtyDegreesIsAboutFourTimesTooLarge() {
        GroundArea area = new GroundArea(crs("EPSG:3857"), IDENTITY);
        double sine = Math.sin(Math.toRadians(60));
        double w = 1 - 0.0066943799901413165 * sine * sine;
        // Ground lengths per map metre: cos(60) N / a along the parallel, cos(60) M / a along the meridian.
        double factor = 0.5 / Math.sqrt(w) * 0.5 * (1 - 0.0066943799901413165) / (w * Math.sqrt(w));

        assertThat(area.squareMetresOfWorld(box(1_000_000, 8_399_687.89, 1_000_100, 8_399_787.89)))
                .isCloseTo(100 * 100 * factor, withinPercentage(1e-4));
    }

    @Test
    void anEqualAreaProjectionWithoutCodeKeepsTheAreaOfTheMap() throws Exception {
        GroundArea area = new GroundArea(CRS.parseWKT(ALBERS), IDENTITY);

        assertThat(area.squareMetresOfWorld(box(500_000, 1_500_000, 500_300, 1_500_300)))
                .isCloseTo(90_000, withinPercentage(1e-5));
        assertThat(area.squareMetresOfWorld(box(-900_000, 900_000, -800_000, 1_000_000)))
                .isCloseTo(1e10, withinPercentage(1e-4));
    }

    @Test
    void feetAreNotMetres() {
        GroundArea area = new GroundArea(crs("EPSG:2263"), IDENTITY);

        // 100 US survey feet near the standard parallel 40.67 of the projection, where the map is true to scale.
        assertThat(area.squareMetresOfWorld(box(983_250, 181_000, 983_350, 181_100)))
                .isCloseTo(Math.pow(100 * 1200 / 3937.0, 2), withinPercentage(0.01));
    }

    @Test
    void holesAndPartsAreCountedOnce() throws Exception {
        GroundArea area = new GroundArea(crs("EPSG:32633"), new GridToWorld(1, 0, 0, -1, 500_000, 5_000_000));
        Geometry shape = new WKTReader()
                .read(
                        "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2)), ((20 0, 21 0, 21 1, 20 "
                                + "1, 20 0)))");

        assertThat(area.squareMetres(shape)).isCloseTo(97 / (0.9996 * 0.9996), withinPercentage(1e-4));
    }

    @Test
    void smallShapesOfManyCrsAgreeWithGeodesicPolygons() {
        Random random = new Random(8);
        for (String code : new String[] {"EPSG:32633", "EPSG:3857", "EPSG:3035", "EPSG:2154"}) {
            CoordinateReferenceSystem crs = crs(code);
            GroundArea area = new GroundArea(crs, IDENTITY);
            Ellipsoid ellipsoid = Ellipsoid.of(crs);
            double[] centre = code.equals("EPSG:3857") ? new double[] {8e5, 6.8e6} : middle(code);
            for (int i = 0; i < 20; i++) {
                double size = Math.pow(10, random.nextInt(5));
                Coordinate[] corners = new Coordinate[4];
                for (int corner = 0; corner < 3; corner++) {
                    corners[corner] = new Coordinate(
                            centre[0] + size * random.nextGaussian(), centre[1] + size * random.nextGaussian());
                }
                corners[3] = corners[0];
                Polygon triangle = FACTORY.createPolygon(corners);

                double geodesic = geodesic(ellipsoid, corners);

                // The edges of the one are straight on the map, those of the other geodesics: for long ones not the
                // same.
                double tolerance = size < 1000 ? 0.01 : 1.5;
                if (triangle.getArea() > size * size / 4) {
                    assertThat(area.squareMetresOfWorld(triangle))
                            .as("%s %s", code, triangle)
                            .isCloseTo(geodesic, withinPercentage(tolerance));
                }
            }
        }
    }

    @Test
    void longEdgesFollowTheMap() {
        GroundArea area = new GroundArea(crs("EPSG:32633"), IDENTITY);
        Polygon coarse = FACTORY.createPolygon(new Coordinate[] {
            new Coordinate(400_000, 6_600_000),
            new Coordinate(480_000, 6_600_000),
            new Coordinate(440_000, 6_680_000),
            new Coordinate(400_000, 6_600_000)
        });
        Geometry fine = Densifier.densify(coarse, 50);

        assertThat(area.squareMetresOfWorld(coarse))
                .isCloseTo(geodesic(Ellipsoid.of(crs("EPSG:32633")), fine.getCoordinates()), withinPercentage(0.001));
    }

    @Test
    void aShapeMayCrossTheAntimeridian() {
        GroundArea area = new GroundArea(crs("EPSG:3832"), IDENTITY);
        GroundArea elsewhere = new GroundArea(crs("EPSG:4326"), IDENTITY);

        // The Mercator map of the Pacific is centred on 150 E: 180 lies 30 degrees to the east.
        double east = Math.toRadians(30) * 6_378_137;
        double crossing = area.squareMetresOfWorld(box(east - 500, 0, east + 500, 1000));
        double before = area.squareMetresOfWorld(box(east - 1500, 0, east - 500, 1000));
        assertThat(crossing).isCloseTo(before, withinPercentage(1e-8));
        assertThat(elsewhere.squareMetresOfWorld(box(179.5, 10, 180.5, 11)))
                .isCloseTo(zone(11) - zone(10), withinPercentage(1e-8));
    }

    @Test
    void aShapeMayHoldThePole() {
        GroundArea area = new GroundArea(crs("EPSG:3031"), IDENTITY);
        Coordinate[] circle = new Coordinate[1001];
        for (int i = 0; i <= 1000; i++) {
            double angle = 2 * Math.PI * (i % 1000) / 1000;
            circle[i] = new Coordinate(100_000 * Math.cos(angle), 100_000 * Math.sin(angle));
        }

        double[] edge = {100_000, 0};
        Ellipsoid.of(crs("EPSG:3031")).toLonLat(edge, 1);
        double cap = 360 * (zone(90) - zone(-edge[1]));
        assertThat(area.squareMetresOfWorld(FACTORY.createPolygon(circle))).isCloseTo(cap, withinPercentage(0.01));
    }

    @Test
    void anEngineeringSystemHasNoGround() {
        assertThatThrownBy(() -> new GroundArea(DefaultEngineeringCRS.CARTESIAN_2D, IDENTITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no geodetic datum");
    }

    @Test
    void latitudeFirstIsReadAsDeclared() throws Exception {
        GroundArea latitudeFirst = new GroundArea(CRS.decode("EPSG:4326", false), IDENTITY);

        assertThat(latitudeFirst.squareMetresOfWorld(box(60, 10, 61, 11))).isCloseTo(zone(61) - zone(60), within(1.0));
        assertThat(new GroundArea(DefaultGeographicCRS.WGS84, IDENTITY).squareMetresOfWorld(box(10, 60, 11, 61)))
                .isCloseTo(zone(61) - zone(60), within(1.0));
    }

    /** Area in m2 between the equator and a parallel of WGS 84, over one degree of longitude: the closed form. */
    private static double zone(double latitude) {
        double b = 6_356_752.314245179;
        double e = Math.sqrt(0.0066943799901413165);
        double sine = Math.sin(Math.toRadians(latitude));
        double atanh = 0.5 * Math.log((1 + e * sine) / (1 - e * sine));
        return Math.toRadians(1) * b * b / 2 * (atanh / e + sine / (1 - e * e * sine * sine));
    }

    @ParameterizedTest
    // 2 arcs of the meridian (Simpson's rule over a (1 - e2) / (1 - e2 sin2)^1.5) and one arc of each parallel
    // (a cos / (1 - e2 sin2)^0.5): 0.001 degrees at 60 N are 111.412 m by 55.799 m.
    @CsvSource({
        "0, 0.001, 10, 10.001, 443.787533, 0.785389",
        "60, 60.001, 10, 10.001, 334.422911, 0.698520",
        "60, 60.001, 10, 10.002, 446.021230, 0.785398",
        "60, 61, 10, 11, 332748.9355, 0.694946"
    })
    void theOutlineOfACellOfDegreesIsThatOfItsArcs(
            double south, double north, double west, double east, double metres, double compactness) {
        GroundArea ground = new GroundArea(crs("EPSG:4326"), IDENTITY);

        assertThat(ground.metresAround(box(west, south, east, north))).isCloseTo(metres, withinPercentage(1e-6));
        assertThat(ground.compactness(box(west, south, east, north))).isCloseTo(compactness, within(1e-6));
    }

    @Test
    void everyOutlineOfAShapeCounts() throws Exception {
        GroundArea ground = new GroundArea(crs("EPSG:32633"), new GridToWorld(1, 0, 0, -1, 500_000, 5_000_000));
        Geometry shape = new WKTReader()
                .read(
                        "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2)), ((20 0, 21 0, 21 1, 20 "
                                + "1, 20 0)))");

        // 40 + 8 + 4 metres on the map, at its scale on the central meridian.
        assertThat(ground.metresAround(shape)).isCloseTo(52 / 0.9996, withinPercentage(1e-4));
        assertThat(ground.compactness(shape)).isCloseTo(4 * Math.PI * 97 / (52 * 52), within(1e-5));
    }

    @Test
    void thereIsNoGroundBeyondThePole() {
        GroundArea ground = new GroundArea(crs("EPSG:4326"), IDENTITY);

        assertThatThrownBy(() -> ground.squareMetres(box(10, 1000, 11, 1001)))
                .isInstanceOf(OutsideCrsException.class)
                .hasMessage("coordinates must lie on the ground, got latitude 1000.0");
        assertThatThrownBy(() -> ground.metresAround(box(10, 1000, 11, 1001))).isInstanceOf(OutsideCrsException.class);
    }

    /** A zone of all longitudes, as a mask of a map of the world has it: its edges end where they began. */
    @ParameterizedTest
    @CsvSource({"-180, 180", "0, 360", "-180.0000000001, 180"})
    void aShapeMayGoAroundTheEarth(double west, double east) {
        GroundArea ground = new GroundArea(crs("EPSG:4326"), IDENTITY);

        assertThat(ground.squareMetresOfWorld(box(west, 10, east, 20)))
                .isCloseTo(360 * (zone(20) - zone(10)), withinPercentage(1e-6));
        assertThat(ground.squareMetresOfWorld(box(west, -90, east, 90)))
                .isCloseTo(720 * zone(90), withinPercentage(1e-6));
        // two parallels, a cos / (1 - e2 sin2)^0.5 times 2 pi, and twice the meridian between them
        assertThat(ground.metresAround(box(west, 10, east, 20)))
                .isCloseTo(39_470_171.06 + 37_672_951.07 + 2 * 1_106_511.42, withinPercentage(1e-4));
    }

    /** They would be divided until there is no memory left. */
    @ParameterizedTest
    @ValueSource(doubles = {1e6, 1e12, 1e15})
    void thereIsNoGroundManyTurnsAway(double east) {
        GroundArea ground = new GroundArea(crs("EPSG:4326"), IDENTITY);

        assertThatThrownBy(() -> ground.squareMetres(box(0, 10, east, 11)))
                .isInstanceOf(OutsideCrsException.class)
                .hasMessage("coordinates must lie on the ground, got longitude " + east);
    }

    @Test
    void anOutlineThatGoesAroundTheEarthAgainAndAgainIsNotMeasured() {
        GroundArea ground = new GroundArea(crs("EPSG:4326"), IDENTITY);
        Coordinate[] comb = new Coordinate[1001];
        for (int i = 0; i < 1000; i++) {
            comb[i] = new Coordinate(i % 2 == 0 ? -80 : 80, i * 0.01);
        }
        comb[1000] = comb[0].copy();

        assertThatThrownBy(() -> ground.squareMetres(FACTORY.createPolygon(comb)))
                .isInstanceOf(OutsideCrsException.class)
                .hasMessage("an outline must be at most 4000000 km long, got a longer one");
    }

    /** GeoTools fails when it writes the message, and with another exception then. */
    @Test
    void placesFarBeyondAProjectionAreOutside() {
        GroundArea ground = new GroundArea(crs("EPSG:32633"), IDENTITY);
        Polygon far = FACTORY.createPolygon(new Coordinate[] {
            new Coordinate(500_000, 0),
            new Coordinate(-7.8547968e11, 0.4250744),
            new Coordinate(500_000, 100),
            new Coordinate(500_000, 0)
        });

        assertThatThrownBy(() -> ground.squareMetres(far))
                .isInstanceOf(OutsideCrsException.class)
                .hasMessageStartingWith("coordinates lie outside the area where their reference system is defined");
    }

    private static double geodesic(Ellipsoid ellipsoid, Coordinate[] ring) {
        Geodesic geodesic = ellipsoid.geodesic();
        PolygonArea polygon = new PolygonArea(geodesic, false);
        for (int i = 0; i + 1 < ring.length; i++) {
            double[] point = {ring[i].x, ring[i].y};
            ellipsoid.toLonLat(point, 1);
            polygon.AddPoint(point[1], point[0]);
        }
        return Math.abs(polygon.Compute(false, true).area);
    }

    private static double[] middle(String code) {
        return switch (code) {
            case "EPSG:32633" -> new double[] {400_000, 5_800_000};
            case "EPSG:3035" -> new double[] {4_500_000, 3_000_000};
            default -> new double[] {700_000, 6_600_000};
        };
    }

    private static Polygon box(double left, double bottom, double right, double top) {
        return (Polygon) FACTORY.toGeometry(new Envelope(left, right, bottom, top));
    }

    private static CoordinateReferenceSystem crs(String code) {
        try {
            return CRS.decode(code, true);
        } catch (FactoryException e) {
            throw new IllegalStateException(e);
        }
    }
}
