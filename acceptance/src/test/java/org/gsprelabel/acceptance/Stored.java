package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.OwsClient;
import org.gsprelabel.acceptance.wire.Xml;

/** A request that was answered at once, with the address of its status. */
final class Stored {

    private static final Pattern EXECUTION = Pattern.compile("executionId=([^&]+)", Pattern.CASE_INSENSITIVE);
    private static final int MOST_POLLS = 600;
    private static final long POLL_MILLIS = 500;

    private final OwsClient client;
    private final String status;

    /** @param accepted the answer to the request */
    Stored(OwsClient client, Answer accepted) {
        this.client = client;
        assertThat(accepted.xml().root()).as(accepted.toString()).isEqualTo("ExecuteResponse");
        this.status = accepted.xml().rootAttribute("statusLocation");
        assertThat(status).as(accepted.toString()).isNotEmpty();
    }

    /** The id by which it is dismissed. */
    String execution() {
        Matcher execution = EXECUTION.matcher(status);
        assertThat(execution.find()).as(status).isTrue();
        return execution.group(1);
    }

    /** Asks until the status has one of some elements. */
    Xml await(String... elements) throws InterruptedException {
        for (int poll = 0; poll < MOST_POLLS; poll++) {
            Answer answer = client.getAddress(status);
            // GeoServer hands the document out while it begins to write it
            if (!answer.text().isEmpty() && hasOneOf(answer.xml(), elements)) {
                return answer.xml();
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new AssertionError("the status has none of " + List.of(elements) + ": " + client.getAddress(status));
    }

    private static boolean hasOneOf(Xml document, String... elements) {
        return List.of(elements).stream()
                .anyMatch(element -> !document.elements(element).isEmpty());
    }
}
