package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gsprelabel.acceptance.wire.Answer;

/** What a client is told of a request that failed. */
final class Refusals {

    private Refusals() {}

    /**
     * The texts of all {@code ows:Exception}s of an answer, of which there must be at least one; none of them may name
     * anything of the inside of the server.
     */
    static String sentence(Answer answer) {
        return messages(answer, "ExceptionText");
    }

    /** The same of elements of another name, as other services have them. */
    static String messages(Answer answer, String element) {
        assertThat(answer.contentType()).as(answer.toString()).contains("xml");
        List<String> texts = answer.xml().texts(element);
        assertThat(texts).as(answer.toString()).isNotEmpty();
        // GeoServer writes them escaped twice
        String sentence = String.join("\n", texts).replace("&apos;", "'").replace("&quot;", "\"");
        assertTellsNothingOfTheInside(sentence);
        return sentence;
    }

    /** No stack trace, no name of a Java class, no path of a file. */
    static void assertTellsNothingOfTheInside(String text) {
        assertThat(text)
                .doesNotContain("\tat ", "Caused by")
                .doesNotContainPattern("\\b(java|javax|jakarta|org|com|net|ai|it|tools)(\\.[a-z_0-9]+)+\\.[A-Z]")
                .doesNotContainPattern("\\b[A-Z][A-Za-z]*(Exception|Error)\\b")
                .doesNotContainPattern("(?<![:/\\w.])/(tmp|home|var|opt|usr|root|mnt|data|srv)/")
                .doesNotContainPattern("\\b[A-Z]:\\\\");
    }
}
