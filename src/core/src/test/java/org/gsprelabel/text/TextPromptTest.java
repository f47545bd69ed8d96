package org.gsprelabel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPromptTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "solar panel. construction crane.|solar panel/construction crane",
                "solar panel. construction crane|solar panel/construction crane",
                "Solar Panel|Solar Panel",
                " solar   panel ;crane;|solar panel/crane",
                "crane.. car . |crane./car",
                "house no.5. road|house no.5/road",
                "roof 0.5 m. car|roof 0.5 m/car",
                "a, b. c|a, b/c",
                "Straße. 屋根|Straße/屋根",
            })
    void phrases_end_at_periods_before_white_space_and_at_semicolons(String text, String names) {
        assertThat(TextPrompt.parse(text).names()).isEqualTo(List.of(names.split("/")));
    }

    @Test
    void phrases_end_at_line_breaks() {
        assertThat(TextPrompt.parse("crane\nsolar panel.\r\n\r\ncar").names())
                .containsExactly("crane", "solar panel", "car");
    }

    @Test
    void a_number_after_a_colon_is_the_least_score_of_its_phrase() {
        assertThat(TextPrompt.parse("solar panel:0.4. crane : .25. car. ratio 1:2 map. bus:1")
                        .phrases())
                .containsExactly(
                        new Phrase("solar panel", OptionalDouble.of(0.4)),
                        new Phrase("crane", OptionalDouble.of(0.25)),
                        new Phrase("car", OptionalDouble.empty()),
                        new Phrase("ratio 1:2 map", OptionalDouble.empty()),
                        new Phrase("bus", OptionalDouble.of(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"solar panel. crane:0.4.", "car:0.00001. bus:1.0", "a;b\nc", "house no.5"})
    void its_text_reads_as_the_same_prompt(String text) {
        TextPrompt prompt = TextPrompt.parse(text);

        assertThat(TextPrompt.parse(prompt.text())).isEqualTo(prompt);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "' . ;'|prompt must name at least one phrase, such as 'solar panel. crane.'",
                "crane:1.4|prompt must have thresholds from 0 to 1, got 1.4 for 'crane'",
                "crane:-1|prompt must have thresholds from 0 to 1, got -1.0 for 'crane'",
                "Crane. roof. crane.|prompt must name each phrase once, got 'Crane' and 'crane'",
                ":0.4|prompt must not have an empty phrase",
            })
    void what_is_wrong_is_said_in_one_sentence(String text, String message) {
        assertThatThrownBy(() -> TextPrompt.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void control_characters_and_halves_of_characters_are_refused() {
        assertThatThrownBy(() -> TextPrompt.parse("crane\u0007"))
                .hasMessage("prompt must be text without control characters, got character U+0007");
        assertThatThrownBy(() -> TextPrompt.parse("crane\ud83d"))
                .hasMessage("prompt must be text without control characters, got character U+D83D");
        assertThat(TextPrompt.parse("crane\ud83d\ude80").names()).containsExactly("crane\ud83d\ude80");
    }

    @Test
    void floods_are_refused() {
        String many = IntStream.range(0, 201).mapToObj(i -> "thing" + i).collect(Collectors.joining(". "));
        assertThatThrownBy(() -> TextPrompt.parse(many)).hasMessage("prompt must have at most 200 phrases, got 201");
        assertThatThrownBy(() -> TextPrompt.parse("x".repeat(201)))
                .hasMessageStartingWith("prompt must have phrases of at most 200 characters, got 201 in 'xxx");
    }
}
