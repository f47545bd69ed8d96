package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.gsprelabel.acceptance.wire.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.locationtech.jts.geom.Geometry;

/** GetMap with the shipped style for live labels, held against the roofs of the scene, pixel by pixel. */
@ExtendWith(SiteExtension.class)
class LiveMapsIT {

    private static final int SIDE = 384;

    /** Where in the scene the map lies: off the corners of tiles. */
    private static final int LEFT = 200;

    private static final int TOP = 150;

    /** A map waits some seconds for a model at most, so the first ones may show what is still to be done. */
    private static final int MOST_MAPS = 30;

    private final Site site;

    LiveMapsIT(Site site) {
        this.site = site;
    }

    @BeforeEach
    void addTheShippedStyle() throws IOException {
        site.rest()
                .putStyle(
                        Site.LIVE_STYLE,
                        Files.readString(Path.of(System.getProperty("prelabel.styles"), "prelabel-live.sld")));
    }

    @Test
    void a_map_shows_the_roofs_that_it_covers_where_they_are() {
        Answer answer = finished(LEFT, TOP);

        Geometry roofs = Site.roofs(LEFT, TOP, SIDE);
        // the outline of the style is 1.5 pixels wide
        MapImage.of(answer).assertDrawn(roofs, 2);
    }

    @Test
    void a_map_that_is_moved_shows_the_same_where_both_cover() {
        int step = 64;
        BufferedImage first = MapImage.of(finished(LEFT, TOP)).pixels();
        BufferedImage second = MapImage.of(finished(LEFT + step, TOP)).pixels();

        for (int y = 0; y < SIDE; y++) {
            for (int x = step + 3; x < SIDE - 3; x++) {
                assertThat(second.getRGB(x - step, y)).as("%s, %s", x, y).isEqualTo(first.getRGB(x, y));
            }
        }
    }

    @Test
    void a_map_of_too_small_a_scale_asks_to_zoom_in() {
        Answer answer = map(LEFT, TOP, 48, "");

        assertThat(answer.contentType()).as(answer.toString()).startsWith("image/png");
        assertThat(orange(answer)).isZero();
        assertThat(grey(answer)).isPositive();
    }

    @Test
    void a_map_does_not_tell_of_layers_without_rights() {
        Answer answer = map(LEFT, TOP, SIDE, environment(Site.CLOSED_SCENE));

        assertThat(Refusals.messages(answer, "ServiceException"))
                .contains("coverageName '" + Site.CLOSED_SCENE + "' is not known");
    }

    /** The map when all its tiles were looked at: nothing grey is left. */
    private Answer finished(int x, int y) {
        Answer answer = map(x, y, SIDE, "");
        for (int i = 1; i < MOST_MAPS && grey(answer) > 0; i++) {
            answer = map(x, y, SIDE, "");
        }
        assertThat(grey(answer)).as("pixels of tiles that were not looked at").isZero();
        return answer;
    }

    private Answer map(int x, int y, int pixels, String environment) {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "service", "WMS",
                "version", "1.1.1",
                "request", "GetMap",
                "layers", Site.SCENE,
                "styles", Site.LIVE_STYLE,
                "srs", "EPSG:32633",
                "format", "image/png",
                "transparent", "true"));
        parameters.put("bbox", Site.bbox(x, y, SIDE));
        parameters.put("width", Integer.toString(pixels));
        parameters.put("height", Integer.toString(pixels));
        parameters.put("env", environment.isEmpty() ? environment(Site.SCENE) : environment);
        return site.anonymous().get("/wms", parameters);
    }

    private static String environment(String coverageName) {
        return "prelabel_coverage:" + coverageName + ";prelabel_model:" + Site.MODEL;
    }

    /** Pixels of the colour that labels have. */
    private static int orange(Answer answer) {
        return MapImage.of(answer).count((red, green, blue) -> red - blue > 60);
    }

    /** Pixels of the colours that messages have. */
    private static int grey(Answer answer) {
        return MapImage.of(answer).count((red, green, blue) -> Math.abs(red - blue) < 20);
    }
}
