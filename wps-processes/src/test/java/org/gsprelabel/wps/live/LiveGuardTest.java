package org.gsprelabel.wps.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.coverage.grid.GridCoverageFactory;
import org.geotools.gce.geotiff.GeoTiffWriter;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.process.ProcessException;
import org.geotools.referencing.CRS;
import org.gsprelabel.wps.limits.LiveLimits;
import org.gsprelabel.wps.limits.RequestLimits;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;

/** What a map is told in place of labels, before anything is looked at. */
class LiveGuardTest extends LiveFixture {

    @Test
    void a_map_of_too_many_tiles_or_too_small_a_scale_says_so_on_the_map() throws Exception {
        register(models, new LiveLimits(4, 60), 1 << 20);
        ReferencedEnvelope everything = map(-100, -100, 1100, 1100);

        assertThat(live("outputBBOX", everything)).singleElement().satisfies(feature -> {
            assertThat(feature.getAttribute(LiveFeatures.MESSAGE))
                    .isEqualTo("zoom in to see live labels: this map needs 16 tiles, prelabel.liveMaxTiles allows 4");
            assertThat(((Geometry) feature.getDefaultGeometry())
                            .symDifference(polygon(map(0, 0, SIZE, SIZE)))
                            .getArea())
                    .isLessThan(1e-6 * everything.getArea());
        });
        assertThat(live("outputBBOX", map(0, 0, 100, 100), "scaleDenominator", 6000.4, "maxScaleDenominator", 5000.0))
                .singleElement()
                .satisfies(feature -> assertThat(feature.getAttribute(LiveFeatures.MESSAGE))
                        .isEqualTo("zoom in to 1:5000 to see live labels; this map is 1:6000"));
        assertThat(live("outputBBOX", map(0, 0, 100, 100), "maxTiles", 1))
                .allSatisfy(feature ->
                        assertThat(feature.getAttribute(LiveFeatures.MESSAGE)).isNull());
    }

    @Test
    void of_several_limits_of_tiles_the_least_is_named() throws Exception {
        register(models, new LiveLimits(12, 60), new RequestLimits(10, 1L << 40, 1000), 1 << 20);
        ReferencedEnvelope everything = map(0, 0, SIZE, SIZE);

        assertThat(message(live("outputBBOX", everything, "maxTiles", 8)))
                .endsWith("needs 16 tiles, maxTiles allows 8");
        assertThat(message(live("outputBBOX", everything, "maxTiles", 1000)))
                .endsWith("needs 16 tiles, prelabel.maxTiles allows 10");
    }

    /** About 31,750 working pixels along each side, and a tile every five: a list of them would fill the heap of the tests. */
    @Test
    void the_tiles_of_a_map_are_counted_without_being_listed() throws Exception {
        register(models, new LiveLimits(64, 60), 1 << 20);
        ReferencedEnvelope everything =
                new ReferencedEnvelope(400_000, 404_000, 0, 4000, CRS.decode("EPSG:32633", true));
        BufferedImage black = new BufferedImage(4000, 4000, BufferedImage.TYPE_3BYTE_BGR);
        GeoTiffWriter writer = new GeoTiffWriter(folder.resolve("black.tif").toFile());
        writer.write(new GridCoverageFactory().create("black", black, everything), null);
        writer.dispose();

        String message = message(live(
                "coverageName",
                "black.tif",
                "outputBBOX",
                everything,
                "resolution",
                0.126,
                "tileSize",
                8,
                "overlap",
                0.45));

        assertThat(message)
                .matches("zoom in to see live labels: this map needs 403\\d{5} tiles, prelabel.liveMaxTiles allows 64");
    }

    /**
     * A window of three bands twice and as bytes, three bands of input, four classes of output, and their packed scores: of two tiles
     * and of four rows of four.
     */
    @Test
    void tiles_too_large_for_the_memory_of_a_request_are_told_on_the_map() throws Exception {
        int pixels = 256 * 256;
        int needed = pixels * (2 * 3 * 4 + 3 + 3 * 4 + 4 * 4 + 2 * 4 * 2 + 4 * 4 * 4 * 2);
        assertThat(needed).isBetween(12 << 20, 13 << 20);
        ReferencedEnvelope map = map(0, 0, 100, 100);
        register(models, new LiveLimits(64, 600), new RequestLimits(1000, 1L << 40, 1000, 12 << 20), 1 << 20);

        assertThat(message(live("outputBBOX", map)))
                .isEqualTo("a single tile of 256 x 256 pixels in work needs 13 megabytes of memory,"
                        + " prelabel.maxMemoryMegabytes allows 12; ask for a smaller tileSize");

        unregister();
        open.clear();
        register(models, new LiveLimits(64, 600), new RequestLimits(1000, 1L << 40, 1000, 13 << 20), 1 << 20);

        assertThat(live("outputBBOX", map, "maxSeconds", 600.0))
                .isNotEmpty()
                .allSatisfy(feature ->
                        assertThat(feature.getAttribute(LiveFeatures.MESSAGE)).isNull());
    }

    private static String message(List<SimpleFeature> features) {
        assertThat(features).hasSize(1);
        return String.valueOf(features.get(0).getAttribute(LiveFeatures.MESSAGE));
    }

    @Test
    void a_map_beside_the_coverage_is_empty() throws Exception {
        register(models, new LiveLimits(64, 600), 1 << 20);

        assertThat(live("outputBBOX", map(2000, 0, 100, 100))).isEmpty();
    }

    @Test
    void what_is_wrong_is_said_in_one_sentence() throws Exception {
        register(models, new LiveLimits(64, 600), 1 << 20);

        assertThatThrownBy(() -> live("model", "nobody", "outputBBOX", map(0, 0, 100, 100)))
                .isInstanceOf(ProcessException.class)
                .hasMessageStartingWith("no model 'nobody'");
        assertThatThrownBy(() -> live())
                .isInstanceOf(ProcessException.class)
                .hasMessage("give outputBBOX, the extent of the map; neither it nor data was given");
        assertThatThrownBy(() -> live("outputBBOX", map(0, 0, 100, 100), "maxSeconds", -1.0))
                .isInstanceOf(ProcessException.class)
                .hasMessage("maxSeconds must be at least 0, got -1.0");
    }
}
