package org.gsprelabel.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "1, , 500",
        "2, , 1000",
        "3, , 2000",
        "5, , 5000",
        "10, , 5000",
        "1, 0, 0",
        "1, 3, 3000",
        "4, 1, 1000",
        "1, 3600, 5000"
    })
    void waits_double_up_to_a_bound_and_obey_the_server_within_it(int tries, Long askedSeconds, long milliseconds) {
        RetryPolicy policy = new RetryPolicy(10, Duration.ofMillis(500), Duration.ofSeconds(5));
        assertThat(policy.wait(tries, Optional.ofNullable(askedSeconds).map(Duration::ofSeconds)))
                .hasMillis(milliseconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | 0.5 | 10 | remote.retries must be from 0 to 10, got -1",
                "11 | 0.5 | 10 | remote.retries must be from 0 to 10, got 11",
                "2 | -1 | 10 | remote.waitSeconds must be from 0 to remote.maxWaitSeconds 10, got -1",
                "2 | 10.5 | 10 | remote.waitSeconds must be from 0 to remote.maxWaitSeconds 10, got 10.5",
                "2 | 1 | 3601 | remote.maxWaitSeconds must be at most 3600, got 3601"
            })
    void a_policy_out_of_range_is_refused(int retries, double first, double longest, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(retries, seconds(first), seconds(longest)))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 60 | 64 | remote.connectTimeoutSeconds must be above 0, at most 3600, got 0",
                "10 | -1 | 64 | remote.timeoutSeconds must be above 0, at most 3600, got -1",
                "10 | 3600.5 | 64 | remote.timeoutSeconds must be above 0, at most 3600, got 3600.5",
                "10 | 60 | 0 | remote.maxAnswerMegabytes must be from 1 to 2047, got 0",
                "10 | 60 | 2048 | remote.maxAnswerMegabytes must be from 1 to 2047, got 2048"
            })
    void settings_out_of_range_are_refused(double connect, double timeout, long megabytes, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteSettings(
                        Endpoint.of("http://host", "m", Optional.empty()),
                        Optional.empty(),
                        seconds(connect),
                        seconds(timeout),
                        new RetryPolicy(0, Duration.ZERO, Duration.ZERO),
                        megabytes << 20,
                        CredentialNames.NONE))
                .withMessage(message);
    }

    @Test
    void secrets_go_into_headers_and_nowhere_else() {
        CredentialNames names =
                new CredentialNames(Optional.of("TOKEN"), Optional.empty(), Optional.empty(), Map.of("X-Key", "KEY"));
        Credentials credentials = Credentials.read(names, Map.of("TOKEN", "abc\n", "KEY", "abcdef")::get);
        var request = HttpRequest.newBuilder(URI.create("http://host"));
        credentials.applyTo(request);
        assertThat(request.build().headers().map())
                .containsEntry("Authorization", List.of("Bearer abc"))
                .containsEntry("X-Key", List.of("abcdef"));
        assertThat(credentials.toString()).doesNotContain("abc");
        assertThat(credentials.redact("no: Bearer abc, abcdef, xabcx")).isEqualTo("no: Bearer ***, ***, x***x");
    }

    /** The example of RFC 7617, 2. */
    @Test
    void user_and_password_are_basic_authentication() {
        CredentialNames names = new CredentialNames(Optional.empty(), Optional.of("U"), Optional.of("P"), Map.of());
        Credentials credentials = Credentials.read(names, Map.of("U", "Aladdin", "P", "open sesame")::get);
        var request = HttpRequest.newBuilder(URI.create("http://host"));
        credentials.applyTo(request);
        assertThat(request.build().headers().firstValue("Authorization"))
                .hasValue("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(credentials.redact("got QWxhZGRpbjpvcGVuIHNlc2FtZQ==, open sesame"))
                .isEqualTo("got ***, ***");
    }

    @Test
    void a_variable_that_is_missing_or_unfit_is_named_without_its_value() {
        CredentialNames names = new CredentialNames(Optional.of("TOKEN"), Optional.empty(), Optional.empty(), Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.read(names, name -> null))
                .withMessage("environment variable TOKEN of field remote.tokenEnv is not set");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.read(names, name -> " \n"))
                .withMessage("environment variable TOKEN of field remote.tokenEnv is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.read(names, name -> "a\nb"))
                .withMessage(
                        "environment variable TOKEN of field remote.tokenEnv must consist of printable ASCII characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Authorization",
                "Inference-Header-Content-Length",
                "a b",
                "",
                "x:y",
                "a\nb"
            })
    void headers_of_the_protocol_and_what_is_no_header_are_refused(String header) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CredentialNames(
                        Optional.empty(), Optional.empty(), Optional.empty(), Map.of(header, "KEY")))
                .withMessageStartingWith(
                        "remote.headersEnv must name HTTP headers other than those of the protocol, got '");
    }

    @Test
    void half_a_pair_and_two_ways_at_once_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CredentialNames(Optional.empty(), Optional.of("U"), Optional.empty(), Map.of()))
                .withMessage("remote.userEnv and remote.passwordEnv must be given together, got only remote.userEnv");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CredentialNames(Optional.of("T"), Optional.of("U"), Optional.of("P"), Map.of()))
                .withMessageStartingWith("remote.tokenEnv must be absent where there is remote.userEnv");
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    @Test
    void aSecretThatAMessageHasCutOffIsStruckOutAsWell() {
        String token = "eyJhbGciOiJIUzI1NiJ9." + "abcdefghij".repeat(12);
        Credentials credentials = Credentials.read(
                new CredentialNames(Optional.of("TOKEN"), Optional.empty(), Optional.empty(), Map.of()),
                name -> name.equals("TOKEN") ? token : null);

        assertThat(credentials.redact("got Bearer " + token.substring(0, 60) + "... and " + token + "!"))
                .isEqualTo("got Bearer ***... and ***!");
    }
}
