package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(SiteExtension.class)
class ExecuteIT {

    private static final int AT_ONCE = 20;

    private final Site site;

    ExecuteIT(Site site) {
        this.site = site;
    }

    @Test
    void a_request_finds_the_roofs_of_the_scene() {
        Found.assertMatches(Site.truth(), site.execute(Site.preLabel(Site.SCENE).raw("result", Site.GML)));
    }

    @Test
    void a_request_by_parameters_gives_what_a_posted_one_gives() {
        Answer posted = site.execute(Site.preLabel(Site.SCENE).raw("result", "application/json"));
        Answer got = site.anonymous()
                .get(
                        "/wps",
                        Map.of(
                                "service",
                                "WPS",
                                "version",
                                "1.0.0",
                                "request",
                                "Execute",
                                "identifier",
                                "prelabel:PreLabelCoverage",
                                "DataInputs",
                                "coverageName=" + Site.SCENE + ";model=" + Site.MODEL + ";timestamp=" + Site.TIMESTAMP,
                                "RawDataOutput",
                                "result=@mimetype=application/json"));

        assertThat(got.text()).isEqualTo(posted.text());
    }

    @Test
    void the_report_counts_what_was_delivered() {
        Answer answer = site.execute(Site.preLabel(Site.SCENE).raw("report", ""));
        JsonNode report = JsonMapper.shared().readTree(answer.text());
        int delivered = site.execute(Site.preLabel(Site.SCENE).raw("result", "application/json"))
                .json()
                .path("features")
                .size();

        assertThat(report.path("features").asInt(-1)).as(answer.toString()).isEqualTo(delivered);
    }

    @Test
    void one_document_holds_both_outputs() {
        Xml document = site.execute(Site.preLabel(Site.SCENE).document(false, "result", "report"))
                .xml();

        assertThat(document.root()).isEqualTo("ExecuteResponse");
        assertThat(document.elements("ProcessSucceeded")).hasSize(1);
        assertThat(document.elements("featureMember")).hasSizeGreaterThan(10);
        assertThat(JsonMapper.shared()
                        .readTree(document.texts("LiteralData").get(0))
                        .path("tiles")
                        .isObject())
                .isTrue();
    }

    /** Each in tiles of its own, so that none finds what another has left, and each asks the model. */
    @Test
    void many_at_once_get_the_bytes_that_each_gets_alone() throws Exception {
        List<String> requests = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> Site.preLabel(Site.SCENE)
                        .literal("tileSize", Integer.toString(128 + 8 * i))
                        .raw("result", Site.GML)
                        .xml())
                .toList();
        site.forgetTiles();
        List<String> together = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<String>> calls = requests.stream()
                    .map(request -> (Callable<String>) () -> answer(request))
                    .toList();
            for (Future<String> answer : clients.invokeAll(calls)) {
                together.add(answer.get());
            }
        } finally {
            clients.shutdownNow();
        }
        site.forgetTiles();

        for (int i = 0; i < AT_ONCE; i++) {
            assertThat(together.get(i)).isEqualTo(answer(requests.get(i))).contains("featureMember");
        }
    }

    private String answer(String request) {
        return site.anonymous().post("/wps", request).text();
    }
}
