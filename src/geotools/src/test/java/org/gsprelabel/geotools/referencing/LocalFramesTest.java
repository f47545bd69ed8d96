package org.gsprelabel.geotools.referencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.sf.geographiclib.GeodesicData;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.referencing.CRS;
import org.gsprelabel.georef.GridToWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.util.AffineTransformation;

class LocalFramesTest {

    @ParameterizedTest
    @CsvSource({
        "EPSG:32633, 0.5, 0, 0, -0.5, 391000, 5820000", // Berlin, north up
        "EPSG:32633, 0.4, 0.3, 0.3, -0.4, 391000, 5820000", // turned
        "EPSG:32633, 0.5, 0.1, 0.2, -0.6, 820000, 1000000", // sheared, far from the central meridian
        "EPSG:4326, 5e-6, 0, 0, -5e-6, 13.4, 52.5",
        "EPSG:4326, 8e-6, 3e-6, 2e-6, -5e-6, 24.9, -69.9",
        "EPSG:4326, 5e-6, 0, 0, -5e-6, 179.9999, 0.0001", // on the antimeridian
        "EPSG:3857, 0.6, 0, 0, -0.6, 1490000, 6890000"
    })
    void lengths_and_azimuths_are_those_of_geodesics(
            String code, double scaleX, double shearY, double shearX, double scaleY, double x, double y) {
        CoordinateReferenceSystem crs = crs(code);
        GridToWorld grid = new GridToWorld(scaleX, shearY, shearX, scaleY, x, y);
        Ellipsoid ellipsoid = Ellipsoid.of(crs);
        Coordinate middle = new Coordinate(40, 30);

        AffineTransformation frame = new LocalFrames(crs, grid).around(middle);

        assertThat(frame.transform(middle, new Coordinate()).distance(new Coordinate(0, 0)))
                .isLessThan(1e-9);
        for (int degrees = 0; degrees < 360; degrees += 30) {
            Coordinate other = new Coordinate(
                    middle.x + 60 * Math.cos(Math.toRadians(degrees)),
                    middle.y + 60 * Math.sin(Math.toRadians(degrees)));
            double[] ends = {
                grid.worldX(middle.x, middle.y),
                grid.worldY(middle.x, middle.y),
                grid.worldX(other.x, other.y),
                grid.worldY(other.x, other.y)
            };
            ellipsoid.toLonLat(ends, 2);
            GeodesicData geodesic = ellipsoid.geodesic().Inverse(ends[1], ends[0], ends[3], ends[2]);

            Coordinate metres = frame.transform(other, new Coordinate());

            assertThat(Math.hypot(metres.x, metres.y)).isCloseTo(geodesic.s12, within(geodesic.s12 * 3e-5));
            double azimuth = Math.toDegrees(Math.atan2(metres.x, metres.y));
            assertThat(Math.IEEEremainder(azimuth - geodesic.azi1, 360)).isCloseTo(0, within(0.002));
        }
    }

    @Test
    void there_is_no_plane_in_degrees_around_a_pole() {
        LocalFrames frames = new LocalFrames(crs("EPSG:4326"), new GridToWorld(1e-5, 0, 0, 0.5, 0, 80));

        assertThatThrownBy(() -> frames.around(new Coordinate(0, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("latitude 90");
    }

    private static CoordinateReferenceSystem crs(String code) {
        try {
            return CRS.decode(code, true);
        } catch (FactoryException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
