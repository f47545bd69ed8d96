package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void many_at_once_get_the_same_bytes() throws Exception {
        String request =
                Site.preLabel(Site.SCENE).raw("result", "application/json").xml();
        String alone = site.anonymous().post("/wps", request).text();
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Callable<String> call = () -> site.anonymous().post("/wps", request).text();
            List<Future<String>> answers = clients.invokeAll(
                    IntStream.range(0, AT_ONCE).mapToObj(i -> call).toList());
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo(alone);
            }
        } finally {
            clients.shutdownNow();
        }
    }
}
