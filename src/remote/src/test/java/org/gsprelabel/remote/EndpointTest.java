package org.gsprelabel.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "http://host:8000, http://host:8000/v2/models/roofs",
        "http://host:8000/, http://host:8000/v2/models/roofs",
        "https://host, https://host/v2/models/roofs",
        "https://host/models/a//, https://host/models/a/v2/models/roofs",
        "http://[::1]:8000, http://[::1]:8000/v2/models/roofs"
    })
    void paths_follow_the_base_path(String url, String expected) {
        Endpoint endpoint = Endpoint.of(url, "roofs", Optional.empty());
        assertThat(endpoint.metadata()).hasToString(expected);
        assertThat(endpoint.modelReady()).hasToString(expected + "/ready");
        assertThat(endpoint.infer()).hasToString(expected + "/infer");
    }

    @Test
    void a_version_and_odd_characters_are_segments_of_the_path() {
        Endpoint endpoint = Endpoint.of("http://host", "a b/c%d+e?f#g", Optional.of("1.2/3"));
        assertThat(endpoint.infer())
                .hasToString("http://host/v2/models/a%20b%2Fc%25d%2Be%3Ff%23g/versions/1.2%2F3/infer");
        assertThat(endpoint.serverReady()).hasToString("http://host/v2/health/ready");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host:8000",
                "ftp://host",
                "file:///etc/passwd",
                "http://",
                "http:///x",
                "",
                "unix:/run/x",
                "http://h o"
            })
    void what_is_no_server_is_refused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(url, "roofs", Optional.empty()))
                .withMessageStartingWith("remote.url must be like http://host:8000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://me:s3cret@host", "http://host?key=s3cret", "http://host#s3cret", "http://s3cret@host:1"})
    void credentials_in_the_URL_are_refused_and_not_repeated(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(url, "roofs", Optional.empty()))
                .withMessageStartingWith("remote.url must have no user, password, query or fragment")
                .withMessageContaining("remote.tokenEnv")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ".", "..", "a\nb"})
    void a_model_has_a_name(String model) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of("http://host", model, Optional.empty()))
                .withMessageStartingWith("remote.model must be a name, got '");
    }
}
