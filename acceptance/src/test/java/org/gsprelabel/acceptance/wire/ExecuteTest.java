package org.gsprelabel.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ExecuteTest {

    @Test
    void values_arrive_as_they_were_given() {
        Xml xml = parse(Execute.of("prelabel:PreLabelCoverage")
                .literal("coverageName", "a:b & <c>")
                .bytes("coverage", "image/tiff", new byte[] {1, 2, 3})
                .raw("result", "text/xml; subtype=\"x\""));

        assertThat(xml.root()).isEqualTo("Execute");
        assertThat(xml.texts("LiteralData")).containsExactly("a:b & <c>");
        assertThat(xml.texts("ComplexData")).containsExactly("AQID");
        assertThat(xml.elements("ComplexData").get(0).getAttribute("encoding")).isEqualTo("base64");
        assertThat(xml.elements("RawDataOutput").get(0).getAttribute("mimeType"))
                .isEqualTo("text/xml; subtype=\"x\"");
    }

    @Test
    void a_chain_nests_one_request_in_the_other() {
        Xml xml = parse(Execute.of("gs:Import")
                .chained(
                        "features",
                        "text/xml",
                        Execute.of("prelabel:PreLabelCoverage").raw("result", "text/xml"))
                .document(true, "layerName"));

        Element reference = xml.elements("Reference").get(0);
        assertThat(reference.getAttributeNS("http://www.w3.org/1999/xlink", "href"))
                .isEqualTo("http://geoserver/wps");
        Element inner = Xml.below(reference, "Execute").get(0);
        assertThat(Xml.below(inner, "Identifier").get(0).getTextContent()).isEqualTo("prelabel:PreLabelCoverage");
        assertThat(xml.elements("ResponseDocument").get(0).getAttribute("storeExecuteResponse"))
                .isEqualTo("true");
    }

    private static Xml parse(Execute request) {
        return Xml.parse(request.xml().getBytes(StandardCharsets.UTF_8));
    }
}
