package org.gsprelabel.wps.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.geotools.feature.NameImpl;
import org.geotools.process.Processors;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.gsprelabel.onnx.OnnxModelRepository;
import org.gsprelabel.pipeline.TileCache;
import org.gsprelabel.pipeline.TilePool;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.wps.PreLabelProcessFactory;
import org.gsprelabel.wps.limits.Safeguards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The styles that the plugin brings, as XML: what they name is there, and each feature is drawn once. */
class StylesTest {

    private static final String SLD = "http://www.opengis.net/sld";
    private static final String OGC = "http://www.opengis.net/ogc";

    @ParameterizedTest
    @ValueSource(strings = {"class", "confidence", "labels", "live"})
    void every_attribute_that_a_style_names_is_one_of_the_features(String name) {
        Set<String> attributes = new HashSet<>();
        PredictionSchema.in(DefaultGeographicCRS.WGS84)
                .getAttributeDescriptors()
                .forEach(attribute -> attributes.add(attribute.getLocalName()));
        if (name.equals("live")) {
            attributes.add(LiveFeatures.MESSAGE);
        }
        List<String> named = texts(elements(style(name), OGC, "PropertyName"));

        assertThat(named).isNotEmpty().isSubsetOf(attributes);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.499, 1", "0.5, 2", "0.65, 2", "0.7, 3", "0.8, 4", "0.8999, 4", "0.9, 5", "1, 5"})
    void each_confidence_has_one_colour(double confidence, int step) {
        List<Integer> drawn = new ArrayList<>();
        List<Element> rules = elements(style("confidence"), SLD, "Rule");
        for (int i = 0; i < rules.size(); i++) {
            if (isDrawn(rules.get(i), confidence)) {
                drawn.add(i + 1);
            }
        }
        assertThat(drawn).containsExactly(step);
    }

    @Test
    void colours_of_confidence_get_brighter_and_every_rule_has_a_title() {
        List<Element> rules = elements(style("confidence"), SLD, "Rule");
        double last = -1;
        for (Element rule : rules) {
            assertThat(texts(elements(rule, SLD, "Title")))
                    .singleElement()
                    .satisfies(title -> assertThat(title).isNotBlank());
            double brightness =
                    brightness(texts(elements(rule, SLD, "CssParameter")).get(0));
            assertThat(brightness).isGreaterThan(last);
            last = brightness;
        }
        assertThat(rules).hasSize(5);
    }

    @Test
    void the_live_style_calls_the_process_with_parameters_that_it_has(@TempDir Path folder) throws Exception {
        try (OnnxModelRepository models = new OnnxModelRepository(folder);
                TilePool pool = new TilePool(1)) {
            LiveLabels live = new LiveLabels(
                    models,
                    name -> {
                        throw new IllegalStateException(name);
                    },
                    new EmbeddingCache(0),
                    TileCache.inMemory(0),
                    Safeguards.none(),
                    pool);
            PreLabelProcessFactory factory = new PreLabelProcessFactory(List.of(live));
            factory.register();
            try {
                Set<String> known = Processors.getParameterInfo(new NameImpl("prelabel", "LiveLabels"))
                        .keySet();
                List<String> given = new ArrayList<>();
                List<String> functions = new ArrayList<>();
                for (Element function : elements(style("live"), OGC, "Function")) {
                    functions.add(function.getAttribute("name"));
                    if (function.getAttribute("name").equals("parameter")) {
                        given.add(texts(elements(function, OGC, "Literal")).get(0));
                    }
                }
                assertThat(functions).startsWith("prelabel:LiveLabels");
                assertThat(given)
                        .isSubsetOf(known)
                        .contains("data", "coverageName", "model", "outputBBOX", "scaleDenominator");
            } finally {
                factory.unregister();
            }
        }
    }

    /** Whether the bounds of a rule, of which each is one comparison, let a confidence through. */
    private static boolean isDrawn(Element rule, double confidence) {
        boolean above = bounds(rule, "PropertyIsGreaterThanOrEqualTo").stream().allMatch(bound -> confidence >= bound);
        boolean below = bounds(rule, "PropertyIsLessThan").stream().allMatch(bound -> confidence < bound);
        return above && below;
    }

    private static List<Double> bounds(Element rule, String comparison) {
        return elements(rule, OGC, comparison).stream()
                .map(found ->
                        Double.valueOf(texts(elements(found, OGC, "Literal")).get(0)))
                .toList();
    }

    private static double brightness(String colour) {
        assertThat(colour).matches("#[0-9a-f]{6}");
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * (rgb >> 16) + 0.7152 * (rgb >> 8 & 0xFF) + 0.0722 * (rgb & 0xFF);
    }

    private static Element style(String name) {
        try (InputStream in = Objects.requireNonNull(
                StylesTest.class.getResourceAsStream("/org/gsprelabel/styles/prelabel-" + name + ".sld"))) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Document document = factory.newDocumentBuilder().parse(in);
            Element root = document.getDocumentElement();
            assertThat(root.getNamespaceURI()).isEqualTo(SLD);
            assertThat(root.getAttribute("version")).isEqualTo("1.0.0");
            return root;
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Element> elements(Element in, String namespace, String name) {
        NodeList nodes = in.getElementsByTagNameNS(namespace, name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<String> texts(List<Element> elements) {
        return elements.stream()
                .map(element -> element.getTextContent().strip())
                .toList();
    }
}
