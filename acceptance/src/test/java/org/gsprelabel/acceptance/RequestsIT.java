package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.gsprelabel.acceptance.wire.Xml;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request that is shipped as a template does on a server what it says. */
@ExtendWith(SiteExtension.class)
class RequestsIT {

    private static final Path FOLDER = Path.of(System.getProperty("prelabel.requests"));
    private static final Pattern VALUE = Pattern.compile("[$][{]([A-Z]+)[}]");

    /** Those that read a layer of pre-labels; the others that name one make it. */
    private static final List<String> READERS = List.of("merge-tiles", "filter-predictions");

    private static final String LAYER = "for_requests";

    private final Site site;

    RequestsIT(Site site) {
        this.site = site;
    }

    static List<String> templates() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".xml"))
                    .map(name -> name.replace(".xml", ""))
                    .sorted()
                    .toList();
        }
    }

    static List<String> addresses() throws IOException {
        return Files.readAllLines(FOLDER.resolve("kvp.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_template_runs(String name) throws IOException, InterruptedException {
        if (READERS.contains(name)) {
            makeLayer();
        }
        String layer = READERS.contains(name) ? LAYER : "by_" + name.replace('-', '_');
        String request = filled(Files.readString(FOLDER.resolve(name + ".xml")), layer);

        assertDone(site.admin().post("/ows", request));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void a_request_in_a_URL_runs(String line) throws InterruptedException {
        String[] parts = line.split("\\s+", 2);

        assertDone(site.admin().getAddress(filled(parts[1], "kvp_" + parts[0].replace('-', '_'))));
    }

    private void assertDone(Answer answer) throws InterruptedException {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text())
                .isNotBlank()
                .doesNotContain("ExceptionReport", "ServiceException")
                // a publication that fails is in the report alone
                .doesNotContainPattern("\"published\"[^}]*\"problem\"");
        if (answer.text().contains("statusLocation")) {
            Xml outcome = new Stored(site.admin(), answer).await("ProcessSucceeded", "ProcessFailed");
            assertThat(outcome.elements("ProcessSucceeded"))
                    .as(answer.toString())
                    .hasSize(1);
        }
    }

    private void makeLayer() {
        Map<String, String> features = Map.of(
                "service", "WFS",
                "version", "2.0.0",
                "request", "GetFeature",
                "typeNames", Site.WORKSPACE + ":" + LAYER,
                "resultType", "hits");
        if (site.anonymous().get("/wfs", features).text().contains("numberMatched")) {
            return;
        }
        Execute made = Site.preLabel(Site.SCENE)
                .literal("merge", "NONE")
                .literal("publishTo", Site.WORKSPACE + ":" + Site.STORE + ":" + LAYER)
                .raw("report", "");
        assertThat(site.admin().post("/wps", made.xml()).text()).contains(Site.WORKSPACE + ":" + LAYER);
    }

    private String filled(String template, String layer) {
        String[] map = Site.bbox(0, 0, 200).split(",");
        Map<String, String> values = Map.of(
                "GEOSERVER",
                site.admin().url(),
                "WORKSPACE",
                Site.WORKSPACE,
                "COVERAGE",
                Site.SCENE.split(":")[1],
                "MODEL",
                Site.MODEL,
                "STORE",
                Site.STORE,
                "LAYER",
                layer,
                "CRS",
                "EPSG:32633",
                "LOWER",
                map[0] + " " + map[1],
                "UPPER",
                map[2] + " " + map[3]);
        return VALUE.matcher(template).replaceAll(value -> {
            assertThat(values).containsKey(value.group(1));
            return Matcher.quoteReplacement(values.get(value.group(1)));
        });
    }
}
