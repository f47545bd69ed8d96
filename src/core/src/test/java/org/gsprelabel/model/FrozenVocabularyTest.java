package org.gsprelabel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrozenVocabularyTest {

    private static final FrozenVocabulary VOCABULARY =
            new FrozenVocabulary(List.of("solar panel", "Roof", "roof", "swimming pool"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            solar panel              | solar panel
            swimming pool,roof       | roof,swimming pool
            Roof                     | Roof
            ROOF                     | Roof,roof
            ~ Solar  PANEL ~         | solar panel
            roof,solar panel,roof    | solar panel,roof
            """)
    void phrases_choose_classes_in_the_order_of_the_classes(String phrases, String classes) {
        assertThat(VOCABULARY.select(List.of(phrases.split(",")))).containsExactly(classes.split(","));
    }

    @Test
    void no_phrase_chooses_nothing() {
        assertThat(VOCABULARY.select(List.of())).isEmpty();
    }

    @Test
    void unknown_phrases_are_refused_with_those_that_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VOCABULARY.select(List.of("car", "roof", "panel", "car")))
                .withMessage("prompt 'car', 'panel' is not in the vocabulary, which was fixed when the model was"
                        + " exported; it has solar panel, Roof, roof, swimming pool");
    }
}
