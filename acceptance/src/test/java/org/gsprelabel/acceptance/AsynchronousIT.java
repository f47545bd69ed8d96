package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.gsprelabel.acceptance.wire.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SiteExtension.class)
class AsynchronousIT {

    private static final int MOST_POLLS = 600;
    private static final long POLL_MILLIS = 500;
    private static final Pattern EXECUTION = Pattern.compile("executionId=([^&]+)", Pattern.CASE_INSENSITIVE);

    private final Site site;

    AsynchronousIT(Site site) {
        this.site = site;
    }

    @Test
    void a_stored_request_is_polled_until_its_outcome_is_there() throws InterruptedException {
        Xml outcome = await(start(Site.preLabel(Site.SCENE)), "ProcessSucceeded", "ProcessFailed");

        assertThat(outcome.elements("ProcessSucceeded")).hasSize(1);
        assertThat(outcome.elements("featureMember")).hasSizeGreaterThan(10);
    }

    @Test
    void a_stored_request_that_fails_says_why() throws InterruptedException {
        Xml outcome =
                await(start(Site.preLabel(Site.SCENE).literal("tileSize", "250")), "ProcessSucceeded", "ProcessFailed");

        assertThat(outcome.elements("ProcessFailed")).hasSize(1);
        assertThat(String.join(" ", outcome.texts("ExceptionText"))).contains("tileSize must be a multiple of 8");
    }

    @Test
    void a_dismissed_request_ends_and_frees_the_server() throws InterruptedException {
        // thousands of tiles of pixels eight times finer than those of the scene
        String status = start(Site.preLabel(Site.SCENE)
                .literal("resolution", "0.04")
                .literal("tileSize", "128")
                .literal("overlap", "0.4"));
        await(status, "ProcessStarted", "ProcessAccepted");
        Matcher execution = EXECUTION.matcher(status);
        assertThat(execution.find()).as(status).isTrue();

        Answer dismissed = site.anonymous()
                .get(
                        "/ows",
                        Map.of(
                                "service",
                                "WPS",
                                "version",
                                "1.0.0",
                                "request",
                                "Dismiss",
                                "executionId",
                                execution.group(1)));

        assertThat(dismissed.status()).isEqualTo(200);
        assertThat(dismissed.xml().root()).as(dismissed.toString()).isEqualTo("ExecuteResponse");
        // from then on nobody knows of it
        await(status, "ProcessFailed", "Exception");
        Found.assertMatches(Site.truth(), site.execute(Site.preLabel(Site.SCENE).raw("result", Site.GML)));
    }

    /** Address of the status. */
    private String start(Execute request) {
        Answer accepted = site.execute(request.document(true, "result"));
        assertThat(accepted.xml().root()).as(accepted.toString()).isEqualTo("ExecuteResponse");
        String location = accepted.xml().rootAttribute("statusLocation");
        assertThat(location).as(accepted.toString()).isNotEmpty();
        return location;
    }

    private Xml await(String status, String... elements) throws InterruptedException {
        for (int poll = 0; poll < MOST_POLLS; poll++) {
            Xml answer = site.anonymous().getAddress(status).xml();
            if (List.of(elements).stream()
                    .anyMatch(element -> !answer.elements(element).isEmpty())) {
                return answer;
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new AssertionError("the status has none of " + List.of(elements) + ": "
                + site.anonymous().getAddress(status));
    }
}
