package org.gsprelabel.geotools.referencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class RegionOfInterestTest {

    private static final GridToWorld GRID = GridToWorld.northUp(400_000, 5_800_000, 0.5, 0.5);
    private static final PixelRect BOUNDS = new PixelRect(0, 0, 1000, 800);

    @Test
    void aRegionInTheCrsOfTheCoverageBecomesPixels() throws Exception {
        Geometry pixels = toPixels(box(400_010, 5_799_900, 400_060, 5_799_950));

        assertThat((Object) pixels.getEnvelopeInternal()).isEqualTo(new Envelope(20, 120, 100, 200));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theRegionsOwnCrsIsHonoured(boolean byUserData) throws Exception {
        CoordinateReferenceSystem degrees = CRS.decode("EPSG:4326", true);
        Geometry roi =
                JTS.transform(box(400_010, 5_799_900, 400_060, 5_799_950), CRS.findMathTransform(utm(), degrees));
        if (byUserData) {
            roi.setUserData(degrees);
        } else {
            roi.setSRID(4326);
        }

        Envelope pixels = toPixels(roi).getEnvelopeInternal();

        assertThat(pixels.getMinX()).isEqualTo(20, within(0.01));
        assertThat(pixels.getMaxX()).isEqualTo(120, within(0.01));
        assertThat(pixels.getMinY()).isEqualTo(100, within(0.01));
        assertThat(pixels.getMaxY()).isEqualTo(200, within(0.01));
    }

    @Test
    void latitudeFirstIsHonouredWhereItIsDeclared() throws Exception {
        CoordinateReferenceSystem latitudeFirst = CRS.decode("EPSG:4326", false);
        Geometry roi =
                JTS.transform(box(400_010, 5_799_900, 400_060, 5_799_950), CRS.findMathTransform(utm(), latitudeFirst));
        roi.setUserData(latitudeFirst);

        assertThat(toPixels(roi).getEnvelopeInternal().getMinX()).isEqualTo(20, within(0.01));
    }

    @Test
    void straightLinesOfAnotherMapBend() throws Exception {
        // Three degrees of longitude along 52 N, on a map that is centred on their middle: the middle lies south of the
        // line between the ends, by about R cot(52) (1 - cos(1.5 degrees * sin(52))).
        CoordinateReferenceSystem degrees = CRS.decode("EPSG:4326", true);
        Geometry roi = box(13.5, 52, 16.5, 52.5);
        roi.setUserData(degrees);

        Geometry pixels = RegionOfInterest.toPixels(
                roi, utm(), GridToWorld.northUp(300_000, 6_000_000, 100, 100), new PixelRect(0, 0, 4000, 4000));

        double middle = lowest(pixels, 2000);
        double corner = lowest(pixels, pixels.getEnvelopeInternal().getMinX());
        double sagitta = 6_378_000 / Math.tan(Math.toRadians(52));
        sagitta = sagitta * (1 - Math.cos(Math.toRadians(1.5) * Math.sin(Math.toRadians(52))));
        assertThat((middle - corner) * 100).isEqualTo(sagitta, within(10.0));
    }

    @Test
    void anInvalidRegionIsRepaired() throws Exception {
        Geometry bowTie = new WKTReader()
                .read("POLYGON ((400000 5799900, 400100 5800000, 400100 5799900, 400000 5800000, 400000 5799900))");

        assertThat(toPixels(bowTie).isValid()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POINT (400000 5800000) | roi must be a polygon or multipolygon, got Point",
                "POLYGON EMPTY | roi must not be empty",
                "POLYGON ((0 0, 1 0, 1 1, 0 0)) | does not meet the coverage"
            })
    void aRegionThatCannotBeUsedIsRefused(String wkt, String message) throws ParseException {
        Geometry roi = new WKTReader().read(wkt);

        assertThatThrownBy(() -> toPixels(roi))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anUnknownSridIsRefused() {
        Geometry roi = box(0, 0, 1, 1);
        roi.setSRID(999_999);

        assertThatThrownBy(() -> toPixels(roi)).hasMessage("roi has the unknown SRID 999999");
    }

    /** On the zone's own map the antimeridian is a line like any other; in degrees, a place there has two longitudes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRegionAcrossTheAntimeridianIsOneAtBothEndsOfTheMap(boolean longitudeFirst) throws Exception {
        CoordinateReferenceSystem degrees = CRS.decode("EPSG:4326", longitudeFirst);
        // 177 W is the central meridian of zone 1; there, at 18 S, a degree has 106 km, so the region ends at 179.2 E
        // and 178.9 W.
        Geometry roi = box(100_000, 8_000_000, 300_000, 8_100_000);
        roi.setUserData(CRS.decode("EPSG:32701", true));

        Geometry region = RegionOfInterest.toCrs(roi, degrees);

        assertThat(region.isValid()).isTrue();
        assertThat(region.getNumGeometries()).isEqualTo(2);
        for (double longitude : new double[] {179.5, 180, 180.5, 181, -179.5, -180, -180.5, -179}) {
            assertThat(region.contains(place(longitude, -17.5, longitudeFirst)))
                    .as("%s", longitude)
                    .isTrue();
        }
        for (double longitude : new double[] {0, 90, -90, 179, 181.5, -178.5, -181}) {
            assertThat(region.contains(place(longitude, -17.5, longitudeFirst)))
                    .as("%s", longitude)
                    .isFalse();
        }
    }

    @Test
    void aHoleGoesWithTheRegionAcrossTheAntimeridian() throws Exception {
        Geometry roi =
                box(100_000, 8_000_000, 300_000, 8_100_000).difference(box(150_000, 8_040_000, 200_000, 8_060_000));
        roi.setUserData(CRS.decode("EPSG:32701", true));

        Geometry region = RegionOfInterest.toCrs(roi, CRS.decode("EPSG:4326", true));

        // 175 km east on that map is 325 km west of 177 W, about 179.93 E
        for (double longitude : new double[] {179.93, -180.07}) {
            assertThat(region.contains(place(longitude, -17.63, true))).isFalse();
            assertThat(region.contains(place(longitude, -17.3, true))).isTrue();
        }
    }

    @Test
    void aRegionAroundAPoleHasNoOutlineInDegrees() throws Exception {
        Geometry roi = box(-1e6, -1e6, 1e6, 1e6);
        roi.setUserData(CRS.decode("EPSG:3031", true));

        assertThatThrownBy(() -> RegionOfInterest.toCrs(roi, CRS.decode("EPSG:4326", true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("roi goes around a pole, so it has no outline in 'WGS 84'; give it in that CRS");
    }

    @Test
    void aRegionOverTheEndOfAMapInMetresIsRefused() throws Exception {
        CoordinateReferenceSystem mercator = CRS.decode("EPSG:3832", true);
        // centred on 150 E, so it ends at 30 W
        Geometry roi = box(-31, 10, -29, 11);
        roi.setSRID(4326);

        assertThatThrownBy(() -> RegionOfInterest.toCrs(roi, mercator))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("roi goes over the end of the map of '"
                        + mercator.getName().getCode() + "'; give it in that CRS, or as two polygons that end there");

        Geometry parts = roi.getFactory()
                .createMultiPolygon(
                        new Polygon[] {(Polygon) box(-31, 10, -30.001, 11), (Polygon) box(-29.999, 10, -29, 11)});
        parts.setSRID(4326);
        Envelope ends = RegionOfInterest.toCrs(parts, mercator).getEnvelopeInternal();
        assertThat(ends.getMaxX()).isEqualTo(Math.toRadians(179.999) * 6_378_137, within(1.0));
        assertThat(ends.getMinX()).isEqualTo(Math.toRadians(-179.999) * 6_378_137, within(1.0));
    }

    private static Geometry place(double longitude, double latitude, boolean longitudeFirst) {
        return new GeometryFactory()
                .createPoint(
                        longitudeFirst ? new Coordinate(longitude, latitude) : new Coordinate(latitude, longitude));
    }

    private static double lowest(Geometry geometry, double column) {
        double lowest = 0;
        for (Coordinate coordinate : geometry.getCoordinates()) {
            if (Math.abs(coordinate.x - column) < 11) {
                lowest = Math.max(lowest, coordinate.y);
            }
        }
        return lowest;
    }

    private static Geometry toPixels(Geometry roi) throws FactoryException, TransformException {
        return RegionOfInterest.toPixels(roi, utm(), GRID, BOUNDS);
    }

    private static CoordinateReferenceSystem utm() throws FactoryException {
        return CRS.decode("EPSG:32633", true);
    }

    private static Geometry box(double left, double bottom, double right, double top) {
        return new GeometryFactory().toGeometry(new Envelope(left, right, bottom, top));
    }
}
