package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Element;

@ExtendWith(SiteExtension.class)
class OutputFormatsIT {

    private final Site site;

    OutputFormatsIT(Site site) {
        this.site = site;
    }

    @Test
    void every_format_that_is_offered_holds_every_feature() throws IOException {
        List<String> offered = offered();
        int features = site.execute(Site.preLabel(Site.SCENE).raw("result", "application/json"))
                .json()
                .path("features")
                .size();

        assertThat(offered)
                .contains("application/json", "text/xml; subtype=wfs-collection/1.0", "application/zip", "text/csv");
        for (String format : offered) {
            Answer answer = site.execute(Site.preLabel(Site.SCENE).raw("result", format));
            assertThat(answer.status()).as(format).isEqualTo(200);
            assertThat(answer.contentType()).as(format).startsWith(format.replaceFirst(";.*", ""));
            assertThat(count(format, answer)).as(format + " " + answer).isEqualTo(features);
        }
    }

    private List<String> offered() {
        Xml description = site.anonymous()
                .get(
                        "/ows",
                        Map.of(
                                "service",
                                "WPS",
                                "version",
                                "1.0.0",
                                "request",
                                "DescribeProcess",
                                "identifier",
                                "prelabel:PreLabelCoverage"))
                .xml();
        Element result = description.elements("Output").stream()
                .filter(output ->
                        Xml.below(output, "Identifier").get(0).getTextContent().equals("result"))
                .findFirst()
                .orElseThrow();
        return Xml.below(result, "MimeType").stream()
                .map(Element::getTextContent)
                .distinct()
                .toList();
    }

    private static int count(String format, Answer answer) throws IOException {
        if (format.contains("json")) {
            return answer.json().path("features").size();
        }
        if (format.equals("application/zip")) {
            return recordsOfShapefile(answer.bytes());
        }
        if (format.equals("text/csv")) {
            return (int) answer.text().lines().count() - 1;
        }
        Xml xml = answer.xml();
        return xml.elements("prelabel").size();
    }

    /** As the header of its table says, which has the number at byte 4. */
    private static int recordsOfShapefile(byte[] zip) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName().replaceFirst(".*[.]", ""), in.readAllBytes());
            }
        }
        assertThat(files).containsKeys("shp", "shx", "dbf", "prj");
        return ByteBuffer.wrap(files.get("dbf")).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    }
}
