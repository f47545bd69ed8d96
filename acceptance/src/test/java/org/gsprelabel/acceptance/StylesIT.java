package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.gsprelabel.acceptance.wire.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;

/** The styles that the plugin adds to its server, on a layer that it has published, held against the roofs of the scene. */
@ExtendWith(SiteExtension.class)
class StylesIT {

    private static final String LAYER = Site.WORKSPACE + ":styled";

    private static final int SIDE = 384;
    private static final int LEFT = 200;
    private static final int TOP = 150;

    /** How far a line reaches out of what it goes round, and by how much outlines found may differ, in pixels. */
    private static final double LINE = 2;

    private final Site site;

    StylesIT(Site site) {
        this.site = site;
    }

    @BeforeEach
    void publish() {
        if (layer().status() == 404) {
            Answer made = site.admin()
                    .post(
                            "/wps",
                            Site.preLabel(Site.SCENE)
                                    .literal("publishTo", Site.WORKSPACE + ":" + Site.STORE + ":styled")
                                    .raw("report", "")
                                    .xml());
            assertThat(made.text()).contains(LAYER);
        }
    }

    @Test
    void a_published_layer_has_the_style_by_class() {
        assertThat(layer().json().at("/layer/defaultStyle/name").asString()).isEqualTo("prelabel-class");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "prelabel-class", "prelabel-confidence"})
    void a_map_shows_the_roofs_where_they_are(String style) {
        MapImage.of(map(style, SIDE)).assertDrawn(Site.roofs(LEFT, TOP, SIDE), LINE);
    }

    @ParameterizedTest
    @CsvSource({"red roof, d55e00", "blue roof, 0072b2", "grey roof, f0e442"})
    void classes_have_their_colours(String className, String colour) {
        Geometry roofs = Site.roofs(LEFT, TOP, SIDE, className::equals);

        int drawn = MapImage.of(map("prelabel-class", SIDE)).count(MapImage.Colour.like(colour));

        assertThat(drawn).isBetween((int) (roofs.getArea() * 0.95), (int)
                roofs.buffer(LINE).getArea());
    }

    /** 384 pixels of 0.3 m are at 1:1071, a quarter of them at 1:4286; names are dark, and from 1:2500 on. */
    @Test
    void names_are_written_at_large_scales_only() {
        MapImage.Colour dark = (red, green, blue) -> red + green + blue < 200;

        assertThat(MapImage.of(map("prelabel-labels", SIDE)).count(dark)).isGreaterThan(SIDE);
        assertThat(MapImage.of(map("prelabel-labels", SIDE / 4)).count(dark)).isZero();
    }

    /** Five classes of confidence, each with a patch in a colour of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"440154", "3b528b", "21918c", "5ec962", "fde725"})
    void the_legend_shows_what_confidence_looks_like(String colour) {
        Answer legend = site.anonymous()
                .get(
                        "/wms",
                        Map.of(
                                "service", "WMS",
                                "version", "1.1.1",
                                "request", "GetLegendGraphic",
                                "layer", LAYER,
                                "style", "prelabel-confidence",
                                "format", "image/png",
                                "transparent", "true"));

        assertThat(MapImage.of(legend).count(MapImage.Colour.like(colour))).isGreaterThan(50);
    }

    private Answer layer() {
        return site.admin().get("/rest/layers/" + LAYER + ".json", Map.of());
    }

    private Answer map(String style, int pixels) {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "service", "WMS",
                "version", "1.1.1",
                "request", "GetMap",
                "layers", LAYER,
                "styles", style,
                "srs", "EPSG:32633",
                "format", "image/png",
                "transparent", "true",
                "width", Integer.toString(pixels),
                "height", Integer.toString(pixels)));
        parameters.put("bbox", Site.bbox(LEFT, TOP, SIDE));
        return site.anonymous().get("/wms", parameters);
    }
}
