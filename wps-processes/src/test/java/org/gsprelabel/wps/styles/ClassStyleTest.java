package org.gsprelabel.wps.styles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.filter.Filter;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.filter.FilterDOMParser;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Which rule of the style by class draws a feature, by the filters that GeoTools reads from it; the first that fits does. */
class ClassStyleTest {

    private static final String SLD = "http://www.opengis.net/sld";
    private static final String OGC = "http://www.opengis.net/ogc";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        red roof                  | red roof
        blue roof                 | blue roof
        grey roof                 | grey roof
        roof                      | roof, building, house
        Rooftop                   | roof, building, house
        roof_metal                | roof, building, house
        carport roof              | roof, building, house
        building                  | roof, building, house
        Buildings                 | roof, building, house
        building (damaged)        | roof, building, house
        house                     | roof, building, house
        greenhouse                | roof, building, house
        pool house                | roof, building, house
        waterproof tarpaulin      | other classes
        household waste           | other classes
        solar panel               | solar panel
        rooftop solar panel       | solar panel
        photovoltaic module       | solar panel
        car                       | car, truck, ship, plane
        Cars                      | car, truck, ship, plane
        parked car                | car, truck, ship, plane
        streetcar                 | car, truck, ship, plane
        small-vehicle             | car, truck, ship, plane
        large_vehicle             | car, truck, ship, plane
        Cargo Truck               | car, truck, ship, plane
        cargo ship                | car, truck, ship, plane
        water truck               | car, truck, ship, plane
        airplane                  | car, truck, ship, plane
        carpet                    | other classes
        cargo                     | other classes
        carport                   | other classes
        scarecrow                 | other classes
        shipping container        | other classes
        township                  | other classes
        planetarium               | other classes
        vehicle lot               | other classes
        tree                      | tree, vegetation, crop
        Trees                     | tree, vegetation, crop
        tree crown                | tree, vegetation, crop
        street tree               | tree, vegetation, crop
        plane tree                | tree, vegetation, crop
        low_vegetation            | tree, vegetation, crop
        forest                    | tree, vegetation, crop
        rainforest                | tree, vegetation, crop
        crop                      | tree, vegetation, crop
        rock outcrop              | other classes
        water                     | water, river, pool
        waterway                  | water, river, pool
        stormwater                | water, river, pool
        river                     | water, river, pool
        swimming pool             | water, river, pool
        swimming-pool             | water, river, pool
        screwdriver               | other classes
        spool                     | other classes
        street                    | road, parking
        Streets                   | road, parking
        road                      | road, parking
        railroad                  | road, parking
        forest road               | road, parking
        river road                | road, parking
        tree-lined street         | road, parking
        parking                   | road, parking
        truck parking             | road, parking
        car park                  | road, parking
        broadleaf                 | other classes
        football field            | other classes
        Swimming_pool             | water, river, pool
        water_body                | water, river, pool
        dry_crop                  | tree, vegetation, crop
        tree_canopy               | tree, vegetation, crop
        cargo_ship                | car, truck, ship, plane
        Warship                   | car, truck, ship, plane
        building_footprint        | roof, building, house
        parking_lot               | road, parking
        parking lots              | road, parking
        carré                     | other classes
        Straße                    | other classes
        """)
    void a_class_has_the_colour_of_the_words_in_its_name(String className, String title) throws Exception {
        assertThat(titleOf(className)).isEqualTo(title);
    }

    @Test
    void a_feature_without_a_class_is_drawn_as_others() throws Exception {
        assertThat(titleOf(null)).isEqualTo("other classes");
    }

    private static String titleOf(@Nullable String className) throws Exception {
        SimpleFeatureBuilder builder = new SimpleFeatureBuilder(PredictionSchema.in(DefaultGeographicCRS.WGS84));
        builder.set(PredictionSchema.CLASS_NAME, className);
        SimpleFeature feature = builder.buildFeature("one");
        NodeList rules = style().getElementsByTagNameNS(SLD, "Rule");
        String otherwise = "";
        for (int i = 0; i < rules.getLength(); i++) {
            Element rule = (Element) rules.item(i);
            String title = rule.getElementsByTagNameNS(SLD, "Title").item(0).getTextContent();
            if (rule.getElementsByTagNameNS(SLD, "ElseFilter").getLength() > 0) {
                otherwise = title;
            } else if (filter(rule).evaluate(feature)) {
                return title;
            }
        }
        return otherwise;
    }

    private static Filter filter(Element rule) {
        Node child = rule.getElementsByTagNameNS(OGC, "Filter").item(0).getFirstChild();
        while (child.getNodeType() != Node.ELEMENT_NODE) {
            child = child.getNextSibling();
        }
        return Objects.requireNonNull(FilterDOMParser.parseFilter(child));
    }

    private static Element style() throws Exception {
        try (InputStream in = Objects.requireNonNull(
                ClassStyleTest.class.getResourceAsStream("/org/gsprelabel/styles/prelabel-class.sld"))) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(in).getDocumentElement();
        }
    }
}
